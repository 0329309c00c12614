/** Reads orders together with their deadlines, their payments and whether an agreement is missing. */
import { agreementsAt, type AgreementPeriod } from '../../domain/catalogue/agreement-period.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { OrderDocument, OrderPaymentState } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { Database } from '../../storage/database.ts';
import { matchPeriod } from '../../storage/paging/match-period.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { nameMatches } from '../accounts/name-search.ts';
import type { Caller } from '../access/caller.ts';
import { isUnpaid } from './legal-commands.ts';

export interface OrderFilter extends ScopeQuery, PageRequest {
  readonly state?: OrderDocument['state'] | undefined;
  readonly productLine?: string | undefined;
  readonly salesTeam?: string | undefined;
  readonly needsAttention?: boolean | undefined;
  /** An order with a line of this SKU. */
  readonly sku?: string | undefined;
  readonly paymentState?: OrderPaymentState | undefined;
  /** First instant of placing. */
  readonly placedFrom?: Instant | undefined;
  /** End of the period of placing, not included. */
  readonly placedTo?: Instant | undefined;
  /** Something that it gave still lives, and ends before this instant. */
  readonly endsBefore?: Instant | undefined;
  /** Prefix of a reference or of the name of an account or organization, in any case, or of an id. */
  readonly query?: string | undefined;
}

export interface OrderWithContext {
  readonly order: OrderDocument;
  /** True if the order cannot be confirmed or paid for want of an agreement. */
  readonly agreementMissing: boolean;
  /** Soonest first. */
  readonly deadlines: readonly DeadlineDocument[];
  /** Oldest first. */
  readonly payments: readonly PaymentDocument[];
}

/** Newest first. */
export async function listOrders(
  dependencies: TransactionDependencies,
  caller: Caller,
  query: OrderFilter,
): Promise<Page<OrderWithContext>> {
  const { state, productLine, sku, salesTeam, paymentState, needsAttention } = query;
  const match = {
    ...(state === undefined ? {} : { state }),
    ...(productLine === undefined ? {} : { productLine }),
    ...(salesTeam === undefined ? {} : { salesTeam }),
    ...(sku === undefined ? {} : { 'lines.sku': sku }),
    ...(paymentState === undefined ? {} : { paymentState }),
    ...(needsAttention === undefined ? {} : { needsAttention }),
    ...matchPeriod('placedAt', query.placedFrom, query.placedTo),
    ...matchPeriod('endsAt', undefined, query.endsBefore),
  };
  const accounts = await accountScopes(dependencies.database, caller, query);
  const search = [
    ...prefixMatches(query.query, { lowered: ['referenceKey'], exact: ['_id'] }),
    ...(await nameMatches(dependencies.database, accounts, query.query, 'lines.organizationId')),
  ];
  const scopes = accounts.flatMap((scope) => search.map((found) => ({ $and: [scope, found] })));
  const { documents, nextCursor } = await readPage<OrderDocument>(
    dependencies.database.models.orders,
    { scopes, match, sort: { _id: -1 } },
    query,
  );
  return { documents: await contextsOf(dependencies, documents), nextCursor };
}

/** Adds context to one order. */
export async function contextOf(
  dependencies: TransactionDependencies,
  order: OrderDocument,
): Promise<OrderWithContext> {
  const [found] = await contextsOf(dependencies, [order]);
  if (found === undefined) throw new Error('one order has one context');
  return found;
}

/** The context of an order that was just placed: it has no deadlines or payments yet, and its state shows what it lacks. */
export function newOrderContext(order: OrderDocument): OrderWithContext {
  return { order, agreementMissing: order.state === 'awaiting_agreement', deadlines: [], payments: [] };
}

/** Adds context to orders. */
export async function contextsOf(
  { database, serverNow }: TransactionDependencies,
  orders: readonly OrderDocument[],
): Promise<OrderWithContext[]> {
  const { models } = database;
  const orderId = { $in: orders.map(({ _id }) => _id) };
  const [agreements, deadlines, payments] = await Promise.all([
    activeAgreements(database, orders.filter(needsAgreement), serverNow()),
    models.deadlines.find({ orderId }).sort({ orderId: 1, at: 1, _id: 1 }).lean(),
    // Ids of payments are derived from requests and therefore in no useful order.
    models.payments.find({ orderId }).sort({ orderId: -1, recordedAt: 1, _id: 1 }).lean(),
  ]);
  return orders.map((order) => ({
    order,
    agreementMissing: needsAgreement(order) && !isCovered(order, agreements),
    deadlines: deadlines.filter((deadline) => deadline.orderId === order._id),
    payments: payments.filter((payment) => payment.orderId === order._id),
  }));
}

type AgreementsByAccount = ReadonlyMap<AccountId, readonly AgreementPeriod[]>;

/** Returns the agreements that are active now, at each account's own time. */
async function activeAgreements(
  { models }: Database,
  orders: readonly OrderDocument[],
  serverNow: Instant,
): Promise<AgreementsByAccount> {
  if (orders.length === 0) return new Map();
  const ids = [...new Set(orders.map(({ accountId }) => accountId))];
  const ledgers = await models.ledgers.find({ _id: { $in: ids } }, { agreements: 1, frozenAt: 1 }).lean();
  return new Map(
    ledgers.map(({ _id, agreements, frozenAt }) => [_id, agreementsAt(agreements, frozenAt ?? serverNow)]),
  );
}

/** True while the order cannot be confirmed or paid without an agreement. A payment settles the question. */
function needsAgreement(order: OrderDocument): boolean {
  return order.agreementRequired && isUnpaid(order);
}

function isCovered({ accountId, productLine }: OrderDocument, agreements: AgreementsByAccount): boolean {
  return (agreements.get(accountId) ?? []).some(({ productLines }) => productLines.includes(productLine));
}
