/**
 * Refunds what was not used of a paid order (rules §8.15). Decided and booked in one transaction from the record alone, so
 * it works for orders whose workflow is over; the money follows through the payment port.
 */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { addMoney, formatMoney, money, proportionOf, type Money } from '../domain/money.ts';
import { ORDER_COMMANDS } from '../domain/order/states.ts';
import { refundAmount, type RefundedSoFar } from '../domain/refunds/refund-amount.ts';
import type { UnusedDays } from '../domain/refunds/unused-days.ts';
import { DomainError } from '../domain/refusals.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { RefundDocument, RefundedLine } from '../persistence/models/refund.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { findActiveAgreements } from './active-agreement.ts';
import { assertBasicNotNeeded } from './basic-needed.ts';
import { lineChanges, lineStandings, linesWith } from './line-standings.ts';
import { needsLedger } from './needs-ledger.ts';
import { openRefund } from './open-refund.ts';
import { timeZoneOf } from './order-agreement.ts';
import { perpetualLicencesOf } from './perpetual-licences.ts';
import { returnableOf, takeBack, unusedServices, type Returnable } from './returnable.ts';
import { assertLegal } from './transition.ts';

export interface RefundOrder {
  readonly refundId: string;
  readonly orderId: string;
  /** Everything that can be returned where absent. */
  readonly lines?: readonly AskedLine[] | undefined;
  readonly reason: string;
  /** What an `agreement_only` line needs. */
  readonly agreementId?: string | undefined;
  readonly clause?: string | undefined;
}

interface AskedLine {
  readonly lineId: string;
  readonly quantity: number;
  /** At most what the rules give back, which is the default. */
  readonly amount?: Money | undefined;
}

interface Returned {
  readonly line: OrderLineRecord;
  readonly quantity: number;
  readonly days?: UnusedDays | undefined;
  readonly asked?: Money | undefined;
}

/** Refuses with `refund_not_allowed` and the rule of the line, `illegal_transition` or `not_found`. */
export async function refundOrder(unit: UnitOfWork, request: RefundOrder): Promise<RefundDocument> {
  const { models } = unit.database;
  const order = await models.orders.findById(request.orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
  if (order.payment === null || order.state === 'refunded') assertLegal(order, 'refund');
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} is refunded without a payment`);
  const hasAgreement = await namesAgreement(unit, order, request);

  const asked = linesAskedFor(order, request.lines);
  const decide = (at: Instant, book: LedgerBook | null) =>
    decideRefund(unit, order, asked, { request, hasAgreement, at, book });
  // Services are guarded by their order: uses of the account go on meanwhile.
  const { lines, moved, at } = asked.some(({ line }) => needsLedger(line))
    ? await changeLedger(unit, order.accountId, (book) => decide(book.at, book))
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

/** Whether the request names a clause of an agreement that covers what was sold and was active when it was paid (AMB-33). */
async function namesAgreement(
  unit: UnitOfWork,
  { accountId, productLine, payment, agreementRequired, agreementId: paidUnder }: OrderDocument,
  { agreementId, clause }: RefundOrder,
): Promise<boolean> {
  if (agreementId === undefined || clause === undefined || payment === null) return false;
  // An online attempt may have begun under an agreement that ended before its capture.
  if (agreementRequired && agreementId === paidUnder) return true;
  const timeZone = await timeZoneOf(unit, accountId);
  const instant = { at: payment.capturedAt, timeZone };
  const active = await findActiveAgreements(unit.database, accountId, instant, unit.session);
  return active.some(({ _id, productLines }) => _id === agreementId && productLines.includes(productLine));
}

/** A line that may go back, with what is asked of it; nothing where everything that can be returned is asked for. */
interface Candidate {
  readonly line: OrderLineRecord;
  readonly asked?: AskedLine;
}

function linesAskedFor(order: OrderDocument, asked: RefundOrder['lines']): Candidate[] {
  if (asked === undefined) return order.lines.map((line) => ({ line }));
  return asked.map((one) => {
    const line = order.lines.find(({ id }) => id === one.lineId);
    if (line === undefined) throw new DomainError('not_found', { kind: 'line', id: one.lineId });
    return { line, asked: one };
  });
}

interface Decision {
  readonly request: RefundOrder;
  readonly hasAgreement: boolean;
  readonly at: Instant;
  readonly book: LedgerBook | null;
}

/** Decides what goes back and takes it back; `moved`: the order's lines with their tallies. */
async function decideRefund(
  unit: UnitOfWork,
  order: OrderDocument,
  candidates: readonly Candidate[],
  { request, hasAgreement, at, book }: Decision,
): Promise<{ lines: RefundedLine[]; moved: OrderLineRecord[]; at: Instant }> {
  const lines = candidates.map(({ line }) => line);
  const returning = { unit, at, book, unused: await unusedServices(unit, lines, at) };
  const returned = await returnedLines(candidates, request, async ({ line, asked }) => {
    assertRefundable(line, order, hasAgreement);
    const returnable = await returnableOf(returning, line);
    const quantity = asked?.quantity ?? returnable.quantity;
    assertReturnable(line, quantity, returnable);
    return { line, quantity, days: returnable.days, asked: asked?.amount };
  });
  const going = returned.map(({ line }) => line);
  await assertBasicNotNeeded(unit, order, going, at);
  const moved = await takeBack(returning, order, returned, request.refundId);
  return { lines: await amountsOf(unit, order, returned), moved, at };
}

/** The lines asked for, or every line of which something can be returned; refuses when there is none. */
async function returnedLines(
  candidates: readonly Candidate[],
  { lines: named }: RefundOrder,
  decide: (candidate: Candidate) => Promise<Returned>,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  let refused: DomainError | null = null;
  for (const candidate of candidates) {
    try {
      returned.push(await decide(candidate));
    } catch (error) {
      if (named !== undefined || !(error instanceof DomainError)) throw error;
      refused ??= error;
    }
  }
  if (returned.length === 0 && refused !== null) throw refused;
  return returned;
}

/** What the SKU was sold under decides whether its money goes back at all. */
function assertRefundable(line: OrderLineRecord, order: OrderDocument, hasAgreement: boolean): void {
  const { sku, refundPolicy } = line;
  const { _id: orderId, productLine, payment } = order;
  const paidAt = payment?.capturedAt ?? null;
  const evidence = { orderId, lineId: line.id, sku, productLine, refundPolicy, paidAt };
  if (refundPolicy === 'never') throw new DomainError('refund_never', evidence, ruleOf(line));
  if (refundPolicy === 'agreement_only' && !hasAgreement) {
    throw new DomainError('refund_needs_agreement', evidence, ruleOf(line));
  }
}

function assertReturnable(
  line: OrderLineRecord,
  asked: number,
  { quantity, whole, startedServiceId }: Returnable,
): void {
  const evidence: JsonObject = {
    lineId: line.id,
    sku: line.sku,
    asked,
    returnable: quantity,
    lineState: line.state,
  };
  if (startedServiceId !== undefined) {
    const started = { ...evidence, serviceId: startedServiceId };
    throw new DomainError('refund_delivery_started', started, ruleOf(line));
  }
  if (quantity === 0) throw new DomainError('refund_nothing_unused', evidence, ruleOf(line));
  if (asked > quantity) throw new DomainError('refund_after_usage', evidence, ruleOf(line));
  if (whole && asked !== quantity) throw new DomainError('refund_not_divisible', evidence, ruleOf(line));
}

function ruleOf({ rules }: OrderLineRecord): { rule?: string } {
  return rules.refund === undefined ? {} : { rule: rules.refund };
}

async function amountsOf(
  unit: UnitOfWork,
  order: OrderDocument,
  returned: readonly Returned[],
): Promise<RefundedLine[]> {
  const earlier = await unit.database.models.refunds
    .find({ orderId: order._id }, { lines: 1 })
    .session(unit.session)
    .lean();
  return returned.map((one): RefundedLine => {
    const { line, quantity } = one;
    const before = earlier.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === line.id));
    const limit = limitOf(one, {
      quantity: before.reduce((sum, { quantity: earlierQuantity }) => sum + earlierQuantity, 0),
      amountMinor: before.reduce((sum, { limit: earlierLimit }) => sum + earlierLimit.amountMinor, 0),
    });
    return { lineId: line.id, quantity, amount: amountWithin(one, limit), limit };
  });
}

/** The most that goes back: by the days of a fixed term that have not begun, by the quantity of everything else. */
function limitOf({ line, quantity, days }: Returned, earlier: RefundedSoFar): Money {
  if (days === undefined) return refundAmount(line, earlier, quantity);
  const { amountMinor, currency } = line.amount;
  return money(proportionOf(amountMinor, days.unused, days.all), currency);
}

function amountWithin({ line, asked }: Returned, limit: Money): Money {
  if (asked === undefined) return limit;
  if (asked.currency === limit.currency && asked.amountMinor <= limit.amountMinor) return asked;
  throw new DomainError(
    'refund_amount_too_large',
    {
      lineId: line.id,
      sku: line.sku,
      asked: formatMoney(asked, 'en'),
      limit: formatMoney(limit, 'en'),
    },
    ruleOf(line),
  );
}

/** The lines as their entitlements stand now; one that was not credited yet is refunded as a whole. What was returned can be bought again. */
async function storeLines(
  unit: UnitOfWork,
  order: OrderDocument,
  moved: readonly OrderLineRecord[],
  refunded: readonly RefundedLine[],
): Promise<OrderLineRecord[]> {
  const standings = await lineStandings(unit.database, moved, unit.session);
  const lines = linesWith(moved, standings).map((line): OrderLineRecord => {
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

/** A completed order has no workflow that could see that everything of it was returned (rules §8.1). */
async function closeCompleted(
  unit: UnitOfWork,
  order: OrderDocument,
  { refundId, reason }: RefundOrder,
  at: Instant,
): Promise<void> {
  const allReturned = order.lines.every(({ state }) => state === 'refunded');
  if (order.state !== 'completed' || !allReturned) return;
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
