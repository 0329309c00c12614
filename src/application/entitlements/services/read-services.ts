/** Reads services at account time, each with the order line that sold it. */
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import type { OrderId, ServiceId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { Database } from '../../../storage/database.ts';
import { prefixMatches } from '../../../storage/paging/prefix-search.ts';
import { readPage, type Page, type PageRequest } from '../../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import { accountScopes, type ScopeQuery } from '../../access/account-scope.ts';
import { visibleTo, type Caller } from '../../access/caller.ts';
import { nameMatches } from '../../accounts/name-search.ts';
import { withAccountTime } from '../../accounts/account-times.ts';
import { frozenClockOf } from '../../accounts/read-account.ts';
import { servicesByClock, type ServiceNow } from './service-states-now.ts';

export interface ServiceListFilter extends ScopeQuery, PageRequest {
  readonly assignee?: string | undefined;
  readonly orderId?: OrderId | undefined;
  readonly state?: ServiceState | undefined;
  readonly dueBefore?: Instant | undefined;
  /** Those without an assignee. */
  readonly unassigned?: 'true' | undefined;
  /** Those that wait to be started, delivered or accepted. */
  readonly open?: 'true' | undefined;
  /** Prefix of the name of an account or organization, in any case, or of an id. */
  readonly query?: string | undefined;
}

/** A service with the lines and policies of its order. */
export interface SoldService {
  readonly service: ServiceNow;
  readonly order: Pick<OrderDocument, 'lines' | 'policies'>;
}

/** Throws `not_found` if the service does not exist or the caller's key does not cover its account. */
export async function findService(
  { models }: Database,
  caller: Caller,
  id: ServiceId,
): Promise<ServiceDocument> {
  return visibleTo(caller, await models.services.findById(id).lean(), { kind: 'service', id });
}

/** Reads a service at account time. Throws `not_found` as `findService` does. */
export async function readServiceNow(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  id: ServiceId,
): Promise<ServiceNow> {
  const service = await findService(database, caller, id);
  return { ...service, now: (await frozenClockOf(database, service.accountId)) ?? serverNow() };
}

/** Reads a service with its order. Throws `not_found` as `findService` does. */
export async function readService(
  dependencies: TransactionDependencies,
  caller: Caller,
  id: ServiceId,
): Promise<SoldService> {
  return withOrder(dependencies.database, await readServiceNow(dependencies, caller, id));
}

/** Latest purchase first. */
export async function listServices(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  query: ServiceListFilter,
): Promise<Page<SoldService>> {
  const { assignee, orderId, unassigned } = query;
  const now = serverNow();
  const accounts = await accountScopes(database, caller, query);
  const search = [
    ...prefixMatches(query.query, { lowered: [], exact: ['_id'] }),
    ...(await nameMatches(database, accounts, query.query, 'organizationId')),
  ];
  const scopes = await servicesByClock(database, accounts, now, query);
  const { documents, nextCursor } = await readPage<ServiceDocument>(
    database.models.services,
    {
      scopes: scopes.flatMap((scope) => search.map((found) => ({ $and: [scope, found] }))),
      match: {
        ...(assignee === undefined ? {} : { assignee }),
        ...(unassigned === undefined ? {} : { $and: [{ assignee: null }] }),
        ...(orderId === undefined ? {} : { orderId }),
      },
      sort: { purchasedAt: -1, _id: -1 },
    },
    query,
  );
  const services = await withAccountTime(database, now, documents);
  return { documents: await withOrders(database, services), nextCursor };
}

/** Adds the order of a service. */
export async function withOrder(database: Database, service: ServiceNow): Promise<SoldService> {
  const [sold] = await withOrders(database, [service]);
  if (sold === undefined) throw new Error('one service has one order');
  return sold;
}

type SoldWith = Pick<OrderDocument, '_id' | 'lines' | 'policies'>;

/** Adds the orders of services. */
export async function withOrders(
  { models }: Database,
  services: readonly ServiceNow[],
): Promise<SoldService[]> {
  const orderIds = [...new Set(services.map(({ orderId }) => orderId))];
  const orders = await models.orders
    .find({ _id: { $in: orderIds } }, { lines: 1, policies: 1 })
    .lean<SoldWith[]>();
  return services.map((service) => {
    const order = orders.find(({ _id }) => _id === service.orderId);
    if (order === undefined) throw new Error(`service ${service._id} has no order`);
    return { service, order };
  });
}
