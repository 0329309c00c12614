/** The agreement that an order needs to be confirmed and to be paid (rules §8.3, AMB-32). */
import { dateIn } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { findActiveAgreement } from './active-agreement.ts';

/** The active agreement that covers the order's product line at an instant; null if there is none. */
export async function agreementAt(
  unit: UnitOfWork,
  { accountId, productLine, agreementId }: OrderDocument,
  at: Instant,
): Promise<AgreementDocument | null> {
  const timeZone = await unit.timeZoneOf(accountId);
  return findActiveAgreement(
    unit.database,
    accountId,
    productLine,
    { at, timeZone },
    unit.session,
    agreementId,
  );
}

/**
 * Id of the active agreement, or null if the order needs none. Throws `agreement_required` with the last agreement, if
 * any.
 */
export async function requireAgreement(
  unit: UnitOfWork,
  order: OrderDocument,
  at: Instant,
): Promise<string | null> {
  if (!order.agreementRequired) return order.agreementId;
  const agreement = await agreementAt(unit, order, at);
  if (agreement !== null) return agreement._id;
  const { accountId, productLine } = order;
  const timeZone = await unit.timeZoneOf(accountId);
  throw new DomainError('agreement_missing', {
    accountId,
    productLine,
    orderId: order._id,
    date: dateIn(timeZone, at),
    ...(await lastAgreementOf(unit, order)),
  });
}

/** The newest agreement that covers the product line, as evidence why it is not active. */
async function lastAgreementOf(
  unit: UnitOfWork,
  { accountId, productLine }: OrderDocument,
): Promise<JsonObject> {
  const last = await unit.database.models.agreements
    .findOne({ accountId, productLines: productLine })
    .sort({ _id: -1 })
    .session(unit.session)
    .lean();
  if (last === null) return {};
  const { _id: id, number, validTo, terminatedAt } = last;
  return { lastAgreement: { id, number, validTo, terminatedAt } };
}
