/** Decides about charges and refunds at the fake provider. Stores what a request leads to before it responds. */
import { createHash } from 'node:crypto';
import type { PaymentId } from '../../domain/ids.ts';
import { instantOf } from '../../domain/instant.ts';
import { Semaphore } from '../../infra/slots.ts';
import type { ChargeRequest, ProviderEvent, ProviderMoney, RefundRequest } from '../provider.ts';
import type { ChargeStore } from './charge-store.ts';
import type { StoredCharge, StoredEvent, StoredRefund } from './records.ts';
import { plannedEvents, type PlannedEvent } from './token-behaviour.ts';

/** Thrown for a request that the provider refuses. `code` and `status` are its response. */
export class ChargeError extends Error {
  override readonly name = 'ChargeError';

  constructor(
    readonly status: 404 | 409 | 422,
    readonly code:
      'not_found' | 'conflict' | 'unknown_token' | 'not_captured' | 'wrong_currency' | 'exceeds_capture',
  ) {
    super(code);
  }
}

export interface PaymentProcessorOptions {
  readonly store: ChargeStore;
  readonly now: () => number;
  /** Delay of the capture of a slow token. */
  readonly slowMs: number;
}

/** A stored result, and the events that are new and must be sent. */
export interface Booked<Thing> {
  readonly stored: Thing;
  readonly newEvents: readonly StoredEvent[];
}

export class PaymentProcessor {
  /** Requests are decided one after another, so that a check still holds when its result is stored. */
  private readonly turns = new Semaphore(1);

  constructor(private readonly options: PaymentProcessorOptions) {}

  /** Books a charge, once for each payment id. The same id with a different request is a `conflict`. */
  charge(request: ChargeRequest): Promise<Booked<StoredCharge>> {
    return this.turns.run(async () => {
      const { store, now } = this.options;
      const fingerprint = digest(JSON.stringify(request));
      const known = store.charge(request.paymentId);
      if (known !== undefined) {
        if (known.fingerprint !== fingerprint) throw new ChargeError(409, 'conflict');
        return { stored: known, newEvents: [] };
      }
      const planned = plannedEvents(request.token);
      if (planned === null) throw new ChargeError(422, 'unknown_token');
      const { paymentId, orderId, amount, reference, metadata = {} } = request;
      const nowMs = now();
      const stored: StoredCharge = {
        paymentId,
        orderId,
        providerReference: `fch_${digest(paymentId)}`,
        amount,
        reference,
        metadata: { ...metadata },
        createdAt: instantOf(nowMs),
        fingerprint,
      };
      const newEvents = this.eventsOf(stored, planned, nowMs);
      await store.add({ kind: 'charge', charge: stored, events: newEvents });
      return { stored, newEvents };
    });
  }

  /** Books a refund, once for each refund id, of what was captured and not yet refunded. */
  refund(request: RefundRequest): Promise<Booked<StoredRefund>> {
    return this.turns.run(async () => {
      const { store, now } = this.options;
      const { refundId, providerReference, amount } = request;
      const known = store.refund(refundId);
      if (known !== undefined) {
        if (known.providerReference !== providerReference || !isSame(known.amount, amount)) {
          throw new ChargeError(409, 'conflict');
        }
        return { stored: known, newEvents: [] };
      }
      const capture = this.refundable(request);
      const createdAt = instantOf(now());
      const refundReference = `frf_${digest(refundId)}`;
      const stored = { refundId, refundReference, providerReference, amount, createdAt };
      const event: ProviderEvent = {
        ...capture,
        eventId: `evt_${digest(`refund ${refundId}`)}`,
        type: 'refund.paid',
        refundId,
        amount,
        occurredAt: createdAt,
      };
      const newEvents = [storedEventOf(event, 1)];
      await store.add({ kind: 'refund', refund: stored, events: newEvents });
      return { stored, newEvents };
    });
  }

  /** A charge with the state that its events have brought about by now. */
  chargeOf(paymentId: PaymentId): (StoredCharge & { readonly state: string }) | undefined {
    const { store, now } = this.options;
    const charge = store.charge(paymentId);
    if (charge === undefined) return undefined;
    const at = instantOf(now());
    const types = store
      .eventsFor(paymentId)
      .filter(({ event }) => event.occurredAt <= at)
      .map(({ event }) => event.type);
    const captured = types.includes('payment.captured');
    return { ...charge, state: captured ? 'captured' : types.length > 0 ? 'declined' : 'pending' };
  }

  private eventsOf(charge: StoredCharge, planned: readonly PlannedEvent[], nowMs: number): StoredEvent[] {
    return planned.map(({ type, amountOffsetMinor, slow, copies }, index) => {
      const event: ProviderEvent = {
        eventId: `evt_${digest(`charge ${charge.paymentId} ${index}`)}`,
        type,
        paymentId: charge.paymentId,
        // A second capture can be refunded without the first.
        providerReference:
          index === 0 ? charge.providerReference : `${charge.providerReference}_${index + 1}`,
        amount: {
          amountMinor: charge.amount.amountMinor + amountOffsetMinor,
          currency: charge.amount.currency,
        },
        occurredAt: instantOf(slow ? nowMs + this.options.slowMs : nowMs),
        metadata: charge.metadata,
      };
      return storedEventOf(event, copies);
    });
  }

  /** The capture that a refund names. Throws where it cannot be refunded by this amount. */
  private refundable({ providerReference, amount }: RefundRequest): ProviderEvent {
    const { store, now } = this.options;
    const capture = store.capture(providerReference);
    if (capture === undefined) throw new ChargeError(404, 'not_found');
    if (capture.occurredAt > instantOf(now())) throw new ChargeError(422, 'not_captured');
    if (capture.amount.currency !== amount.currency) throw new ChargeError(422, 'wrong_currency');
    const leftMinor = capture.amount.amountMinor - store.refundedMinor(providerReference);
    if (amount.amountMinor > leftMinor) throw new ChargeError(422, 'exceeds_capture');
    return capture;
  }
}

function storedEventOf(event: ProviderEvent, copies: number): StoredEvent {
  const { amount, metadata, ...rest } = event;
  return { event: { ...rest, amount: { ...amount }, metadata: { ...metadata } }, copies };
}

function isSame(a: ProviderMoney, b: ProviderMoney): boolean {
  return a.amountMinor === b.amountMinor && a.currency === b.currency;
}

/** Ids are derived, so that a provider that lost its file reports the same events again. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
