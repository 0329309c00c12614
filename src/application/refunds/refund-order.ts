/**
 * Refunds what was not used of a paid order (rules §8.15). The refund is decided and booked in one transaction without
 * the order's workflow, so it also works for completed orders. The payment provider then pays it (`pay-refund.ts`).
 */
import type { Instant } from '../../domain/instant.ts';
import { addMoney, money, type Money } from '../../domain/money.ts';
import { ORDER_COMMANDS } from '../../domain/orders/states.ts';
import { DomainError } from '../../domain/errors.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { RefundDocument, RefundedLine } from '../../storage/collections/refunds.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { findActiveAgreements } from '../agreements/active-agreement.ts';
import { decideRefund, requestedLines, type RefundOrder } from './decide-refund.ts';
import { lineChanges, lineStatuses, linesWith } from '../orders/line-statuses.ts';
import { needsLedger } from '../entitlements/crediting.ts';
import { openRefund } from './open-refund.ts';
import { perpetualLicencesOf } from '../orders/perpetual-licences.ts';
import { assertLegal } from '../orders/legal-commands.ts';

/** Returns the refund. Throws `refund_not_allowed` with the rule of the line, `illegal_transition` or `not_found`. */
export async function refundOrder(unit: UnitOfWork, request: RefundOrder): Promise<RefundDocument> {
  const { models } = unit.database;
  const order = await models.orders.findById(request.orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
  if (order.payment === null || order.state === 'refunded') assertLegal(order, 'refund');
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} is refunded without a payment`);
  const hasAgreement = await namesAgreement(unit, order, request);

  const candidates = requestedLines(order, request.lines);
  const decide = (at: Instant, ledger: LedgerSession | null) =>
    decideRefund(unit, order, candidates, { request, hasAgreement, at, ledger });
  // Services are guarded by their order, so the account's usage is not blocked meanwhile.
  const { lines, moved, at } = candidates.some(({ line }) => needsLedger(line))
    ? await changeLedger(unit, order.accountId, (ledger) => decide(ledger.at, ledger))
    : await decide(await unit.accountNow(order.accountId), null);
  const stored = await storeLines(unit, order, moved, lines);
  await closeCompleted(unit, { ...order, lines: stored }, request, at);
  const amount = lines.reduce<Money>(
    (sum, line) => addMoney(sum, line.amount),
    money(0, order.total.currency),
  );
  return openRefund(unit, order, {
    refundId: request.refundId,
    paymentId: payment.paymentId,
    amount,
    lines,
    reason: request.reason,
    agreementId: request.agreementId ?? null,
    clause: request.clause ?? null,
    at,
  });
}

/**
 * True if the request names a clause of an agreement that covers the product line and was active at payment (AMB-33).
 */
async function namesAgreement(
  unit: UnitOfWork,
  { accountId, productLine, payment, agreementRequired, agreementId: paidUnder }: OrderDocument,
  { agreementId, clause }: RefundOrder,
): Promise<boolean> {
  if (agreementId === undefined || clause === undefined || payment === null) return false;
  // An online payment may have been started under an agreement that ended before the capture.
  if (agreementRequired && agreementId === paidUnder) return true;
  const timeZone = await unit.timeZoneOf(accountId);
  const instant = { at: payment.capturedAt, timeZone };
  const active = await findActiveAgreements(unit.database, accountId, instant, unit.session);
  return active.some(({ _id, productLines }) => _id === agreementId && productLines.includes(productLine));
}

/** Stores and returns the lines in their new states, and releases the perpetual licences that were refunded. */
async function storeLines(
  unit: UnitOfWork,
  order: OrderDocument,
  moved: readonly OrderLineRecord[],
  refunded: readonly RefundedLine[],
): Promise<OrderLineRecord[]> {
  const statuses = await lineStatuses(unit.database, moved, unit.session);
  const lines = linesWith(moved, statuses).map((line): OrderLineRecord => {
    const isRefunded = refunded.some(({ lineId }) => lineId === line.id);
    return line.state === 'pending' && isRefunded ? { ...line, state: 'refunded' } : line;
  });
  await unit.database.models.orders.updateOne(
    { _id: order._id },
    {
      $set: {
        ...lineChanges(order.lines, lines),
        perpetualLicences: perpetualLicencesOf({ ...order, lines }),
      },
      $inc: { revision: 1 },
    },
    { session: unit.session },
  );
  return lines;
}

/** Closes a completed order of which every line is refunded: it has no workflow that could do so (rules §8.1). */
async function closeCompleted(
  unit: UnitOfWork,
  order: OrderDocument,
  { refundId, reason }: RefundOrder,
  at: Instant,
): Promise<void> {
  const allRefunded = order.lines.every(({ state }) => state === 'refunded');
  if (order.state !== 'completed' || !allRefunded) return;
  const state = ORDER_COMMANDS.close_refunded.to;
  await unit.database.models.orders.updateOne(
    { _id: order._id },
    { $set: { state, closedAt: at } },
    { session: unit.session },
  );
  const { _id: orderId, accountId, held, catalogueVersion, policyVersion } = order;
  unit.audit({
    type: 'order.refunded',
    at,
    accountId,
    orderId,
    reason,
    facts: { refundId },
    before: { state: order.state, held },
    after: { state, held },
    catalogueVersion,
    policyVersion,
  });
}
