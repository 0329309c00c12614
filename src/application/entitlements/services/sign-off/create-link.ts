/** Creates a sign-off link for a delivered service. A new link replaces the previous one (D-22). */
import { randomBytes } from 'node:crypto';
import { serviceStateAt } from '../../../../domain/entitlements/service-states.ts';
import { DAY_MS, plusMs, type Instant } from '../../../../domain/instant.ts';
import { DomainError } from '../../../../domain/errors.ts';
import type { ServiceId } from '../../../../domain/ids.ts';
import { illegalServiceCommand } from '../legal-service-commands.ts';
import type { UnitOfWork } from '../../../../storage/unit-of-work.ts';
import { newId, sha256Hex } from '../../../../infra/ids.ts';

const SECRET_BYTES = 32;

export interface NewLink {
  /** The secret part of the URL. It is returned once; only its hash is stored. */
  readonly token: string;
  /** Server time. */
  readonly expiresAt: Instant;
}

/** Throws `not_found`, or `illegal_transition` unless the service is `delivered`. */
export async function createAcceptanceLink(
  unit: UnitOfWork,
  { serviceId, expiresInDays }: { readonly serviceId: ServiceId; readonly expiresInDays: number },
): Promise<NewLink> {
  const { services, orders, acceptanceLinks } = unit.database.models;
  const { session, recordedAt } = unit;
  const service = await services.findById(serviceId).session(session).lean();
  if (service === null) throw new DomainError('not_found', { kind: 'service', id: serviceId });
  const { accountId, orderId, deliveredAt, deliveryEvidence, rejections } = service;
  const now = await unit.accountNow(accountId);
  if (serviceStateAt(now, service) !== 'delivered' || deliveredAt === null) {
    const order = await orders.findById(orderId).session(session).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
    throw illegalServiceCommand('accept', service, order, 'out_of_turn', now);
  }
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  const link = {
    _id: newId('lnk'),
    hash: sha256Hex(token),
    serviceId,
    accountId,
    orderId,
    round: rejections.length,
    deliveredAt,
    evidence: deliveryEvidence,
    createdAt: recordedAt,
    expiresAt: plusMs(recordedAt, expiresInDays * DAY_MS),
  };
  await acceptanceLinks.deleteMany({ serviceId }, { session });
  await acceptanceLinks.insertMany([link], { session });
  unit.audit({
    type: 'service.link_created',
    at: now,
    accountId,
    orderId,
    facts: { serviceId, linkId: link._id, expiresAt: link.expiresAt },
  });
  return { token, expiresAt: link.expiresAt };
}
