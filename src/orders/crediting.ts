/** What the crediting of every kind of line works with. */
import type { ResolvedFulfilment } from '../domain/catalogue/fulfilment.ts';
import { DAY_MS, epochMsOf, HOUR_MS, plusMs, type Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';

/** One paid line on its way to becoming what was bought. */
export interface Crediting<Bought extends ResolvedFulfilment> {
  readonly unit: UnitOfWork;
  readonly book: LedgerBook;
  readonly order: OrderDocument;
  readonly line: OrderLineRecord;
  readonly fulfilment: Bought;
  readonly capturedAt: Instant;
  /** Calendar days by which ends move because the crediting was late (AMB-09). */
  readonly lateDays: number;
}

/**
 * Days of a crediting's delay beyond its promised time, rounded up: one millisecond is a day. 0 where there is none or the
 * policy gives nothing for it.
 */
export function lateDaysOf({ policies }: OrderDocument, capturedAt: Instant, creditedAt: Instant): number {
  if (!policies.extendOnLateCredit) return 0;
  const promisedAt = plusMs(capturedAt, policies.creditBreachHours * HOUR_MS);
  return Math.max(0, Math.ceil((epochMsOf(creditedAt) - epochMsOf(promisedAt)) / DAY_MS));
}

export function auditCredited(
  { unit, book, order }: Pick<Crediting<ResolvedFulfilment>, 'unit' | 'book' | 'order'>,
  facts: JsonObject,
  journal?: { readonly from: number; readonly to: number },
): void {
  unit.audit({
    type: 'line.credited',
    at: book.at,
    accountId: order.accountId,
    orderId: order._id,
    facts,
    ...(journal === undefined ? {} : { journal }),
    catalogueVersion: order.catalogueVersion,
    policyVersion: order.policyVersion,
  });
}
