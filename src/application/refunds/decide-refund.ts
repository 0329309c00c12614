/** Decides which lines of an order are refunded and how much of each, and revokes them (rules §8.15). */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Money } from '../../domain/money.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AgreementId, LineId, OrderId, RefundId } from '../../domain/ids.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { RefundedLine } from '../../storage/collections/refunds.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { assertBasicNotNeeded } from '../entitlements/licences/basic-needed.ts';
import { amountsOf, ruleOf, type LineRefund } from './refund-amounts.ts';
import { refundableOf, unusedServices, type Refundable } from './refundable.ts';
import { revokeLines } from './revoke-lines.ts';

export interface RefundOrder {
  readonly refundId: RefundId;
  readonly orderId: OrderId;
  /** Default: everything refundable. */
  readonly lines?: readonly RequestedLine[] | undefined;
  readonly reason: string;
  /** The agreement, with the clause, that allows the refund of an `agreement_only` line. */
  readonly agreementId?: AgreementId | undefined;
  readonly clause?: string | undefined;
}

export interface RequestedLine {
  readonly lineId: LineId;
  readonly quantity: number;
  /** At most the amount by the rules, which is the default. */
  readonly amount?: Money | undefined;
}

/** A line with its request; without one if everything refundable is requested. */
interface Candidate {
  readonly line: OrderLineRecord;
  readonly requested?: RequestedLine;
}

/** The lines that a request names, or all lines of the order. Throws `not_found`. */
export function requestedLines(order: OrderDocument, requests: RefundOrder['lines']): Candidate[] {
  if (requests === undefined) return order.lines.map((line) => ({ line }));
  return requests.map((requested) => {
    const line = order.lines.find(({ id }) => id === requested.lineId);
    if (line === undefined) throw new DomainError('not_found', { kind: 'line', id: requested.lineId });
    return { line, requested };
  });
}

interface Decision {
  readonly request: RefundOrder;
  readonly hasAgreement: boolean;
  readonly at: Instant;
  /** Null if no line needs the ledger. */
  readonly ledger: LedgerSession | null;
}

/**
 * Decides the refund of the candidates and revokes what is refunded. Returns the refunded lines with their amounts, and
 * the order's lines (`moved`) with their updated service tallies. Throws `refund_not_allowed` if a named line cannot be
 * refunded, or if no line can.
 */
export async function decideRefund(
  unit: UnitOfWork,
  order: OrderDocument,
  candidates: readonly Candidate[],
  { request, hasAgreement, at, ledger }: Decision,
): Promise<{ lines: RefundedLine[]; moved: OrderLineRecord[]; at: Instant }> {
  const lines = candidates.map(({ line }) => line);
  const context = { unit, at, ledger, unused: await unusedServices(unit, lines, at) };
  const refunds = await refundableLines(candidates, request, async ({ line, requested }) => {
    assertRefundable(line, order, hasAgreement);
    const refundable = await refundableOf(context, line);
    const quantity = requested?.quantity ?? refundable.quantity;
    assertQuantity(line, quantity, refundable);
    return { line, quantity, days: refundable.days, requestedAmount: requested?.amount };
  });
  await assertBasicNotNeeded(
    unit,
    order,
    refunds.map(({ line }) => line),
    at,
  );
  const refunded = await amountsOf(unit, order, refunds);
  const revoked = refunded.flatMap(({ lineId, quantity, amount }) =>
    refunds.flatMap(({ line }) => (line.id === lineId ? [{ line, quantity, amount }] : [])),
  );
  const moved = await revokeLines(context, order, revoked, request.refundId);
  return { lines: refunded, moved, at };
}

/** The named lines, or every line of which something can be refunded. Throws the first error if there is none. */
async function refundableLines(
  candidates: readonly Candidate[],
  { lines: named }: RefundOrder,
  decide: (candidate: Candidate) => Promise<LineRefund>,
): Promise<LineRefund[]> {
  const refunds: LineRefund[] = [];
  let firstError: DomainError | null = null;
  for (const candidate of candidates) {
    try {
      refunds.push(await decide(candidate));
    } catch (error) {
      if (named !== undefined || !(error instanceof DomainError)) throw error;
      firstError ??= error;
    }
  }
  if (refunds.length === 0 && firstError !== null) throw firstError;
  return refunds;
}

/** Throws `refund_not_allowed` if the refund policy under which the SKU was sold excludes a refund. */
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

/** Throws `refund_not_allowed` unless this quantity of the line can be refunded. */
function assertQuantity(
  line: OrderLineRecord,
  requested: number,
  { quantity, whole, startedServiceId }: Refundable,
): void {
  const evidence: JsonObject = {
    lineId: line.id,
    sku: line.sku,
    asked: requested,
    refundable: quantity,
    lineState: line.state,
  };
  if (startedServiceId !== undefined) {
    const started = { ...evidence, serviceId: startedServiceId };
    throw new DomainError('refund_delivery_started', started, ruleOf(line));
  }
  if (quantity === 0) throw new DomainError('refund_nothing_unused', evidence, ruleOf(line));
  if (requested > quantity) throw new DomainError('refund_after_usage', evidence, ruleOf(line));
  if (whole && requested !== quantity) throw new DomainError('refund_not_divisible', evidence, ruleOf(line));
}
