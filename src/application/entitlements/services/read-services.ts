/** Reads services at account time, each with the order line that sold it. */
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import type { OrderId, ServiceId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { AcceptanceLinkDocument } from '../../../storage/collections/acceptance-links.ts';
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
  /** The sign-off link that can be used now; null if there is none. */
  readonly link: Pick<AcceptanceLinkDocument, 'expiresAt'> | null;
  /** True if a token came with the note of its order line. */
  readonly hasToken: boolean;
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
  return withOrder(dependencies, await readServiceNow(dependencies, caller, id));
}

/** Latest purchase first. */
export async function listServices(
  dependencies: TransactionDependencies,
  caller: Caller,
  query: ServiceListFilter,
): Promise<Page<SoldService>> {
  const { database, serverNow } = dependencies;
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
  return { documents: await withOrders(dependencies, services), nextCursor };
}

/** Adds the order of a service, and what is known of its link and token. */
export async function withOrder(
  dependencies: TransactionDependencies,
  service: ServiceNow,
): Promise<SoldService> {
  const [sold] = await withOrders(dependencies, [service]);
  if (sold === undefined) throw new Error('one service has one order');
  return sold;
}

type SoldWith = Pick<OrderDocument, '_id' | 'lines' | 'policies'>;

/** Adds the orders of services, and what is known of their links and tokens. */
export async function withOrders(
  { database: { models }, serverNow }: TransactionDependencies,
  services: readonly ServiceNow[],
): Promise<SoldService[]> {
  const orderIds = [...new Set(services.map(({ orderId }) => orderId))];
  const delivered = services.filter(
    ({ deliveredAt, acceptance }) => deliveredAt !== null && acceptance === null,
  );
  const [orders, links, tokens] = await Promise.all([
    models.orders.find({ _id: { $in: orderIds } }, { lines: 1, policies: 1 }).lean<SoldWith[]>(),
    delivered.length === 0
      ? []
      : models.acceptanceLinks
          .find({ serviceId: { $in: delivered.map(({ _id }) => _id) }, expiresAt: { $gt: serverNow() } })
          .lean(),
    models.encryptedTokens
      .find({ _id: { $in: [...new Set(services.map(({ lineId }) => lineId))] } }, { _id: 1 })
      .lean(),
  ]);
  return services.map((service) => {
    const order = orders.find(({ _id }) => _id === service.orderId);
    if (order === undefined) throw new Error(`service ${service._id} has no order`);
    const { _id, lineId, rejections } = service;
    const link = links.find(({ serviceId, round }) => serviceId === _id && round === rejections.length);
    return { service, order, link: link ?? null, hasToken: tokens.some((token) => token._id === lineId) };
  });
}
