/** Usages: units consumed, one by one or in batches, with the lots that paid for them (api.md §6). */
import { z } from 'zod';
import { named } from './names.ts';
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

/** The key of a usage; the single call sends it as its `Idempotency-Key`. */
const usageKey = idempotencyKey;

const usageFields = {
  accountId: id,
  organizationId: id,
  resource: text,
  quantity: z.int().min(1).max(LARGEST_USE),
  storageYears: storageYears.optional().meta({
    description:
      'Minimum storage of the units consumed. If such units do not cover the usage while others are left, it is refused whole. By default, the storage term of the account is tried first.',
  }),
  reference: text.optional(),
};

export const postUsageBody = z.strictObject(usageFields).meta({
  id: 'PostUsageBody',
  examples: [
    {
      accountId: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x',
      organizationId: 'org_01jb5w8q2m3n4p5r6s7t8v9w0x',
      resource: 'inspection',
      quantity: 1,
      storageYears: 15,
    },
  ],
});

/** A usage of a batch. One that does not match is refused by itself; its result has the status 422. */
const batchUsage = z.strictObject({ key: usageKey, ...usageFields }).meta({
  id: 'BatchUsage',
  description: 'One that does not match is refused by itself: its result has the status 422.',
});

const postUsageBatchBody = z.strictObject({ usages: z.array(batchUsage).min(1).max(LARGEST_BATCH) }).meta({
  id: 'PostUsageBatchBody',
  examples: [
    {
      usages: [
        {
          key: 'study-20260307-0001',
          accountId: 'acc_01jb5w8q2m3n4p5r6s7t8v9w0x',
          organizationId: 'org_01jb5w8q2m3n4p5r6s7t8v9w0x',
          resource: 'inspection',
          quantity: 1,
        },
      ],
    },
  ],
});

const storage = {
  storageYears: storageYears.optional(),
  storedUntil: instant.optional().meta({ description: 'Exclusive end, counted from the upload.' }),
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
      description: 'Units that no lot covered; the pool was used up.',
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

const earned = money.nullable().meta({
  description:
    'The part of the line amount that these units earned, as the journal booked it. Null for units that were free of charge, written off, or booked before money was in the journal.',
});

export const explainedUsage = named(
  usage.extend({
    key: z.string(),
    draws: z.array(
      z.strictObject({
        ...draw,
        ...origin,
        earned,
        expiresAt: instant,
      }),
    ),
    offsets: z
      .array(
        z.strictObject({
          at: instant,
          units,
          lotId: id.nullable(),
          ...origin,
          earned,
          ...storage,
          expiresAt: instant.nullable(),
        }),
      )
      .meta({
        description:
          'What settled the arrears of this usage, and how long the inspections it paid for are stored. Without a lot, they were written off.',
      }),
    reversal: z
      .strictObject({ at: instant, by: z.string(), reason: z.string() })
      .optional()
      .meta({ description: 'Present once the usage was reversed and its units were returned.' }),
  }),
).meta({ id: 'ExplainedUsage' });
export type ExplainedUsage = z.output<typeof explainedUsage>;

export const usageRoutes = {
  postUsage: {
    method: 'post',
    path: '/v1/usages',
    tag: 'Usage',
    summary: 'Consumes units. The Idempotency-Key is the permanent key of the usage within the account.',
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
    summary: 'Consumes units for up to 1,000 usages, each decided separately, in the given order.',
    roles: PLATFORM,
    body: z
      .strictObject({
        // Each usage is checked by itself, so that an invalid one does not reject the others.
        usages: z
          .array(z.looseObject({ key: usageKey }))
          .min(1)
          .max(LARGEST_BATCH),
      })
      .meta({ id: 'CheckedUsageBatchBody' }),
    documentedBody: postUsageBatchBody,
    responses: {
      200: z
        .strictObject({
          results: z.array(
            z.strictObject({
              key: z.string(),
              status: z.int().meta({ description: 'The status that the single call would have returned.' }),
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
    summary: 'Lists usages, newest first.',
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
    summary: 'Reads a usage with the lots that paid for it.',
    roles: ANY_ROLE,
    responses: { 200: explainedUsage },
    idempotency: 'none',
    errors: [],
  },
  reverseUsage: {
    method: 'post',
    path: '/v1/usages/{id}/reverse',
    tag: 'Corrections',
    summary: 'Reverses a usage, once. Its units are returned to their lots.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'ReverseUsageBody', examples: [{ reason: 'The upload was a test' }] }),
    responses: { 201: explainedUsage },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
} as const satisfies RouteTable;
