/** The audit log: who did what, why, and what changed (api.md §6, rules §8.17). */
import { z } from 'zod';
import { named } from './names.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import { facts, id, instant, json, text } from './primitives.ts';
import { OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

export const auditRecord = named(
  z.strictObject({
    id,
    at: instant,
    recordedAt: instant,
    type: z.string(),
    actor: z.string(),
    reason: z.string().optional(),
    requestId: z.string(),
    accountId: id.optional(),
    orderId: id.optional(),
    facts,
    before: json,
    after: json,
    journal: z.strictObject({ from: z.int(), to: z.int() }).optional(),
    catalogueVersion: z.string().optional(),
    policyVersion: z.string().optional(),
  }),
).meta({ id: 'AuditRecord' });
export type AuditRecord = z.output<typeof auditRecord>;

export const auditRoutes = {
  listAudit: {
    method: 'get',
    path: '/v1/audit',
    tag: 'Work',
    summary: 'Lists audit records, newest first.',
    roles: OPERATOR,
    query: z.strictObject({ ...paging, ...acrossAccounts, actor: text.optional(), type: text.optional() }),
    responses: { 200: pageOf(auditRecord) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
