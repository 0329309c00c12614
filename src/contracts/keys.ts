/** API keys: who may call, in which roles, for which accounts (api.md §6). */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { id, instant, instantInput, prose, text } from './primitives.ts';
import { OPERATOR, role, ROLES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const isUnique = (entries: readonly string[]) => new Set(entries).size === entries.length;

export const apiKey = z
  .strictObject({
    id,
    name: text,
    roles: z.array(role),
    accountIds: z.array(id).nullable().meta({ description: 'Accounts it is limited to; null for all.' }),
    createdAt: instant,
    expiresAt: instant
      .nullable()
      .meta({ description: 'Server time from which the key is invalid; null for never.' }),
    lastUsedAt: instant.nullable().meta({ description: 'Accurate to a minute.' }),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof apiKey>;

export const createdKey = apiKey
  .extend({
    key: z.string().optional().meta({ description: 'The key itself: shown once, never in a replay.' }),
  })
  .meta({ id: 'CreatedApiKey' });

export const keyRoutes = {
  createKey: {
    method: 'post',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'Creates an API key. The key itself is shown once.',
    roles: OPERATOR,
    body: z
      .strictObject({
        name: text,
        roles: z
          .array(role)
          .min(1)
          .max(ROLES.length)
          .refine(isUnique, { error: schemaViolation('repeated_entry') })
          .meta({ uniqueItems: true }),
        accountIds: z
          .array(id)
          .min(1)
          .max(1_000)
          .refine(isUnique, { error: schemaViolation('repeated_entry') })
          .meta({ uniqueItems: true })
          .optional(),
        expiresAt: instantInput.optional(),
      })
      // A customer's key has no other role, and is always limited to its accounts (D-01).
      .refine(({ roles }) => roles.length === 1 || !roles.includes('customer'), {
        path: ['roles'],
        error: schemaViolation('customer_role_alone'),
      })
      .refine(({ roles, accountIds }) => accountIds !== undefined || !roles.includes('customer'), {
        path: ['accountIds'],
        error: schemaViolation('customer_needs_accounts'),
      })
      .meta({
        id: 'CreateKeyBody',
        if: { properties: { roles: { contains: { const: 'customer' } } }, required: ['roles'] },
        then: { properties: { roles: { maxItems: 1 }, accountIds: {} }, required: ['accountIds'] },
        examples: [{ name: 'PACS of the main campus', roles: ['platform'] }],
      }),
    responses: { 201: createdKey },
    idempotency: 'transactional',
    errors: [],
  },
  listKeys: {
    method: 'get',
    path: '/v1/keys',
    tag: 'Keys',
    summary: 'Lists API keys, newest first.',
    roles: OPERATOR,
    query: z.strictObject({
      ...paging,
      accountId: id
        .optional()
        .meta({ description: 'Only keys that are limited to this account and possibly others.' }),
    }),
    responses: { 200: pageOf(apiKey) },
    idempotency: 'none',
    errors: [],
  },
  revokeKey: {
    method: 'post',
    path: '/v1/keys/{id}/revoke',
    tag: 'Keys',
    summary: 'Revokes an API key, except the last usable operator key. Revoking it again changes nothing.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose.optional() })
      .meta({ id: 'RevokeKeyBody', examples: [{ reason: 'Left the department' }] }),
    responses: { 200: apiKey },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
} as const satisfies RouteTable;
