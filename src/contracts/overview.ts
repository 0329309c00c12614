/** The overview of an account: one status view with names, and what can be done (api.md §6). */
import { z } from 'zod';
import { REMEDY_KINDS } from '../domain/remedy.ts';
import { namedFeature } from './catalogue.ts';
import { deadline } from './deadlines.ts';
import { named } from './names.ts';
import { listedOrder } from './order.ts';
import { facts, id, instant, localized, text, timeZone, units } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';
import { service } from './services.ts';
import { cover, term } from './terms.ts';

/** Most items of each part. */
export const MOST_OF_A_PART = 20;

function part<Item extends z.ZodType>(item: Item, description: string) {
  return z
    .strictObject({
      items: z
        .array(item)
        .max(MOST_OF_A_PART)
        .meta({ description: `At most ${MOST_OF_A_PART}.` }),
      more: z.boolean().meta({ description: 'True if there are more than the items.' }),
    })
    .meta({ description });
}

const poolInBrief = named(
  z.strictObject({
    resource: z.string(),
    available: units,
    used: units.meta({ description: 'Units consumed by usages, including those that paid arrears.' }),
    arrears: units,
    suspended: z.boolean(),
    nextExpiry: z
      .strictObject({ at: instant, units })
      .nullable()
      .meta({ description: 'The units that expire first; null if none is left.' }),
    topUpSku: text.nullable().meta({
      description:
        'The SKU that tops the pool up: of the edition that was bought; null if it cannot be ordered.',
    }),
  }),
).meta({ id: 'PoolInBrief' });

const remedy = named(
  z.strictObject({
    kind: z.enum(REMEDY_KINDS).meta({ description: 'What kind of step it is.' }),
    text: localized.meta({ description: 'The step in a sentence.' }),
    resource: z.string().optional(),
    sku: text.optional(),
    organizationId: id.optional(),
    orderId: id.optional(),
    serviceId: id.optional(),
    request: z
      .strictObject({
        path: z.string().meta({ description: 'Path of the `POST` request.' }),
        body: facts.meta({ description: 'Its body, without the fields in `missing`.' }),
        missing: z
          .array(z.string())
          .meta({ description: 'Fields of the body that only the caller can add, such as `termsAccepted`.' }),
      })
      .optional()
      .meta({ description: 'The request that takes the step; absent if it is not taken with the API.' }),
  }),
).meta({ id: 'Remedy' });

export const overview = named(
  z.strictObject({
    accountId: id,
    organizationId: id.optional().meta({ description: 'The organization that was asked about.' }),
    now: instant.meta({ description: 'Account time.' }),
    timeZone,
    pools: part(poolInBrief, 'Pools of the account.'),
    features: part(namedFeature, 'Features that are active for the organization; empty without one.'),
    terms: part(term, 'Queued and running terms, latest first.'),
    cover: part(cover, 'What running terms cover.'),
    services: part(service, 'Services that are not ended, latest purchase first.'),
    orders: part(listedOrder, 'Orders that are not yet fulfilled, newest first.'),
    due: part(
      deadline,
      'What ends or falls due next in the account, soonest first, without reminders and what the seller promised.',
    ),
    remedies: part(
      remedy,
      'What can be done: first what opens something closed, then what waits for the customer, then what ends within 30 days.',
    ),
  }),
).meta({ id: 'Overview' });
export type Overview = z.output<typeof overview>;

export const overviewRoutes = {
  getOverview: {
    method: 'get',
    path: '/v1/accounts/{id}/overview',
    tag: 'Accounts',
    summary:
      'Shows the status of an account, or of one of its organizations: what it has, what is open, what falls due and what can be done.',
    roles: ANY_ROLE,
    query: z.strictObject({ organizationId: id.optional() }),
    responses: { 200: overview },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
