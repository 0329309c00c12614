/** Payments: started online and captured by signed events of the provider, or recorded offline (api.md §4). */
import { z } from 'zod';
import { named } from './names.ts';
import { PAYMENT_REASONS, PAYMENT_STATES } from '../domain/payments/states.ts';
import { providerEvent, SIGNATURE_HEADERS } from './payment-events.ts';
import { acrossAccounts, pageOf, paging } from './paging.ts';
import {
  currency,
  evidence,
  id,
  instant,
  instantInput,
  localized,
  paidMoney,
  prose,
  shownEvidence,
  text,
} from './primitives.ts';
import { ANY_ROLE, BUYERS, OPERATOR } from './roles.ts';
import type { RouteTable } from './route.ts';

const paymentState = z.enum(PAYMENT_STATES);
const paymentMethod = z.enum(['online', 'offline']);

const paymentReason = z.enum(PAYMENT_REASONS).meta({
  description: 'Why received money paid for nothing, or why an attempt was declined.',
});

/** Money as received. Its currency may be one in which the product does not sell. */
const movedMoney = z
  .strictObject({ amountMinor: z.int(), currency: z.string() })
  .meta({ id: 'MovedMoney', examples: [{ amountMinor: 14_160_000, currency: 'USD' }] });

export const payment = named(
  z.strictObject({
    id,
    orderId: id,
    accountId: id,
    method: paymentMethod,
    state: paymentState,
    amount: movedMoney,
    createdAt: instant,
    capturedAt: instant.optional(),
    provider: text.optional(),
    providerReference: text.optional(),
    checkoutUrl: z.string().optional(),
    reference: text.optional(),
    evidence: shownEvidence.optional(),
    reason: paymentReason.optional(),
  }),
).meta({ id: 'Payment' });
export type Payment = z.output<typeof payment>;

const startPaymentBody = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('online'), token: text }).meta({ id: 'OnlinePaymentBody' }),
    z
      .strictObject({
        method: z.literal('offline'),
        reference: text,
        amount: paidMoney,
        receivedAt: instantInput.optional(),
        evidence,
      })
      .meta({ id: 'OfflinePaymentBody' }),
  ])
  .meta({
    id: 'StartPaymentBody',
    examples: [
      { method: 'online', token: 'tok_ok' },
      {
        method: 'offline',
        reference: 'SWIFT 20250307-881',
        amount: { amountMinor: 14_160_000, currency: 'USD' },
        receivedAt: '2025-03-07T09:07:00.000Z',
        evidence: { note: 'Bank statement of 7 March' },
      },
    ],
  });

export const paymentMethods = z
  .strictObject({
    online: z
      .strictObject({
        provider: text,
        choices: z
          .array(
            z.strictObject({
              token: text,
              name: localized,
              effect: localized.meta({ description: 'What happens if the buyer takes it.' }),
              test: z.boolean().meta({ description: 'True if no money moves.' }),
            }),
          )
          .meta({ description: 'Empty if the browser of the buyer gets a token from the provider.' }),
      })
      .nullable()
      .meta({ description: 'Null if no provider is configured.' }),
    bankAccounts: z
      .array(
        z.strictObject({
          currency,
          holder: text.meta({ description: 'To whom the account belongs.' }),
          bank: text.meta({ description: 'The bank of the account.' }),
          account: text.meta({ description: 'The number of the account, or its IBAN.' }),
          bankCode: text.optional().meta({ description: 'BIC or CNAPS code.' }),
        }),
      )
      .meta({ description: 'Where money is transferred to; empty if buyers ask for it.' }),
  })
  .meta({ id: 'PaymentMethods' });
export type PaymentMethods = z.output<typeof paymentMethods>;

export const paymentRoutes = {
  getPaymentMethods: {
    method: 'get',
    path: '/v1/payment-methods',
    tag: 'Payments',
    summary: 'Reads how orders can be paid here: the provider with its test tokens, and the bank accounts.',
    roles: ANY_ROLE,
    responses: { 200: paymentMethods },
    idempotency: 'none',
    errors: [],
  },
  startPayment: {
    method: 'post',
    path: '/v1/orders/{id}/payments',
    tag: 'Payments',
    summary:
      'Starts an online payment, to be captured by an event of the provider, or records an offline one (operator).',
    roles: BUYERS,
    body: startPaymentBody,
    responses: { 201: payment, 202: payment },
    idempotency: 'leased',
    errors: ['agreement_required', 'illegal_transition', 'validation_failed'],
  },
  listPayments: {
    method: 'get',
    path: '/v1/payments',
    tag: 'Payments',
    summary: 'Lists payments, newest first.',
    roles: ANY_ROLE,
    query: z.strictObject({
      ...paging,
      ...acrossAccounts,
      orderId: id.optional(),
      state: paymentState.optional(),
      capturedFrom: instantInput.optional().meta({ description: 'First instant of capture.' }),
      capturedTo: instantInput.optional().meta({ description: 'Exclusive end.' }),
    }),
    responses: { 200: pageOf(payment) },
    idempotency: 'none',
    errors: [],
  },
  getPayment: {
    method: 'get',
    path: '/v1/payments/{id}',
    tag: 'Payments',
    summary: 'Reads a payment.',
    roles: ANY_ROLE,
    responses: { 200: payment },
    idempotency: 'none',
    errors: [],
  },
  refundPayment: {
    method: 'post',
    path: '/v1/payments/{id}/refund',
    tag: 'Payments',
    summary: 'Returns an unallocated payment: excess, mismatched or late.',
    roles: OPERATOR,
    body: z
      .strictObject({ reason: prose })
      .meta({ id: 'RefundPaymentBody', examples: [{ reason: 'Paid twice' }] }),
    responses: { 200: payment },
    idempotency: 'transactional',
    errors: ['conflict'],
  },
  applyPayment: {
    method: 'post',
    path: '/v1/payments/{id}/apply',
    tag: 'Payments',
    summary: 'Applies an unallocated payment to another order of the account.',
    roles: OPERATOR,
    body: z.strictObject({ orderId: id, reason: prose }).meta({
      id: 'ApplyPaymentBody',
      examples: [{ orderId: 'ord_01jb5w8q2m3n4p5r6s7t8v9w0x', reason: 'Meant for this order' }],
    }),
    responses: { 200: payment },
    idempotency: 'transactional',
    errors: ['conflict', 'not_found'],
  },
  receivePaymentEvent: {
    method: 'post',
    path: '/v1/payment-events/{provider}',
    tag: 'Payments',
    summary:
      'Receives a signed event of a payment provider. Responds once it is stored; a repeat changes nothing.',
    roles: 'signed',
    documentedBody: providerEvent,
    requestHeaders: SIGNATURE_HEADERS,
    responses: { 200: z.strictObject({ received: z.literal(true) }).meta({ id: 'EventReceived' }) },
    idempotency: 'none',
    errors: ['malformed_json', 'validation_failed'],
  },
} as const satisfies RouteTable;
