/** Organizations: the institutions of an account that use its purchases (AMB-45). */
import { z } from 'zod';
import { pageOf, paging } from './paging.ts';
import { id, instant, namesAField, text } from './primitives.ts';
import { ANY_ROLE, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

export const organization = z
  .strictObject({
    id,
    accountId: id,
    name: text,
    consortiumId: id.nullable(),
    externalId: text.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Organization' });
export type Organization = z.output<typeof organization>;

const changeOrganizationBody = z
  .strictObject({ name: text, consortiumId: id.nullable(), externalId: text.nullable() })
  .partial()
  .refine(namesAField, {
    error: schemaViolation('nothing_to_change'),
    when: ({ issues }) => issues.length === 0,
  })
  .meta({
    id: 'ChangeOrganizationBody',
    minProperties: 1,
    examples: [{ name: 'Radiology, West Campus' }, { consortiumId: null }],
  });

export const organizationRoutes = {
  createOrganization: {
    method: 'post',
    path: '/v1/accounts/{id}/organizations',
    tag: 'Accounts',
    summary: 'Adds an organization to an account.',
    roles: SALES,
    body: z
      .strictObject({ name: text, consortiumId: id.optional(), externalId: text.optional() })
      .meta({ id: 'CreateOrganizationBody', examples: [{ name: 'Radiology, Main Campus' }] }),
    responses: { 201: organization },
    idempotency: 'transactional',
    errors: [],
  },
  changeOrganization: {
    method: 'patch',
    path: '/v1/organizations/{id}',
    tag: 'Accounts',
    summary:
      'Updates an organization. Licences of a consortium apply to it as soon as it belongs to the consortium.',
    roles: SALES,
    body: changeOrganizationBody,
    responses: { 200: organization },
    idempotency: 'none',
    errors: [],
  },
  listOrganizations: {
    method: 'get',
    path: '/v1/accounts/{id}/organizations',
    tag: 'Accounts',
    summary: 'Lists the organizations of an account, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject(paging),
    responses: { 200: pageOf(organization) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
