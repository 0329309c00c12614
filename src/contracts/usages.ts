/** Usage: units drawn from lots, one by one or in batches, and each draw explained (api.md §6). */
import { z } from 'zod';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import {
  id,
  idempotencyKey,
  instant,
  instantInput,
  money,
  prose,
  storageYears,
  text,
  units,
} from './primitives.ts';
import { problem } from './problem.ts';
import { unitPrice } from './prices.ts';
import { ANY_ROLE, OPERATOR, PLATFORM } from './roles.ts';
import type { RouteTable } from './route.ts';

const LARGEST_USE = 1_000_000;
const LARGEST_BATCH = 1_000;

/** The key of a use: an idempotency key, as which it is sent with the single call. */
const usageKey = idempotencyKey;

const usageFields = {
  accountId: id,
  organizationId: id,
  resource: text,
  quantity: z.int().min(1).max(LARGEST_USE),
  storageYears: storageYears.optional().meta({
    description:
      'Only units stored at least so long are drawn. If they do not cover the use while others are left, it is refused whole. Without it the default of the account is tried first.',
  }),
  reference: text.optional(),
};

export const postUsageBody = z.strictObject(usageFields).meta({
  id: 'PostUsageBody',
  examples: [
    {
      accountId: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x',
      organizationId: 'org_01jb5w8q2m3n4p5r6s7t8v9w0y',
      resource: 'inspection',
      quantity: 1,
      storageYears: 15,
    },
  ],
});
export type PostUsageBody = z.output<typeof postUsageBody>;

const storage = {
  storageYears: storageYears.optional(),
  storedUntil: instant.optional().meta({ description: 'Counted from the upload; exclusive.' }),
};

const draw = {
  lotId: id,
  units,
  ...storage,
};

export const usage = z
  .strictObject({
    id,
    at: instant,
    accountId: id,
    organizationId: id,
    resource: z.string(),
    quantity: units,
    storageYears: storageYears.optional().meta({
      description: 'The minimum storage applied to its draws: as requested, or the default of the account.',
    }),
    reference: text.optional(),
    draws: z.array(z.strictObject(draw)),
    arrears: units.meta({
      description: 'Units that nothing covered: nothing was left of the pool after it.',
    }),
    balance: z.strictObject({ available: units, arrears: units }),
    episodeId: id.optional(),
    suspendsAt: instant.optional(),
  })
  .meta({ id: 'Usage' });
export type Usage = z.output<typeof usage>;

const origin = {
  orderId: id.nullable(),
  lineId: id.nullable(),
  unitPrice: unitPrice.nullable(),
  lineAmount: money.nullable(),
};

export const explainedUsage = usage
  .extend({
    key: z.string(),
    draws: z.array(z.strictObject({ ...draw, ...origin, expiresAt: instant })),
    offsets: z
      .array(
        z.strictObject({
          at: instant,
          units,
          lotId: id.nullable(),
          ...origin,
          ...storage,
          expiresAt: instant.nullable(),
        }),
      )
      .meta({
        description:
          'What settled the arrears of this use, and for how long the inspections it paid for are stored. Without a lot they were written off.',
      }),
    reversal: z
      .strictObject({ at: instant, by: z.string(), reason: z.string() })
      .optional()
      .meta({ description: 'There once it was undone; what paid for it then has gone back.' }),
  })
  .meta({ id: 'ExplainedUsage' });
export type ExplainedUsage = z.output<typeof explainedUsage>;

export const usageRoutes = {
  postUsage: {
    method: 'post',
    path: '/v1/usages',
    tag: 'Usage',
    summary: "Draws units. The Idempotency-Key is the use's own key within the account, for ever.",
    roles: PLATFORM,
    body: postUsageBody,
    responses: { 201: usage },
    idempotency: 'natural',
    errors: ['not_found', 'insufficient_balance', 'suspended', 'basic_inactive', 'conflict'],
  },
  postUsageBatch: {
    method: 'post',
    path: '/v1/usages/batch',
    tag: 'Usage',
    summary: 'Draws units for up to a thousand uses, each decided by itself, in the order given.',
    roles: PLATFORM,
    body: z
      .strictObject({
        // Each usage is checked by itself, so that an invalid one does not reject the others.
        usages: z
          .array(z.looseObject({ key: usageKey }))
          .min(1)
          .max(LARGEST_BATCH),
      })
      .meta({ id: 'PostUsageBatchBody' }),
    responses: {
      200: z
        .strictObject({
          results: z.array(
            z.strictObject({
              key: z.string(),
              status: z.int().meta({ description: 'What the single call would have answered.' }),
              usage: usage.optional(),
              problem: problem.optional(),
            }),
          ),
        })
        .meta({ id: 'UsageBatchResults' }),
    },
    idempotency: 'none',
    errors: [],
  },
  listUsages: {
    method: 'get',
    path: '/v1/usages',
    tag: 'Usage',
    summary: 'Lists uses, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      organizationId: id.optional(),
      key: usageKey.optional(),
      reference: text.optional(),
      from: instantInput.optional(),
      to: instantInput.optional(),
    }),
    responses: { 200: pageOf(explainedUsage) },
    idempotency: 'none',
    errors: [],
  },
  getUsage: {
    method: 'get',
    path: '/v1/usages/{id}',
    tag: 'Usage',
    summary: 'Reads a use with every draw explained.',
    roles: ANY_ROLE,
    responses: { 200: explainedUsage },
    idempotency: 'none',
    errors: [],
  },
  reverseUsage: {
    method: 'post',
    path: '/v1/usages/{id}/reverse',
    tag: 'Corrections',
    summary: 'Undoes a use, once: what paid for it goes back to its lots.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'ReverseUsageBody', examples: [{ reason: 'The upload was a test' }] }),
    responses: { 201: explainedUsage },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
} as const satisfies RouteTable;
