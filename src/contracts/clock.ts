/** The clock of a sandbox account: moving it, and following an advance while it runs (api.md §2). */
import { z } from 'zod';
import { clockInstant, duration, id, instant } from './primitives.ts';
import { ANY_ROLE, SALES } from './roles.ts';
import type { RouteTable } from './route.ts';
import { schemaViolation } from '../messages/violations/schema.ts';

const advanceClockBody = z
  .strictObject({ to: clockInstant.optional(), by: duration.optional() })
  .refine(({ to, by }) => (to === undefined) !== (by === undefined), {
    error: schemaViolation('either_to_or_by'),
  })
  .meta({
    id: 'AdvanceClockBody',
    minProperties: 1,
    maxProperties: 1,
    examples: [{ by: 'P1D' }, { to: '2030-03-07T16:00:00.000Z' }],
  });

export const clockAdvance = z
  .strictObject({
    id,
    state: z.enum(['running', 'done', 'failed']),
    from: instant,
    to: instant,
    now: instant.meta({ description: "The current time of the account's clock." }),
    steps: z.int().min(0).meta({ description: 'Deadlines processed so far.' }),
    startedAt: instant.meta({ description: 'Server time.' }),
    finishedAt: instant.optional().meta({ description: 'Server time.' }),
    lastError: z
      .string()
      .optional()
      .meta({ description: 'The last obstacle. The advance has failed only if its state says so.' }),
  })
  .meta({ id: 'ClockAdvance' });

export const clockRoutes = {
  advanceClock: {
    method: 'post',
    path: '/v1/accounts/{id}/clock/advance',
    tag: 'Accounts',
    summary: 'Moves the clock of a sandbox account. Responds once everything due by then is processed.',
    roles: SALES,
    body: advanceClockBody,
    responses: { 200: z.strictObject({ now: instant }) },
    idempotency: 'leased',
    errors: ['sandbox_only', 'conflict'],
  },
  getLatestClockAdvance: {
    method: 'get',
    path: '/v1/accounts/{id}/clock/advance',
    tag: 'Accounts',
    summary: "Reads the latest advance of a sandbox account's clock, running or not.",
    roles: ANY_ROLE,
    responses: { 200: clockAdvance },
    idempotency: 'none',
    errors: [],
  },
  getClockAdvance: {
    method: 'get',
    path: '/v1/accounts/{id}/clock/advances/{advanceId}',
    tag: 'Accounts',
    summary: "Reads an advance of a sandbox account's clock.",
    roles: ANY_ROLE,
    responses: { 200: clockAdvance },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
