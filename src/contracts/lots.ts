/** Lots: what paid lines credited, with all their figures, for ever (api.md §5). */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { date, id, instant, storageYears, text, units } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const lotState = z.enum(['live', 'exhausted', 'expired', 'voided']);

export const lot = z
  .strictObject({
    id,
    resource: z.string(),
    orderId: id.nullable(),
    lineId: id.nullable(),
    credited: units,
    consumed: units,
    offset: units,
    expired: units,
    voided: units,
    remaining: units,
    storageYears: storageYears.optional(),
    purchasedAt: instant,
    creditedAt: instant,
    expiresOn: date.meta({ description: 'Last day, in the zone of the account.' }),
    expiresAt: instant.meta({ description: 'Exclusive end.' }),
    state: lotState,
    renewals: z
      .array(z.strictObject({ lotId: id, purchasedAt: instant, credited: units }))
      .optional()
      .meta({ description: 'Later purchases of the same resource.' }),
  })
  .meta({ id: 'Lot' });
export type Lot = z.output<typeof lot>;

export const lotRoutes = {
  listLots: {
    method: 'get',
    path: '/v1/accounts/{id}/lots',
    tag: 'Entitlements',
    summary: 'Lists the lots of an account, the latest purchase first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, resource: text.optional(), state: lotState.optional() }),
    answers: { 200: pageOf(lot) },
    idempotency: 'none',
    refusals: [],
  },
} as const satisfies RouteTable;
