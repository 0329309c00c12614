/** Basic software does not go back alone while an optional feature that needs it lives (AMB-46, D-19). */
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OrderDocument, OrderLineRecord } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';

/** Refuses with `refund_not_allowed` lines of basic software that others, which do not go back with them, need. */
export async function assertBasicNotNeeded(
  unit: UnitOfWork,
  order: OrderDocument,
  returned: readonly OrderLineRecord[],
  at: Instant,
): Promise<void> {
  for (const line of returned) {
    if (line.kind !== 'software-basic') continue;
    const neededBy =
      line.state === 'pending'
        ? pendingWhich(order, line, returned)
        : [
            ...(await livingWhich(unit, order, line, returned, at)),
            ...(await paidWhich(unit, order, line, returned)),
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

/** SKUs of optional software in the same scope whose time overlaps with what is left of the basic software's. */
async function livingWhich(
  unit: UnitOfWork,
  { accountId }: OrderDocument,
  basic: OrderLineRecord,
  returned: readonly OrderLineRecord[],
  at: Instant,
): Promise<string[]> {
  const { licences } = unit.database.models;
  const own = await licences.findOne({ lineId: basic.id }).session(unit.session).lean();
  if (own === null) return [];
  const living = await licences
    .find({
      accountId,
      requires: basic.sku,
      organizationId: own.organizationId,
      consortiumId: own.consortiumId,
      end: null,
      lineId: { $nin: returned.map(({ id }) => id) },
    })
    .session(unit.session)
    .lean();
  const begins = own.from > at ? own.from : at;
  return living
    .filter(
      ({ from, until }) => (own.until === null || from < own.until) && (until === null || until > begins),
    )
    .map(({ sku }) => sku);
}

/** SKUs of optional software that is paid and not credited yet, in this and other orders of the account. */
async function paidWhich(
  unit: UnitOfWork,
  { accountId }: OrderDocument,
  basic: OrderLineRecord,
  returned: readonly OrderLineRecord[],
): Promise<string[]> {
  const paid = await unit.database.models.orders
    .find({ accountId, state: 'fulfilling', payment: { $ne: null } }, { lines: 1 })
    .session(unit.session)
    .lean();
  return paid.flatMap((order) => pendingWhich(order, basic, returned));
}

function pendingWhich(
  { lines }: Pick<OrderDocument, 'lines'>,
  basic: OrderLineRecord,
  returned: readonly OrderLineRecord[],
): string[] {
  return lines
    .filter(
      (line) =>
        line.state === 'pending' &&
        line.requires.includes(basic.sku) &&
        scopeIdOf(line) === scopeIdOf(basic) &&
        !returned.some(({ id }) => id === line.id),
    )
    .map(({ sku }) => sku);
}

function scopeIdOf({ scope, organizationId, consortiumId }: OrderLineRecord): string | null {
  return scope === 'consortium' ? consortiumId : organizationId;
}
