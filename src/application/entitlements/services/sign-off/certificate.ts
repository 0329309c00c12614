/** The certificate of an accepted service: what was ordered, delivered and accepted, and the record that proves it. */
import type { Instant } from '../../../../domain/instant.ts';
import { DomainError } from '../../../../domain/errors.ts';
import type { AccountId, ServiceId } from '../../../../domain/ids.ts';
import type { Localized } from '../../../../domain/json.ts';
import type { AuditDocument } from '../../../../storage/collections/audit.ts';
import type {
  EvidenceOfService,
  ServiceAcceptance,
  ServiceDocument,
} from '../../../../storage/collections/services.ts';
import type { Database } from '../../../../storage/database.ts';
import type { Caller } from '../../../access/caller.ts';
import { findService } from '../read-services.ts';
import { delivererOf, serviceRecord } from './service-records.ts';
import { linkOf, soldBy, type SignOffDependencies } from './sign-off.ts';

export interface AcceptanceCertificate {
  readonly service: ServiceDocument;
  readonly sold: {
    readonly name: Localized;
    readonly organizationName: string;
    readonly accountName: string;
    readonly accountId: AccountId;
    readonly timeZone: string;
    readonly orderReference: string | null;
    readonly orderedAt: Instant;
  };
  readonly delivered: {
    readonly at: Instant;
    readonly by: string;
    readonly evidence: EvidenceOfService | null;
  };
  readonly acceptance: ServiceAcceptance;
  /** The audit record of the acceptance. */
  readonly record: AuditDocument;
}

/** Throws `not_found` for a service that does not exist, is not the caller's, or was not accepted. */
export async function readCertificate(
  database: Database,
  caller: Caller,
  id: ServiceId,
): Promise<AcceptanceCertificate> {
  return certificateOf(database, await findService(database, caller, id));
}

/** The certificate behind a sign-off link. Throws `not_found` as `readSignOff` does, and before the acceptance. */
export async function readSignOffCertificate(
  dependencies: SignOffDependencies,
  token: string,
): Promise<AcceptanceCertificate> {
  const { service } = await linkOf(dependencies, token);
  return certificateOf(dependencies.database, service);
}

async function certificateOf(database: Database, service: ServiceDocument): Promise<AcceptanceCertificate> {
  const { _id, acceptance, deliveredAt, deliveryEvidence } = service;
  if (acceptance === null || deliveredAt === null)
    throw new DomainError('not_found', { kind: 'certificate', id: _id });
  const [sold, by, record] = await Promise.all([
    soldBy(database, service),
    delivererOf(database, service, deliveredAt),
    serviceRecord(database, service, 'service.accepted', acceptance.at),
  ]);
  return {
    service,
    sold,
    delivered: { at: deliveredAt, by, evidence: deliveryEvidence },
    acceptance,
    record,
  };
}
