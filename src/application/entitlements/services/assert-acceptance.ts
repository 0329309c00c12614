/**
 * What an acceptance must come with: a valid sign-off link and the proof that the order's policy requires (AMB-41,
 * D-21).
 */
import { missingProof, type AcceptanceGiver } from '../../../domain/catalogue/acceptance.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

/** Throws `not_found` unless the sign-off link of a request is valid for the current delivery. */
export async function assertLink(
  { database, session, recordedAt }: UnitOfWork,
  { _id: serviceId, rejections }: ServiceDocument,
  linkId: string | undefined,
): Promise<void> {
  if (linkId === undefined) return;
  const link = await database.models.acceptanceLinks
    .findOne({ _id: linkId, serviceId })
    .session(session)
    .lean();
  if (link !== null && link.expiresAt > recordedAt && link.round === rejections.length) return;
  throw new DomainError('not_found', { kind: 'sign-off link' });
}

/** Throws `illegal_transition` if the order's `acceptanceProof` policy requires more proof. Rejections need none. */
export function assertProof(
  { _id: serviceId, lineId }: Pick<ServiceDocument, '_id' | 'lineId'>,
  { _id: orderId, policies }: Pick<OrderDocument, '_id' | 'policies'>,
  given: AcceptanceGiver,
  document: unknown,
): void {
  const { acceptanceProof } = policies;
  const missing = missingProof(acceptanceProof, given, document !== null);
  if (missing === null) return;
  const evidence = { orderId, lineId, serviceId, acceptanceProof, given };
  throw new DomainError(
    missing === 'document' ? 'acceptance_needs_document' : 'acceptance_by_customer_only',
    evidence,
  );
}
