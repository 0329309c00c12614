/** Basic software cannot be refunded alone while optional software that requires it is licensed (AMB-46, D-19). */
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OrderDocument, OrderLineRecord } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

/** Throws `refund_not_allowed` for basic software that is required by lines outside this refund. */
export async function assertBasicNotNeeded(
  unit: UnitOfWork,
  order: OrderDocument,
  refunded: readonly OrderLineRecord[],
  at: Instant,
): Promise<void> {
  for (const line of refunded) {
    if (line.kind !== 'software-basic') continue;
    const neededBy =
      line.state === 'pending'
        ? pendingDependents(order, line, refunded)
        : [
            ...(await licensedDependents(unit, order, line, refunded, at)),
            ...(await paidDependents(unit, order, line, refunded)),
          ];
    if (neededBy.length === 0) continue;
    throw new DomainError('refund_basic_needed', {
      orderId: order._id,
      lineId: line.id,
      sku: line.sku,
      neededBy: [...new Set(neededBy)].join(', '),
    });
  }
}

/** SKUs of licensed optional software in the same scope whose period overlaps with the rest of the basic software's. */
async function licensedDependents(
  unit: UnitOfWork,
  { accountId }: OrderDocument,
  basic: OrderLineRecord,
  refunded: readonly OrderLineRecord[],
  at: Instant,
): Promise<string[]> {
  const { licences } = unit.database.models;
  const own = await licences.findOne({ lineId: basic.id }).session(unit.session).lean();
  if (own === null) return [];
  const licensed = await licences
    .find({
      accountId,
      requires: basic.sku,
      organizationId: own.organizationId,
      consortiumId: own.consortiumId,
      end: null,
      lineId: { $nin: refunded.map(({ id }) => id) },
    })
    .session(unit.session)
    .lean();
  const begins = own.from > at ? own.from : at;
  return licensed
    .filter(
      ({ from, until }) => (own.until === null || from < own.until) && (until === null || until > begins),
    )
    .map(({ sku }) => sku);
}

/** SKUs of optional software that is paid and not yet credited, in this and other orders of the account. */
async function paidDependents(
  unit: UnitOfWork,
  { accountId }: OrderDocument,
  basic: OrderLineRecord,
  refunded: readonly OrderLineRecord[],
): Promise<string[]> {
  const paid = await unit.database.models.orders
    .find({ accountId, state: 'fulfilling', payment: { $ne: null } }, { lines: 1 })
    .session(unit.session)
    .lean();
  return paid.flatMap((order) => pendingDependents(order, basic, refunded));
}

function pendingDependents(
  { lines }: Pick<OrderDocument, 'lines'>,
  basic: OrderLineRecord,
  refunded: readonly OrderLineRecord[],
): string[] {
  return lines
    .filter(
      (line) =>
        line.state === 'pending' &&
        line.requires.includes(basic.sku) &&
        scopeIdOf(line) === scopeIdOf(basic) &&
        !refunded.some(({ id }) => id === line.id),
    )
    .map(({ sku }) => sku);
}

function scopeIdOf({ scope, organizationId, consortiumId }: OrderLineRecord): string | null {
  return scope === 'consortium' ? consortiumId : organizationId;
}
