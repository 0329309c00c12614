/**
 * The port to whoever moves the money. A provider starts a charge and later reports what became of it by signed
 * events; nothing is paid before such an event is stored.
 */
import type { OrderId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';

/** An amount as a provider speaks of it. Its currency may be one that the product does not sell in. */
export interface ProviderMoney {
  /** Safe integer ≥ 0 of minor units. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface ChargeRequest {
  /** Our id of the payment. A provider makes one charge for it, however often it is asked. */
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  /** What the buyer's browser got from the provider. Secret: passed on, never stored or logged. */
  readonly token: string;
  readonly amount: ProviderMoney;
  /** What the buyer shall read on the statement. */
  readonly reference: string;
  /** Comes back with every event of the charge. No secrets, no personal data. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Charge {
  readonly providerReference: string;
  /** Where the buyer goes on, for providers that need it. */
  readonly checkoutUrl?: string;
}

export interface RefundRequest {
  /** Our id of the refund. A provider pays it once, however often it is asked. */
  readonly refundId: RefundId;
  /** The capture to return money from, as its event named it. */
  readonly providerReference: string;
  readonly amount: ProviderMoney;
}

/** What a provider reports. Each is stored once for ever, by provider and `eventId`. */
export interface ProviderEvent {
  readonly eventId: string;
  readonly type: 'payment.captured' | 'payment.declined' | 'refund.paid';
  /** Missing where the money came without a charge of ours. */
  readonly paymentId?: PaymentId;
  /** Of `refund.paid`. */
  readonly refundId?: RefundId;
  /** The capture concerned; a charge that is captured twice has two. Of a declined charge, the charge. */
  readonly providerReference: string;
  readonly amount: ProviderMoney;
  /** The provider's clock. At which account time a capture counts is decided by whoever stores it. */
  readonly occurredAt: Instant;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A signed event of a type that we do not know, or with texts that cannot be stored as they came: it is acknowledged and counted, and nothing follows from it. */
export interface UnknownEvent {
  readonly eventId: string;
  readonly type: 'unknown';
  /** The type as the provider named it. */
  readonly name: string;
}

/** Header names in lower case, as Node gives them. */
export type EventHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface PaymentProvider {
  /** Names the provider in `/v1/payment-events/{provider}` and on payments. */
  readonly name: string;
  /**
   * Starts a charge, or finds the one of this payment. Throws `ProviderUnavailableError` (the outcome is unknown: ask
   * again) or `ProviderRejectedError` (it will not be charged).
   */
  createCharge(request: ChargeRequest): Promise<Charge>;
  /** Starts a refund, or finds it. Throws as `createCharge` does. */
  refund(request: RefundRequest): Promise<{ readonly refundReference: string }>;
  /**
   * Checks signature and age of an event over the bytes as they came, and reads it. Throws `ProviderEventError`.
   * An event that passes may still be a repeat.
   */
  verifyEvent(headers: EventHeaders, rawBody: string | Uint8Array): ProviderEvent | UnknownEvent;
}
