/** Licences: purchased software, and the features that it activates for an organization (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { id, instant, text } from './primitives.ts';
import { namedFeature } from './catalogue.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const licence = named(
  z.strictObject({
    id,
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

export const licenceRoutes = {
  listLicences: {
    method: 'get',
    path: '/v1/accounts/{id}/licences',
    tag: 'Entitlements',
    summary: 'Lists licences, latest first; with an organization, those whose scope includes it.',
    roles: ANY_ROLE,
    query: z.strictObject({ organizationId: id.optional() }),
    responses: {
      200: z
        .strictObject({
          items: z.array(licence),
          activated: z.array(text).meta({
            description:
              'Features that are active now for the organization, without duplicates; empty without one.',
          }),
          activatedFeatures: z
            .array(namedFeature)
            .meta({ description: 'The same features with their names.' }),
        })
        .meta({ id: 'Licences' }),
    },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
