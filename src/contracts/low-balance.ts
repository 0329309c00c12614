/** The balances at which an account is notified that a pool is low, by resource (`pool.low`, AMB-12). */
import { z } from 'zod';
import { positive, text } from './primitives.ts';
import { ANY_ROLE, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const MOST_THRESHOLDS = 10;
const LARGEST_THRESHOLD = 1_000_000_000;

const thresholds = z
  .array(positive.max(LARGEST_THRESHOLD))
  .max(MOST_THRESHOLDS)
  .refine((units) => units.every((value, index) => index === 0 || value < (units[index - 1] ?? 0)), {
    error: schemaViolation('not_descending'),
  })
  .meta({
    description: 'Largest first, each once. Empty: never.',
    uniqueItems: true,
    examples: [[500, 100]],
  });

const lowBalance = z
  .strictObject({
    items: z.array(
      z.strictObject({
        resource: z.string(),
        units: z.array(positive),
        source: z.enum(['account', 'catalogue']).meta({ description: 'Whose thresholds these are.' }),
      }),
    ),
  })
  .meta({ id: 'LowBalance' });

const address = '/v1/accounts/{id}/low-balance';

export const lowBalanceRoutes = {
  getLowBalance: {
    method: 'get',
    path: address,
    tag: 'Entitlements',
    summary: 'Lists the balances at which the account is notified that a pool is low, for every resource.',
    roles: ANY_ROLE,
    responses: { 200: lowBalance },
    idempotency: 'none',
    errors: [],
  },
  setLowBalance: {
    method: 'put',
    path: address,
    tag: 'Entitlements',
    summary:
      'Sets these balances for one resource. A notice is sent when a usage takes the pool to one of them or below.',
    roles: SALES,
    body: z
      .strictObject({
        resource: text,
        units: thresholds
          .nullable()
          .meta({ description: 'Largest first, each once. Empty: never. Null: those of the catalogue.' }),
      })
      .meta({ id: 'SetLowBalanceBody', examples: [{ resource: 'inspection', units: [500, 100] }] }),
    responses: { 200: lowBalance },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
