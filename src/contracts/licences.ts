/** Licences: purchased software, and the features that it activates for an organization (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { acrossTeams, pageOf, paging } from './paging.ts';
import { id, instant, instantInput, text } from './primitives.ts';
import { namedFeature } from './catalogue.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const licence = named(
  z.strictObject({
    id,
    accountId: id,
    sku: text,
    scope: z.enum(['account', 'organization', 'consortium']),
    consortiumId: id.optional(),
    organizationId: id.optional(),
    features: z.array(text),
    from: instant,
    until: instant.nullable().meta({ description: 'Exclusive end; null for a perpetual licence.' }),
    state: z.enum(['queued', 'active', 'ended', 'refunded']),
    orderId: id,
    lineId: id,
  }),
).meta({ id: 'Licence' });
export type Licence = z.output<typeof licence>;

const licenceFilters = {
  organizationId: id.optional(),
  sku: text.optional(),
  endsBefore: instantInput.optional().meta({
    description: 'Only queued and active licences that end before this instant. Perpetual ones never end.',
  }),
};

export const licenceRoutes = {
  listLicences: {
    method: 'get',
    path: '/v1/accounts/{id}/licences',
    tag: 'Entitlements',
    summary: 'Lists licences, latest first; with an organization, those whose scope includes it.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...licenceFilters }),
    responses: {
      200: pageOf(licence)
        .extend({
          activated: z.array(text).optional().meta({
            description:
              'With the first page: features that are active now for the organization, without duplicates; empty without one.',
          }),
          activatedFeatures: z
            .array(namedFeature)
            .optional()
            .meta({ description: 'The same features with their names.' }),
        })
        .meta({ id: 'Licences' }),
    },
    idempotency: 'none',
    errors: [],
  },
  listAllLicences: {
    method: 'get',
    path: '/v1/licences',
    tag: 'Entitlements',
    summary: 'Lists the licences of all accounts, latest first: what ends soon.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...acrossTeams, ...licenceFilters }),
    responses: { 200: pageOf(licence) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
