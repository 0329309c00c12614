/** Orders: placing, reading and commanding them (api.md §4). */
import { z } from 'zod';
import { named } from './names.ts';
import { listedOrder, order, orderState } from './order.ts';
import { orderBody, termInput } from './order-body.ts';
import { acrossAccounts, pageOf, paging, namedSearch, queryFlag } from './paging.ts';
import { facts, id, instant, instantInput, noBody, prose, text } from './primitives.ts';
import { ANY_ROLE, BUYERS, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

export const timelineEntry = named(
  z.strictObject({
    at: instant.meta({ description: 'When it takes effect.' }),
    recordedAt: instant,
    type: z.string().meta({ examples: ['order.placed'] }),
    actor: z.string(),
    reason: z.string().optional(),
    facts,
  }),
).meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.output<typeof timelineEntry>;

const orderPaymentState = z.enum(['none', 'pending', 'declined', 'captured', 'refunded']);

/** Largest count of orders. Counting further would cost more with every order. */
export const MOST_COUNTED = 1_000;

const orderCount = z.strictObject({
  count: z.int(),
  more: z.boolean().meta({ description: 'True if there are more than counted.' }),
});

const renewBody = z
  .strictObject({
    termsAccepted: z.boolean(),
    termsVersion: text,
    lines: z
      .array(z.strictObject({ lineId: id, term: termInput }))
      .min(1)
      .max(50)
      .optional(),
  })
  .meta({ id: 'RenewOrderBody', examples: [{ termsAccepted: true, termsVersion: '2026-03-24' }] });

export const orderRoutes = {
  placeOrder: {
    method: 'post',
    path: '/v1/orders',
    tag: 'Orders',
    summary:
      'Places an order. Its workflow starts with the first command, or within a second, or as soon as Temporal is available.',
    roles: BUYERS,
    body: orderBody,
    responses: { 201: order },
    idempotency: 'transactional',
    errors: ['not_found', 'order_invalid'],
  },
  listOrders: {
    method: 'get',
    path: '/v1/orders',
    tag: 'Orders',
    summary: 'Lists orders, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...namedSearch,
      ...acrossAccounts,
      state: orderState.optional(),
      productLine: text.optional(),
      salesTeam: text.optional(),
      needsAttention: queryFlag.optional(),
      sku: text.optional().meta({ description: 'Only orders with a line of this SKU.' }),
      paymentState: orderPaymentState.optional(),
      placedFrom: instantInput.optional(),
      placedTo: instantInput.optional(),
      endsBefore: instantInput.optional().meta({
        description:
          'Only orders of which a lot, licence, term or maintenance still lives and ends before this instant.',
      }),
    }),
    responses: { 200: pageOf(listedOrder) },
    idempotency: 'none',
    errors: [],
  },
  countOrders: {
    method: 'get',
    path: '/v1/order-counts',
    tag: 'Orders',
    summary: `Counts orders by state, up to ${MOST_COUNTED} each, and those that need attention.`,
    roles: ANY_ROLE,
    query: z.strictObject({ ...acrossAccounts, salesTeam: text.optional() }),
    responses: {
      200: z
        .strictObject({
          states: z.array(orderCount.extend({ state: orderState })).meta({ description: 'All states.' }),
          needsAttention: orderCount,
        })
        .meta({ id: 'OrderCounts' }),
    },
    idempotency: 'none',
    errors: [],
  },
  getOrder: {
    method: 'get',
    path: '/v1/orders/{id}',
    tag: 'Orders',
    summary: 'Reads an order.',
    roles: ANY_ROLE,
    responses: { 200: order },
    idempotency: 'none',
    errors: [],
  },
  getOrderTimeline: {
    method: 'get',
    path: '/v1/orders/{id}/timeline',
    tag: 'Orders',
    summary: 'Lists everything that happened to an order, oldest first.',
    roles: ANY_ROLE,
    query: z.strictObject(paging),
    responses: { 200: pageOf(timelineEntry).meta({ id: 'Timeline' }) },
    idempotency: 'none',
    errors: [],
  },
  confirmOrder: {
    method: 'post',
    path: '/v1/orders/{id}/confirm',
    tag: 'Orders',
    summary: 'Confirms an order, so that it can be paid.',
    roles: BUYERS,
    body: noBody,
    responses: { 200: order },
    idempotency: 'leased',
    errors: ['agreement_required', 'illegal_transition'],
  },
  cancelOrder: {
    method: 'post',
    path: '/v1/orders/{id}/cancel',
    tag: 'Orders',
    summary: 'Cancels an order before it is paid.',
    roles: BUYERS,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'CancelOrderBody', examples: [{ reason: 'Ordered twice' }] }),
    responses: { 200: order },
    idempotency: 'leased',
    errors: ['illegal_transition'],
  },
  holdOrder: {
    method: 'post',
    path: '/v1/orders/{id}/hold',
    tag: 'Orders',
    summary: 'Holds the crediting of an order. Its 20 h and 24 h deadlines continue to run.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'HoldOrderBody', examples: [{ reason: 'Risk check' }] }),
    responses: { 200: order },
    idempotency: 'leased',
    errors: ['illegal_transition'],
  },
  releaseOrder: {
    method: 'post',
    path: '/v1/orders/{id}/release',
    tag: 'Orders',
    summary: 'Resumes the crediting of a held order.',
    roles: OPERATOR,
    body: z
      .strictObject({ note: prose.optional() })
      .meta({ id: 'ReleaseOrderBody', examples: [{ note: 'Checked' }] }),
    responses: { 200: order },
    idempotency: 'leased',
    errors: ['illegal_transition'],
  },
  renewOrder: {
    method: 'post',
    path: '/v1/orders/{id}/renew',
    tag: 'Orders',
    summary: 'Places an order that renews this one. Its periods start after the existing ones.',
    roles: BUYERS,
    body: renewBody,
    responses: { 201: order },
    idempotency: 'transactional',
    errors: ['order_invalid', 'illegal_transition'],
  },
} as const satisfies RouteTable;
