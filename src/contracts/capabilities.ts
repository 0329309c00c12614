/** Capabilities: what an account or one of its organizations may do now, and if not, why (api.md §5). */
import { z } from 'zod';
import { id, instant } from './primitives.ts';
import { ANY_ROLE } from './roles.ts';
import type { RouteTable } from './route.ts';

export const capability = z
  .strictObject({
    capability: z.string().meta({ examples: ['inspection.upload'] }),
    resource: z.string().optional(),
    sku: z.string().optional(),
    allowed: z.boolean(),
    reason: z.string().optional(),
    rule: z.string().optional(),
    since: instant.optional(),
    until: instant.optional(),
    remedy: z.string().optional(),
  })
  .meta({ id: 'Capability' });
export type Capability = z.output<typeof capability>;

export const capabilityRoutes = {
  getCapabilities: {
    method: 'get',
    path: '/v1/accounts/{id}/capabilities',
    tag: 'Entitlements',
    summary: 'Lists what the account may do now, with the reason for what it may not.',
    roles: ANY_ROLE,
    query: z.strictObject({ organizationId: id.optional() }),
    responses: { 200: z.strictObject({ items: z.array(capability) }).meta({ id: 'Capabilities' }) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
