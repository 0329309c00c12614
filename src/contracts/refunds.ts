/** Refunds of what was not used (api.md §4, rules §8.15). */
import { z } from 'zod';
import { named } from './names.ts';
import { id, instant, money, positive, prose, text, units } from './primitives.ts';
import { pageOf, paging } from './paging.ts';
import { schemaViolation } from '../messages/violations/schema.ts';
import { ANY_ROLE, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

const refundState = z.enum(['pending', 'paid']);

export const refund = named(
  z.strictObject({
    id,
    orderId: id,
    paymentId: id,
    accountId: id,
    state: refundState,
    amount: z.strictObject({ amountMinor: z.int(), currency: z.string() }),
    lines: z.array(z.strictObject({ lineId: id, quantity: z.int(), amount: money })),
    reason: prose,
    agreementId: id.optional(),
    clause: text.optional(),
    createdAt: instant,
    paidAt: instant.optional(),
  }),
).meta({ id: 'Refund' });
export type Refund = z.output<typeof refund>;

const refundBody = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          lineId: id,
          quantity: positive,
          amount: money
            .extend({ amountMinor: units })
            .optional()
            .meta({ description: 'At most the amount that the rules allow, which is the default.' }),
        }),
      )
      .min(1)
      .max(50)
      .refine((lines) => new Set(lines.map(({ lineId }) => lineId)).size === lines.length, {
        error: schemaViolation('repeated_entry'),
      })
      .meta({ description: 'Each line once; by default everything that can be refunded.' })
      .optional(),
    reason: prose,
    agreementId: id.optional(),
    clause: text.optional(),
  })
  .meta({
    id: 'RefundBody',
    examples: [{ reason: 'The project was cancelled before its kickoff' }],
  });

export const refundRoutes = {
  refundOrder: {
    method: 'post',
    path: '/v1/orders/{id}/refunds',
    tag: 'Refunds',
    summary: 'Refunds what was not used, under the refund policy of each line.',
    roles: OPERATOR,
    body: refundBody,
    responses: { 201: refund },
    idempotency: 'transactional',
    errors: ['refund_not_allowed', 'illegal_transition'],
  },
  listRefunds: {
    method: 'get',
    path: '/v1/orders/{id}/refunds',
    tag: 'Refunds',
    summary: 'Lists the refunds of an order, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({ ...paging }),
    responses: { 200: pageOf(refund) },
    idempotency: 'none',
    errors: [],
  },
} as const satisfies RouteTable;
