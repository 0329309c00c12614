/** Terms: paid periods of subscriptions and resource packs, and the resulting cover (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { id, instant, positive, text } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

const validity = { from: instant, until: instant.meta({ description: 'Exclusive end.' }) };

export const term = named(
  z.strictObject({
    id,
    sku: text,
    organizationId: id
      .optional()
      .meta({ description: 'Absent for a resource pack, which belongs to the account.' }),
    sets: positive,
    purchasedAt: instant,
    ...validity,
    state: z.enum(['queued', 'running', 'ended']),
    orderId: id,
    lineId: id,
    renewals: z
      .array(z.strictObject({ termId: id, orderId: id, purchasedAt: instant, ...validity }))
      .meta({ description: 'Later periods of the same chain.' }),
  }),
).meta({ id: 'Term' });
export type Term = z.output<typeof term>;

export const cover = named(
  z.strictObject({
    sku: text,
    organizationId: id.optional(),
    until: instant.meta({ description: 'End of cover without a gap.' }),
    sets: positive.meta({ description: 'Sets of the current terms.' }),
  }),
).meta({ id: 'Cover' });
export type Cover = z.output<typeof cover>;

export const termRoutes = {
  listTerms: {
    method: 'get',
    path: '/v1/accounts/{id}/terms',
    tag: 'Entitlements',
    summary:
      'Lists terms, latest first, and the current cover; with an organization, only its own, without those of the account.',
    roles: ANY_ROLE,
    query: z.strictObject({ organizationId: id.optional() }),
    responses: {
      200: z.strictObject({ items: z.array(term), cover: z.array(cover) }).meta({ id: 'Terms' }),
    },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
