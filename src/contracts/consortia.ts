/** Consortia: groups of organizations that share licences (AMB-02). */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { id, instant, text } from './primitives.ts';
import { ANY_ROLE, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';

export const consortium = z
  .strictObject({ id, accountId: id, name: text, createdAt: instant })
  .meta({ id: 'Consortium' });
export type Consortium = z.output<typeof consortium>;

export const consortiumRoutes = {
  createConsortium: {
    method: 'post',
    path: '/v1/accounts/{id}/consortia',
    tag: 'Accounts',
    summary: 'Adds a consortium to an account.',
    roles: SALES,
    body: z
      .strictObject({ name: text })
      .meta({ id: 'CreateConsortiumBody', examples: [{ name: 'North Alliance' }] }),
    responses: { 201: consortium },
    idempotency: 'transactional',
    errors: [],
  },
  changeConsortium: {
    method: 'patch',
    path: '/v1/consortia/{id}',
    tag: 'Accounts',
    summary: 'Renames a consortium.',
    roles: SALES,
    body: z
      .strictObject({ name: text })
      .meta({ id: 'ChangeConsortiumBody', examples: [{ name: 'Northern Alliance' }] }),
    responses: { 200: consortium },
    idempotency: 'none',
    errors: [],
  },
  listConsortia: {
    method: 'get',
    path: '/v1/accounts/{id}/consortia',
    tag: 'Accounts',
    summary: 'Lists the consortia of an account, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject(paging),
    responses: { 200: pageOf(consortium) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
