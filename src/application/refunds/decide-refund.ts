/** Which lines of an order go back, how much of each and for how much money; and taking them back (rules §8.15). */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { formatMoney, money, proportionOf, type Money } from '../../domain/money.ts';
import { refundAmount, type RefundedSoFar } from '../../domain/refunds/refund-amount.ts';
import type { UnusedDays } from '../../domain/refunds/unused-days.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AgreementId, LineId, OrderId, RefundId } from '../../domain/ids.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { RefundedLine } from '../../storage/collections/refunds.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertBasicNotNeeded } from '../entitlements/licences/basic-needed.ts';
import { refundableOf, revoke, unusedServices, type Refundable } from './refundable.ts';

export interface RefundOrder {
  readonly refundId: RefundId;
  readonly orderId: OrderId;
  /** Everything that can be returned where absent. */
  readonly lines?: readonly RequestedLine[] | undefined;
  readonly reason: string;
  /** What an `agreement_only` line needs. */
  readonly agreementId?: AgreementId | undefined;
  readonly clause?: string | undefined;
}

interface RequestedLine {
  readonly lineId: LineId;
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

/** A line that may go back, with what is asked of it; nothing where everything that can be returned is asked for. */
interface Candidate {
  readonly line: OrderLineRecord;
  readonly asked?: RequestedLine;
}

export function linesAskedFor(order: OrderDocument, asked: RefundOrder['lines']): Candidate[] {
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
  readonly book: LedgerSession | null;
}

/** Decides what goes back and takes it back; `moved`: the order's lines with their tallies. */
export async function decideRefund(
  unit: UnitOfWork,
  order: OrderDocument,
  candidates: readonly Candidate[],
  { request, hasAgreement, at, book }: Decision,
): Promise<{ lines: RefundedLine[]; moved: OrderLineRecord[]; at: Instant }> {
  const lines = candidates.map(({ line }) => line);
  const returning = { unit, at, book, unused: await unusedServices(unit, lines, at) };
  const returned = await returnedLines(candidates, request, async ({ line, asked }) => {
    assertRefundable(line, order, hasAgreement);
    const refundable = await refundableOf(returning, line);
    const quantity = asked?.quantity ?? refundable.quantity;
    assertQuantity(line, quantity, refundable);
    return { line, quantity, days: refundable.days, asked: asked?.amount };
  });
  const going = returned.map(({ line }) => line);
  await assertBasicNotNeeded(unit, order, going, at);
  const moved = await revoke(returning, order, returned, request.refundId);
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

function assertQuantity(
  line: OrderLineRecord,
  asked: number,
  { quantity, whole, startedServiceId }: Refundable,
): void {
  const evidence: JsonObject = {
    lineId: line.id,
    sku: line.sku,
    asked,
    refundable: quantity,
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
