/** The context in which paid lines of all kinds are credited (rules §8.5). */
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
  /** Instant of the crediting, in account time; that of the ledger session if there is one. */
  readonly at: Instant;
  readonly timeZone: string;
  /** Calendar days by which periods end later because the crediting was late (AMB-09). */
  readonly lateDays: number;
}

/** The crediting of one line that needs the ledger. */
export interface Crediting<Bought extends ResolvedFulfilment> extends OrderCrediting {
  readonly ledger: LedgerSession;
  readonly line: OrderLineRecord;
  readonly fulfilment: Bought;
}

/** The context for crediting lines of a paid order at an instant. */
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
 * Days by which the crediting is later than promised, rounded up: one millisecond counts as a day. 0 if it is in time,
 * or if the order's policies do not extend periods for it.
 */
function lateDaysOf({ policies }: OrderDocument, capturedAt: Instant, creditedAt: Instant): number {
  if (!policies.extendOnLateCredit) return 0;
  const promisedAt = plusMs(capturedAt, policies.creditBreachHours * HOUR_MS);
  return Math.max(0, Math.ceil((epochMsOf(creditedAt) - epochMsOf(promisedAt)) / DAY_MS));
}

/** Audits the crediting of one line. `journal` is the range of sequence numbers that it booked. */
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

/**
 * True for a line that is booked in the ledger, or that decides about other orders and usage of the account. Only such
 * lines lock the account's ledger while they are credited or refunded; services are guarded by their order.
 */
export function needsLedger({ fulfilment }: Pick<OrderLineRecord, 'fulfilment'>): boolean {
  switch (fulfilment.kind) {
    case 'lot':
    case 'term':
      return true;
    case 'licence':
      return fulfilment.delivery === 'online' || fulfilment.validity === 'term';
    case 'service':
    case 'maintenance':
      return false;
  }
}
