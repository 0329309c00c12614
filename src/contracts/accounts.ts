/** Accounts: the customers, each with its own clock if it is a sandbox (api.md §2). */
import { z } from 'zod';
import { country } from './country.ts';
import { acrossAccounts, LARGEST_LIMIT, pageOf, paging, prefixSearch } from './paging.ts';
import { clockInstant, id, instant, namesAField, storageYears, text, timeZone } from './primitives.ts';
import { ANY_ROLE, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const accountState = z.enum(['active']);

export const account = z
  .strictObject({
    id,
    name: text,
    country,
    timeZone,
    salesTeam: text,
    sandbox: z.boolean(),
    now: instant.meta({ description: 'Account time: the server clock, or the frozen clock of a sandbox.' }),
    createdAt: instant,
    state: accountState,
    defaultStorageYears: storageYears.nullable(),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof account>;

const createAccountBody = z
  .strictObject({
    name: text,
    country,
    timeZone,
    salesTeam: text,
    sandbox: z.boolean().default(false),
    sandboxNow: clockInstant.optional(),
    defaultStorageYears: storageYears.optional(),
  })
  .refine(({ sandbox, sandboxNow }) => sandbox || sandboxNow === undefined, {
    path: ['sandboxNow'],
    error: schemaViolation('sandbox_clock_without_sandbox'),
  })
  .meta({
    id: 'CreateAccountBody',
    dependentSchemas: { sandboxNow: { properties: { sandbox: { const: true } }, required: ['sandbox'] } },
    examples: [
      { name: 'Santa Clara Hospital', country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam' },
    ],
  });

/** Country and time zone cannot be changed, because regions, prices and every calendar day depend on them (D-05). */
const changeAccountBody = z
  .strictObject({ name: text, salesTeam: text, defaultStorageYears: storageYears.nullable() })
  .partial()
  .refine(namesAField, {
    error: schemaViolation('nothing_to_change'),
    when: ({ issues }) => issues.length === 0,
  })
  .meta({ id: 'ChangeAccountBody', minProperties: 1, examples: [{ name: 'Santa Clara General Hospital' }] });

/** Most accounts that are asked for by id at once: as many as a page has. */
const MOST_IDS = LARGEST_LIMIT;

const accountIds = z
  .string()
  .regex(new RegExp(String.raw`^[A-Za-z0-9_-]{1,64}(?:,[A-Za-z0-9_-]{1,64}){0,${MOST_IDS - 1}}$`))
  .transform((given) => given.split(','))
  .meta({
    description: `Only these accounts: up to ${MOST_IDS} ids, separated by commas. Sandboxes among them are listed too.`,
    examples: ['acc_01jb5w8q2m3n4p5r6s7t8v9w0x'],
  });

export const accountRoutes = {
  createAccount: {
    method: 'post',
    path: '/v1/accounts',
    tag: 'Accounts',
    summary:
      'Creates an account. The clock of a sandbox starts at sandboxNow and stands still until it is advanced.',
    roles: SALES,
    body: createAccountBody,
    responses: { 201: account },
    idempotency: 'transactional',
    errors: [],
  },
  listAccounts: {
    method: 'get',
    path: '/v1/accounts',
    tag: 'Accounts',
    summary: 'Lists accounts, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...prefixSearch,
      salesTeam: text.optional(),
      state: accountState.optional(),
      ids: accountIds.optional(),
      sandbox: acrossAccounts.sandbox,
    }),
    responses: { 200: pageOf(account) },
    idempotency: 'none',
    errors: [],
  },
  getAccount: {
    method: 'get',
    path: '/v1/accounts/{id}',
    tag: 'Accounts',
    summary: 'Reads an account.',
    roles: ANY_ROLE,
    responses: { 200: account },
    idempotency: 'none',
    errors: [],
  },
  changeAccount: {
    method: 'patch',
    path: '/v1/accounts/{id}',
    tag: 'Accounts',
    summary:
      'Updates an account. Later orders go to the new sales team; null clears the default storage term.',
    roles: SALES,
    body: changeAccountBody,
    responses: { 200: account },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
