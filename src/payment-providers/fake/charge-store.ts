/** The charges, refunds and events of the fake provider. They are read from its file once, and appended to it. */
import type { PaymentId, RefundId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ProviderEvent } from '../provider.ts';
import type { RecordFile } from './record-file.ts';
import type { StoredCharge, StoredEvent, StoredRecord, StoredRefund } from './records.ts';

export class ChargeStore {
  private readonly charges = new Map<string, StoredCharge>();
  private readonly refunds = new Map<string, StoredRefund>();
  private readonly events = new Map<string, StoredEvent>();
  private readonly delivered = new Set<string>();

  constructor(private readonly file: RecordFile) {
    for (const record of file.found) this.apply(record);
  }

  charge(paymentId: PaymentId): StoredCharge | undefined {
    return this.charges.get(paymentId);
  }

  refund(refundId: RefundId): StoredRefund | undefined {
    return this.refunds.get(refundId);
  }

  event(eventId: string): StoredEvent | undefined {
    return this.events.get(eventId);
  }

  eventsFor(paymentId: PaymentId): StoredEvent[] {
    return [...this.events.values()].filter(({ event }) => event.paymentId === paymentId);
  }

  /** The capture that a refund can name, whether it has occurred yet or not. */
  capture(providerReference: string): ProviderEvent | undefined {
    return [...this.events.values()]
      .map(({ event }) => event)
      .find((event) => event.type === 'payment.captured' && event.providerReference === providerReference);
  }

  /** What was refunded of a capture so far, in minor units of its currency. */
  refundedMinor(providerReference: string): number {
    return [...this.refunds.values()]
      .filter((refund) => refund.providerReference === providerReference)
      .reduce((sum, { amount }) => sum + amount.amountMinor, 0);
  }

  /** Events that the receiver has not accepted yet, oldest first. */
  outstanding(): StoredEvent[] {
    return [...this.events.values()].filter(({ event }) => !this.delivered.has(event.eventId));
  }

  /** Resolves when the record is on disk. */
  async add(record: StoredRecord): Promise<void> {
    await this.file.append(record);
    this.apply(record);
  }

  /** Records that the receiver accepted an event. Losing this record only causes a repeated delivery. */
  markDelivered(eventId: string, at: Instant): Promise<void> {
    return this.add({ kind: 'delivered', eventId, at });
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
