/** The overview of an account as responses show it. */
import type { Overview as Found, PoolInBrief } from '../../application/overview/read-overview.ts';
import type { Part } from '../../application/overview/part.ts';
import type { Overview } from '../../contracts/overview.ts';
import { deadlineView } from './deadlines.ts';
import { listedOrderView, type OrderReader } from './orders.ts';
import { serviceView } from './services.ts';
import { coverView, termView } from './terms.ts';

export function overviewView(found: Found, reader: OrderReader): Overview {
  const { accountId, organizationId } = found.question;
  const { now, timeZone } = found.ledger;
  return {
    accountId,
    ...(organizationId === undefined ? {} : { organizationId }),
    now,
    timeZone,
    pools: partView(found.pools, poolView),
    features: partView(found.features, ({ code, name }) => ({ code, name })),
    terms: partView(found.terms, termView),
    cover: partView(found.cover, coverView),
    services: partView(found.services, (service) => serviceView(service, reader.caller)),
    orders: partView(found.orders, (order) => listedOrderView(order, reader)),
    due: { items: found.due.items.flatMap(deadlineView), more: found.due.more },
    remedies: partView(found.remedies, ({ request, ...remedy }) => ({
      ...remedy,
      ...(request === undefined ? {} : { request: { ...request, missing: [...request.missing] } }),
    })),
  };
}

function partView<Item, View>({ items, more }: Part<Item>, view: (item: Item) => View) {
  return { items: items.map(view), more };
}

function poolView({ pool, nextExpiry, topUpSku }: PoolInBrief): Overview['pools']['items'][number] {
  const { resource, available, arrears, suspended, totals } = pool;
  const used = totals.consumed + totals.offset;
  return { resource, available, used, arrears, suspended, nextExpiry, topUpSku };
}
