/** Terms: paid periods of subscriptions and resource packs, and the resulting cover (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { acrossTeams, pageOf, paging } from './paging.ts';
import { id, instant, instantInput, positive, text } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

const validity = { from: instant, until: instant.meta({ description: 'Exclusive end.' }) };

export const term = named(
  z.strictObject({
    id,
    accountId: id,
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

const termFilters = {
  organizationId: id.optional(),
  sku: text.optional(),
  endsBefore: instantInput.optional().meta({
    description: 'Only queued and running terms that end before this instant.',
  }),
};

export const termRoutes = {
  listTerms: {
    method: 'get',
    path: '/v1/accounts/{id}/terms',
    tag: 'Entitlements',
    summary:
      'Lists terms, latest first, and the current cover; with an organization, only its own, without those of the account.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...termFilters }),
    responses: {
      200: pageOf(term)
        .extend({ cover: z.array(cover).optional().meta({ description: 'With the first page.' }) })
        .meta({ id: 'Terms' }),
    },
    idempotency: 'none',
    errors: [],
  },
  listAllTerms: {
    method: 'get',
    path: '/v1/terms',
    tag: 'Entitlements',
    summary: 'Lists the terms of all accounts, latest first: what ends soon.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...acrossTeams, ...termFilters }),
    responses: { 200: pageOf(term) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
