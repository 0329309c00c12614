/** Reads payments. */
import type { OrderId, PaymentId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import { matchPeriod } from '../../storage/paging/match-period.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

export interface PaymentFilter extends ScopeQuery, PageRequest {
  readonly orderId?: OrderId | undefined;
  readonly state?: PaymentDocument['state'] | undefined;
  /** First instant of capture. */
  readonly capturedFrom?: Instant | undefined;
  /** End of the period of capture, not included. */
  readonly capturedTo?: Instant | undefined;
}

/** Throws `not_found` if the payment does not exist or the caller's key does not cover its account. */
export async function findPayment(
  { models }: Database,
  caller: Caller,
  id: PaymentId,
): Promise<PaymentDocument> {
  return visibleTo(caller, await models.payments.findById(id).lean(), { kind: 'payment', id });
}

/** Latest first. */
export async function listPayments(
  database: Database,
  caller: Caller,
  query: PaymentFilter,
): Promise<Page<PaymentDocument>> {
  const { models } = database;
  const { orderId, state, capturedFrom, capturedTo } = query;
  // An order implies its account.
  const order = orderId === undefined ? null : await models.orders.findById(orderId, { accountId: 1 }).lean();
  const accountId = query.accountId ?? order?.accountId;
  const match = {
    ...(orderId === undefined ? {} : { orderId }),
    ...(state === undefined ? {} : { state }),
    ...matchPeriod('capturedAt', capturedFrom, capturedTo),
  };
  return readPage<PaymentDocument>(
    models.payments,
    {
      scopes: await accountScopes(database, caller, { ...query, accountId }),
      match,
      // Ids of payments are derived from requests and therefore in no useful order.
      sort: { recordedAt: -1, _id: -1 },
    },
    query,
  );
}
