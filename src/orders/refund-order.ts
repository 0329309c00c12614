/**
 * Refunds what was not used of a paid order (rules §8.15). Decided and booked in one transaction from the record alone, so
 * it works for orders whose workflow is over; the money follows through the payment port.
 */
import type { JsonObject } from '../domain/json.ts';
import { addMoney, money, type Money } from '../domain/money.ts';
import { refundAmount } from '../domain/refunds/refund-amount.ts';
import { DomainError } from '../domain/refusals.ts';
import { changeLedger } from '../ledger/change-ledger.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { RefundDocument, RefundedLine } from '../persistence/models/refund.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { lineStandings } from './line-standings.ts';
import { openRefund } from './open-refund.ts';
import { perpetualLicencesOf } from './perpetual-licences.ts';
import { returnableOf, takeBack, type Returnable } from './returnable.ts';
import { assertLegal } from './transition.ts';

export interface RefundOrder {
  readonly refundId: string;
  readonly orderId: string;
  /** Everything that can be returned where absent. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[] | undefined;
  readonly reason: string;
  /** What an `agreement_only` line needs. */
  readonly agreementId?: string | undefined;
  readonly clause?: string | undefined;
}

interface Returned {
  readonly line: OrderLineRecord;
  readonly quantity: number;
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

  const { lines, at } = await changeLedger(unit, order.accountId, async (book) => {
    const returned = await returnedLines(order, request.lines, async (line, quantity) => {
      assertRefundable(line, order, hasAgreement);
      const returnable = await returnableOf(unit, book, line);
      const asked = quantity ?? returnable.quantity;
      assertReturnable(line, asked, returnable);
      return { line, quantity: asked };
    });
    for (const { line, quantity } of returned) await takeBack(unit, book, line, quantity, request.refundId);
    return { lines: await amountsOf(unit, order, returned), at: book.at };
  });
  await storeLines(unit, order, lines);
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

/** Whether the request names an agreement of the account that covers what was sold, and a clause of it. */
async function namesAgreement(
  unit: UnitOfWork,
  { accountId, productLine }: OrderDocument,
  { agreementId, clause }: RefundOrder,
): Promise<boolean> {
  if (agreementId === undefined || clause === undefined) return false;
  const agreement = await unit.database.models.agreements
    .findOne({ _id: agreementId, accountId })
    .session(unit.session)
    .lean();
  return agreement?.productLines.includes(productLine) === true;
}

/** The lines asked for, or every line of which something can be returned; refuses when there is none. */
async function returnedLines(
  order: OrderDocument,
  asked: RefundOrder['lines'],
  decide: (line: OrderLineRecord, quantity?: number) => Promise<Returned>,
): Promise<Returned[]> {
  const returned: Returned[] = [];
  if (asked !== undefined) {
    for (const { lineId, quantity } of asked) {
      const line = order.lines.find(({ id }) => id === lineId);
      if (line === undefined) throw new DomainError('not_found', { kind: 'line', id: lineId });
      returned.push(await decide(line, quantity));
    }
    return returned;
  }
  let refused: DomainError | null = null;
  for (const line of order.lines) {
    try {
      returned.push(await decide(line));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused ??= error;
    }
  }
  if (returned.length === 0 && refused !== null) throw refused;
  return returned;
}

/** What the SKU was sold under decides whether its money goes back at all. */
function assertRefundable(line: OrderLineRecord, order: OrderDocument, hasAgreement: boolean): void {
  const { sku, refundPolicy } = line;
  const evidence = { orderId: order._id, lineId: line.id, sku, productLine: order.productLine, refundPolicy };
  if (refundPolicy === 'never') throw new DomainError('refund_never', evidence, ruleOf(line));
  if (refundPolicy === 'agreement_only' && !hasAgreement) {
    throw new DomainError('refund_needs_agreement', evidence, ruleOf(line));
  }
}

function assertReturnable(line: OrderLineRecord, asked: number, { quantity, whole }: Returnable): void {
  const evidence: JsonObject = {
    lineId: line.id,
    sku: line.sku,
    asked,
    returnable: quantity,
    lineState: line.state,
  };
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
  return returned.map(({ line, quantity }) => {
    const before = earlier.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === line.id));
    const soFar = {
      quantity: before.reduce((sum, one) => sum + one.quantity, 0),
      amountMinor: before.reduce((sum, one) => sum + one.amount.amountMinor, 0),
    };
    return { lineId: line.id, quantity, amount: refundAmount(line, soFar, quantity) };
  });
}

/** The lines as their entitlements stand now; one that was not credited yet is refunded as a whole. What was returned can be bought again. */
async function storeLines(
  unit: UnitOfWork,
  order: OrderDocument,
  refunded: readonly RefundedLine[],
): Promise<void> {
  const standings = await lineStandings(unit.database, order.lines, unit.session);
  const lines = order.lines.map((line, index): OrderLineRecord => {
    const isRefunded = refunded.some(({ lineId }) => lineId === line.id);
    const state = line.state === 'pending' && isRefunded ? 'refunded' : standings[index]?.state;
    return { ...line, state: state ?? line.state };
  });
  await unit.database.models.orders.updateOne(
    { _id: order._id },
    {
      $set: { lines, perpetualLicences: perpetualLicencesOf({ ...order, lines }) },
      $inc: { revision: 1 },
    },
    { session: unit.session },
  );
}
