/** What the fake provider stores: one JSON line for each event, never changed afterwards. */
import { z } from 'zod';
import { eventMetadata, providerEvent, providerMoney } from '../../contracts/payment-events.ts';

const storedEvent = z.object({
  event: providerEvent,
  /** How many copies are sent at the same moment. */
  copies: z.int().min(1),
});
export type StoredEvent = z.output<typeof storedEvent>;

const charge = z.object({
  paymentId: z.string(),
  orderId: z.string(),
  providerReference: z.string(),
  amount: providerMoney,
  reference: z.string(),
  metadata: eventMetadata,
  createdAt: z.string(),
  /** Digest of the request including the token, so that the token itself is not stored. */
  fingerprint: z.string(),
});
export type StoredCharge = z.output<typeof charge>;

const refund = z.object({
  refundId: z.string(),
  refundReference: z.string(),
  providerReference: z.string(),
  amount: providerMoney,
  createdAt: z.string(),
});
export type StoredRefund = z.output<typeof refund>;

/** A charge and its events are one record, so that a crash cannot separate them. */
export const storedRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('charge'), charge, events: z.array(storedEvent) }),
  z.object({ kind: z.literal('refund'), refund, events: z.array(storedEvent) }),
  z.object({ kind: z.literal('delivered'), eventId: z.string(), at: z.string() }),
]);
export type StoredRecord = z.output<typeof storedRecord>;
