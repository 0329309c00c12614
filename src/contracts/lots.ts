/** Lots: units that paid lines credited, with all their figures; never deleted (api.md §5). */
import { z } from 'zod';
import { named } from './names.ts';
import { acrossTeams, pageOf, paging } from './paging.ts';
import {
  BEFORE_3000,
  date,
  id,
  instant,
  instantInput,
  prose,
  storageYears,
  text,
  units,
} from './primitives.ts';
import { ANY_ROLE, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

const LARGEST_CREDIT = 1_000_000_000;

const lotState = z.enum(['live', 'exhausted', 'expired', 'voided']);

export const lot = named(
  z.strictObject({
    id,
    accountId: id,
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
  }),
).meta({ id: 'Lot' });
export type Lot = z.output<typeof lot>;

const creditBody = z
  .strictObject({
    resource: text,
    units: z.int().min(1).max(LARGEST_CREDIT),
    storageYears: storageYears.optional(),
    expiresOn: date.optional().meta({
      description: 'Last date of use, before the year 3000; by default a year from today.',
      pattern: BEFORE_3000,
    }),
    reason: prose,
  })
  .meta({
    id: 'CreditBody',
    examples: [
      { resource: 'inspection', units: 200, storageYears: 15, reason: 'Uploads were slow for a week' },
    ],
  });

const lotFilters = {
  resource: text.optional(),
  state: lotState.optional(),
  expiresBefore: instantInput.optional().meta({
    description: 'Only lots whose expiresAt is before this instant; live ones unless `state` is given.',
  }),
};

export const lotRoutes = {
  listLots: {
    method: 'get',
    path: '/v1/accounts/{id}/lots',
    tag: 'Entitlements',
    summary: 'Lists the lots of an account, latest purchase first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...lotFilters }),
    responses: { 200: pageOf(lot) },
    idempotency: 'none',
    errors: [],
  },
  listAllLots: {
    method: 'get',
    path: '/v1/lots',
    tag: 'Entitlements',
    summary: 'Lists the lots of all accounts, latest purchase first: what expires soon.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging, ...acrossTeams, ...lotFilters }),
    responses: { 200: pageOf(lot) },
    idempotency: 'none',
    errors: [],
  },
  grantCredit: {
    method: 'post',
    path: '/v1/accounts/{id}/credits',
    tag: 'Corrections',
    summary: 'Credits units free of charge. They pay arrears first.',
    roles: OPERATOR,
    body: creditBody,
    responses: { 201: lot },
    idempotency: 'transactional',
    errors: ['not_found'],
  },
  extendLot: {
    method: 'post',
    path: '/v1/lots/{id}/extend',
    tag: 'Corrections',
    summary: 'Extends a live lot.',
    roles: OPERATOR,
    body: z
      .strictObject({
        expiresOn: date.meta({
          description: 'Last date of use, before the year 3000.',
          pattern: BEFORE_3000,
        }),
        reason: prose,
      })
      .meta({
        id: 'ExtendLotBody',
        examples: [{ expiresOn: '2099-12-31', reason: 'The go-live was postponed' }],
      }),
    responses: { 200: lot },
    idempotency: 'transactional',
    errors: ['illegal_transition'],
  },
} as const satisfies RouteTable;
