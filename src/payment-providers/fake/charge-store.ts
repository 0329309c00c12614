/** Charges, refunds and events of the fake provider. Stores what a request leads to before it responds. */
import { createHash } from 'node:crypto';
import type { PaymentId } from '../../domain/ids.ts';
import { instantOf } from '../../domain/instant.ts';
import type { ChargeRequest, ProviderEvent, ProviderMoney, RefundRequest } from '../provider.ts';
import type { RecordFile } from './record-file.ts';
import type { StoredCharge, StoredEvent, StoredRecord, StoredRefund } from './records.ts';
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

export interface ChargeStoreOptions {
  readonly file: RecordFile;
  readonly now: () => number;
  readonly slowMs: number;
}

/** A stored result, and the events that are new and must be sent. */
export interface Booked<Thing> {
  readonly stored: Thing;
  readonly newEvents: readonly StoredEvent[];
}

export class ChargeStore {
  private readonly charges = new Map<string, StoredCharge>();
  private readonly refunds = new Map<string, StoredRefund>();
  private readonly events = new Map<string, StoredEvent>();
  private readonly delivered = new Set<string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ChargeStoreOptions) {
    for (const record of options.file.found) this.apply(record);
  }

  /** Books a charge, once for each payment id. The same id with a different request is a `conflict`. */
  charge(request: ChargeRequest): Promise<Booked<StoredCharge>> {
    return this.inTurn(async () => {
      const fingerprint = digest(JSON.stringify(request));
      const known = this.charges.get(request.paymentId);
      if (known !== undefined) {
        if (known.fingerprint !== fingerprint) throw new ChargeError(409, 'conflict');
        return { stored: known, newEvents: [] };
      }
      const planned = plannedEvents(request.token);
      if (planned === null) throw new ChargeError(422, 'unknown_token');
      const { paymentId, orderId, amount, reference, metadata = {} } = request;
      const now = this.options.now();
      const stored: StoredCharge = {
        paymentId,
        orderId,
        providerReference: `fch_${digest(paymentId)}`,
        amount,
        reference,
        metadata: { ...metadata },
        createdAt: instantOf(now),
        fingerprint,
      };
      const newEvents = this.eventsOf(stored, planned, now);
      await this.store({ kind: 'charge', charge: stored, events: newEvents });
      return { stored, newEvents };
    });
  }

  /** Books a refund, once for each refund id, of what was captured and not yet refunded. */
  refund(request: RefundRequest): Promise<Booked<StoredRefund>> {
    return this.inTurn(async () => {
      const { refundId, providerReference, amount } = request;
      const known = this.refunds.get(refundId);
      if (known !== undefined) {
        if (known.providerReference !== providerReference || !isSame(known.amount, amount)) {
          throw new ChargeError(409, 'conflict');
        }
        return { stored: known, newEvents: [] };
      }
      const capture = this.refundable(request);
      const createdAt = instantOf(this.options.now());
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
      await this.store({ kind: 'refund', refund: stored, events: newEvents });
      return { stored, newEvents };
    });
  }

  /** Records that the receiver accepted an event. Losing this record only causes a repeated delivery. */
  async markDelivered(eventId: string): Promise<void> {
    await this.store({ kind: 'delivered', eventId, at: instantOf(this.options.now()) });
  }

  chargeOf(paymentId: PaymentId): (StoredCharge & { readonly state: string }) | undefined {
    const charge = this.charges.get(paymentId);
    if (charge === undefined) return undefined;
    const now = instantOf(this.options.now());
    const types = this.eventsFor(paymentId)
      .filter(({ event }) => event.occurredAt <= now)
      .map(({ event }) => event.type);
    const captured = types.includes('payment.captured');
    return { ...charge, state: captured ? 'captured' : types.length > 0 ? 'declined' : 'pending' };
  }

  event(eventId: string): StoredEvent | undefined {
    return this.events.get(eventId);
  }

  eventsFor(paymentId: PaymentId): StoredEvent[] {
    return [...this.events.values()].filter(({ event }) => event.paymentId === paymentId);
  }

  /** Events that the receiver has not accepted yet, oldest first. */
  outstanding(): StoredEvent[] {
    return [...this.events.values()].filter(({ event }) => !this.delivered.has(event.eventId));
  }

  private eventsOf(charge: StoredCharge, planned: readonly PlannedEvent[], now: number): StoredEvent[] {
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
        occurredAt: instantOf(slow ? now + this.options.slowMs : now),
        metadata: charge.metadata,
      };
      return storedEventOf(event, copies);
    });
  }

  private refundable({ providerReference, amount }: RefundRequest): ProviderEvent {
    const events = [...this.events.values()].map(({ event }) => event);
    const capture = events.find(
      (event) => event.type === 'payment.captured' && event.providerReference === providerReference,
    );
    if (capture === undefined) throw new ChargeError(404, 'not_found');
    if (capture.occurredAt > instantOf(this.options.now())) throw new ChargeError(422, 'not_captured');
    if (capture.amount.currency !== amount.currency) throw new ChargeError(422, 'wrong_currency');
    let left = capture.amount.amountMinor;
    for (const refund of this.refunds.values()) {
      if (refund.providerReference === providerReference) left -= refund.amount.amountMinor;
    }
    if (amount.amountMinor > left) throw new ChargeError(422, 'exceeds_capture');
    return capture;
  }

  /** Processes requests one after another, so that a check still holds when its result is stored. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async store(record: StoredRecord): Promise<void> {
    await this.options.file.append(record);
    this.apply(record);
  }

  private apply(record: StoredRecord): void {
    switch (record.kind) {
      case 'charge':
        this.charges.set(record.charge.paymentId, record.charge);
        break;
      case 'refund':
        this.refunds.set(record.refund.refundId, record.refund);
        break;
      case 'delivered':
        this.delivered.add(record.eventId);
        return;
    }
    for (const stored of record.events) this.events.set(stored.event.eventId, stored);
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
