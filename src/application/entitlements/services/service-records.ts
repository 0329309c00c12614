/** A service and what came with a command on it, as the record holds them; and how a refused command is worded. */
import { missingProof, type AcceptanceGiver } from '../../../domain/catalogue/acceptance.ts';
import {
  PUBLIC_SERVICE_COMMANDS,
  serviceStateAt,
  serviceVerdict,
  type PublicServiceCommand,
  type ServiceCommandFacts,
  type ServiceFacts,
} from '../../../domain/entitlements/service-states.ts';
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OrderId, ServiceId } from '../../../domain/ids.ts';
import type { Database, Session } from '../../../storage/database.ts';
import type { ServiceEvidenceDocument } from '../../../storage/collections/service-evidence.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

export interface ServiceRequest {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  /** A reference of who asks: a key, or the sender of a signal. */
  readonly by: string;
  readonly evidenceId?: string;
  readonly reason?: string;
  /** Who decides about the delivery; delivery staff for the user where nothing is said. */
  readonly given?: AcceptanceGiver;
  /** The sign-off link on which it was given. */
  readonly linkId?: string;
}

/** What came with a command and is kept in the record. */
export type CommandEvidence = Pick<ServiceEvidenceDocument, 'person' | 'reason' | 'note' | 'document'>;

export interface ServiceRecord {
  readonly service: ServiceDocument;
  readonly evidence: CommandEvidence | null;
}

/** Throws `not_found` for a service of another order, or evidence of another service. */
export async function readServiceRecord(
  { models }: Database,
  orderId: OrderId,
  { serviceId, evidenceId }: ServiceRequest,
  session: Session | null,
): Promise<ServiceRecord> {
  const service = await models.services.findOne({ _id: serviceId, orderId }).session(session).lean();
  if (service === null) throw new DomainError('not_found', { kind: 'service', id: serviceId });
  if (evidenceId === undefined) return { service, evidence: null };
  const evidence = await models.serviceEvidence
    .findOne({ _id: evidenceId, serviceId })
    .session(session)
    .lean();
  if (evidence !== null) return { service, evidence };
  // A signal may name a file of the account (D-21).
  const file = await models.files
    .findOne({ _id: evidenceId, accountId: service.accountId })
    .session(session)
    .lean();
  if (file === null) throw new DomainError('not_found', { kind: 'evidence', id: evidenceId });
  const { name, sha256, _id: fileId } = file;
  return {
    service,
    evidence: { person: null, reason: null, note: null, document: { name, sha256, fileId } },
  };
}

/** Throws `not_found` unless the sign-off link of a request still stands and is about the delivery as it is. */
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

/** What the verdict on a command is made from. */
export function serviceFactsOf(service: ServiceDocument): ServiceFacts {
  const { kind, state, startBy, endsAt, assignee, rejections, deliveredAt } = service;
  const lastRejection = deliveredAt === null ? (rejections.at(-1)?.reason ?? null) : null;
  return { kind, state, startBy, endsAt, assignee, lastRejection };
}

export function givenWith(
  { command, reason }: ServiceRequest,
  evidence: CommandEvidence | null,
): ServiceCommandFacts {
  const given = reason ?? evidence?.reason ?? null;
  const assignee = command === 'assign' ? (evidence?.person ?? null) : null;
  return { ...(assignee === null ? {} : { assignee }), ...(given === null ? {} : { reason: given }) };
}

/** Throws where the order asks for more proof of an acceptance than was given (AMB-41). Rejections need none. */
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

/** Words what the table of services refuses, with the rule of the SKU's own edition. */
export function refusedService(
  command: PublicServiceCommand | 'extend',
  service: ServiceDocument,
  { lines }: Pick<OrderDocument, 'lines'>,
  reason: 'out_of_turn' | 'too_late',
  now: Instant,
): DomainError {
  const rules = lines.find(({ id }) => id === service.lineId)?.rules;
  const evidence = { serviceId: service._id, state: serviceStateAt(now, service), command };
  if (reason === 'too_late') {
    const rule = rules?.lifetime ?? '§8.14';
    return new DomainError('service_lapsed', { ...evidence, startBy: service.startBy }, { rule });
  }
  const possible = PUBLIC_SERVICE_COMMANDS.filter(
    (other) => serviceVerdict(other, serviceFactsOf(service), now).verdict === 'go',
  );
  return new DomainError(
    'illegal_transition',
    { subject: 'service', ...evidence, possible: possible.join(', ') || '—' },
    { rule: rules?.completion ?? '§8.14' },
  );
}
