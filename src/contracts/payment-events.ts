/** Events of payment providers: the body, and the headers of Standard Webhooks under which it is signed. */
import { z } from 'zod';
import { instant } from './primitives.ts';

const name = z.string().min(1).max(200);

export const providerMoney = z.object({
  amountMinor: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** At most 20 short texts. */
export const eventMetadata = z
  .record(z.string().min(1).max(40), z.string().max(200))
  .refine((texts) => Object.keys(texts).length <= 20)
  .meta({ maxProperties: 20, description: 'Texts that were sent with the charge.' });

export const eventType = z.enum(['payment.captured', 'payment.declined', 'refund.paid']);

/** The part that every event has, also of a type that is not known yet. */
export const anyEvent = z.object({ eventId: name, type: name });

export const providerEvent = z
  .object({
    eventId: name.meta({ description: 'Id of the event at the provider; a repeat has the same.' }),
    type: eventType.meta({ description: 'What happened. Other types are acknowledged and only counted.' }),
    paymentId: name
      .exactOptional()
      .meta({ description: 'Id of the payment; absent for money without a charge of ours.' }),
    refundId: name.exactOptional().meta({ description: 'Id of the refund, in `refund.paid`.' }),
    providerReference: name.meta({ description: 'The capture at the provider.' }),
    amount: providerMoney,
    occurredAt: instant.meta({ description: 'When it happened, by the clock of the provider.' }),
    metadata: eventMetadata.default({}),
  })
  .meta({
    id: 'PaymentEvent',
    examples: [
      {
        eventId: 'evt_0001',
        type: 'payment.captured',
        paymentId: 'pay_01jb5w8q2m3n4p5r6s7t8v9w0x',
        providerReference: 'ch_0001',
        amount: { amountMinor: 14_160_000, currency: 'USD' },
        occurredAt: '2026-03-07T16:00:00.000Z',
      },
    ],
  });

/** Headers that sign an event of a provider, and a notice alike. */
export const SIGNATURE_HEADERS = {
  'webhook-id': {
    description: 'Id of the message, the same on every retry.',
    schema: { type: 'string', minLength: 1 },
    example: 'msg_0001',
  },
  'webhook-timestamp': {
    description: 'When it was sent, in seconds since 1970, in real time. At most five minutes ago.',
    schema: { type: 'string', pattern: String.raw`^\d+$` },
    example: '1772899200',
  },
  'webhook-signature': {
    description:
      'Signatures separated by spaces: `v1,` and the base64 of the HMAC-SHA256 of id, timestamp and body, joined by dots.',
    schema: { type: 'string', minLength: 1 },
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
} as const;
