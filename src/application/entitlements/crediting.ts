/** What the crediting of every kind of line works with. */
import type { ResolvedFulfilment } from '../../domain/catalogue/fulfilment.ts';
import { DAY_MS, epochMsOf, HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** A paid order of which lines are credited. */
export interface OrderCrediting {
  readonly unit: UnitOfWork;
  readonly order: OrderDocument;
  readonly capturedAt: Instant;
  /** When it is credited; with a book, the instant of the book. */
  readonly at: Instant;
  readonly timeZone: string;
  /** Calendar days by which ends move because the crediting was late (AMB-09). */
  readonly lateDays: number;
}

/** One paid line on its way to becoming what was bought. */
export interface Crediting<Bought extends ResolvedFulfilment> extends OrderCrediting {
  readonly book: LedgerSession;
  readonly line: OrderLineRecord;
  readonly fulfilment: Bought;
}

/** What is known of the crediting of an order at an instant. */
export function creditingOf(
  { unit, order }: Pick<OrderCrediting, 'unit' | 'order'>,
  at: Instant,
  timeZone: string,
): OrderCrediting {
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} is credited without a payment`);
  const { capturedAt } = payment;
  return { unit, order, capturedAt, at, timeZone, lateDays: lateDaysOf(order, capturedAt, at) };
}

/**
 * Days of a crediting's delay beyond its promised time, rounded up: one millisecond is a day. 0 where there is none or the
 * policy gives nothing for it.
 */
function lateDaysOf({ policies }: OrderDocument, capturedAt: Instant, creditedAt: Instant): number {
  if (!policies.extendOnLateCredit) return 0;
  const promisedAt = plusMs(capturedAt, policies.creditBreachHours * HOUR_MS);
  return Math.max(0, Math.ceil((epochMsOf(creditedAt) - epochMsOf(promisedAt)) / DAY_MS));
}

export function auditCredited(
  { unit, order, at }: Pick<OrderCrediting, 'unit' | 'order' | 'at'>,
  facts: JsonObject,
  journal?: { readonly from: number; readonly to: number },
): void {
  unit.audit({
    type: 'line.credited',
    at,
    accountId: order.accountId,
    orderId: order._id,
    facts,
    ...(journal === undefined ? {} : { journal }),
    catalogueVersion: order.catalogueVersion,
    policyVersion: order.policyVersion,
  });
}
