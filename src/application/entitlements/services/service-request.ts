/** A command on a service, read with the service and its stored evidence. */
import type { AcceptanceGiver } from '../../../domain/catalogue/acceptance.ts';
import type {
  PublicServiceCommand,
  ServiceCommandFacts,
} from '../../../domain/entitlements/service-states.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OrderId, ServiceId } from '../../../domain/ids.ts';
import type { Database, Session } from '../../../storage/database.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { ServiceEvidenceDocument } from '../../../storage/collections/service-evidence.ts';

export interface ServiceRequest {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  /** The id of an API key or sign-off link, or the reference that a signal gives. */
  readonly by: string;
  readonly evidenceId?: string;
  readonly reason?: string;
  /** Who decides about the delivery; default: `staff`, on the user's behalf. */
  readonly given?: AcceptanceGiver;
  /** Id of the sign-off link through which the decision came. */
  readonly linkId?: string;
}

/** The evidence stored with a command. It names persons, which a workflow's history must not contain. */
export type CommandEvidence = Pick<ServiceEvidenceDocument, 'person' | 'reason' | 'note' | 'document'>;

export interface ServiceRecord {
  readonly service: ServiceDocument;
  readonly evidence: CommandEvidence | null;
}

/** Reads both. Throws `not_found` for a service of another order, or evidence of another service. */
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

/** What a command says about the service: the new assignee, or the reason of a rejection. */
export function commandFactsOf(
  { command, reason }: ServiceRequest,
  evidence: CommandEvidence | null,
): ServiceCommandFacts {
  const reasonGiven = reason ?? evidence?.reason ?? null;
  const assignee = command === 'assign' ? (evidence?.person ?? null) : null;
  return {
    ...(assignee === null ? {} : { assignee }),
    ...(reasonGiven === null ? {} : { reason: reasonGiven }),
  };
}
