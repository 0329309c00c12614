/** Balances: units left of each resource, now or as of a past instant (api.md §5, rules §8.18). */
import { z } from 'zod';
import { named } from './names.ts';
import { lot } from './lots.ts';
import { date, instant, instantInput, storageYears, units } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const pool = named(
  z.strictObject({
    resource: z.string(),
    credited: units,
    used: units.meta({ description: 'Units consumed by usages, including those that paid arrears.' }),
    available: units,
    arrears: units,
    expired: units,
    voided: units,
    offset: units.meta({ description: 'The part of used that paid arrears.' }),
    byStorage: z.array(z.strictObject({ storageYears: storageYears.nullable(), available: units })),
    nextExpiry: z.strictObject({ at: instant, units }).nullable(),
    forecast: z.strictObject({ exhaustsOn: date.nullable(), unitsAtRisk: units }).nullable(),
    suspended: z.boolean(),
    lots: z.array(lot),
  }),
).meta({ id: 'Pool' });
export type Pool = z.output<typeof pool>;

export const balanceRoutes = {
  getBalances: {
    method: 'get',
    path: '/v1/accounts/{id}/balances',
    tag: 'Entitlements',
    summary: 'Lists the balance of every resource, with its live lots.',
    roles: ANY_ROLE,
    query: z.strictObject({ asOf: instantInput.optional() }),
    responses: { 200: z.strictObject({ pools: z.array(pool) }).meta({ id: 'Balances' }) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
