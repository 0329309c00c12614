/** The audit records that prove what happened to a service. */
import type { Instant } from '../../../../domain/instant.ts';
import type { AuditDocument } from '../../../../storage/collections/audit.ts';
import type { ServiceDocument } from '../../../../storage/collections/services.ts';
import type { Database } from '../../../../storage/database.ts';
import { nameOfActor } from '../../../accounts/read-names.ts';

/** Returns the latest record of a type at an instant. Throws if there is none: each change of a service has one. */
export async function serviceRecord(
  { models }: Database,
  { _id: serviceId, orderId }: Pick<ServiceDocument, '_id' | 'orderId'>,
  type: 'service.delivered' | 'service.accepted',
  at: Instant,
): Promise<AuditDocument> {
  const record = await models.audit
    .findOne({ orderId, at, type, 'facts.serviceId': serviceId })
    .sort({ _id: -1 })
    .lean();
  if (record === null) throw new Error(`the service ${serviceId} has no record of ${type} at ${at}`);
  return record;
}

/** The name of the person who delivered at an instant, or of their key. */
export async function delivererOf(
  database: Database,
  service: Pick<ServiceDocument, '_id' | 'orderId'>,
  deliveredAt: Instant,
): Promise<string> {
  const { actor } = await serviceRecord(database, service, 'service.delivered', deliveredAt);
  return nameOfActor(database, actor);
}
