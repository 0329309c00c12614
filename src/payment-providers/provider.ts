/**
 * The port to payment providers. A provider starts a charge and later reports the outcome by signed events; nothing
 * counts as paid before such an event is stored.
 */
import type { OrderId, PaymentId, RefundId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Localized } from '../domain/json.ts';

/** An amount as a provider reports it. The product may not sell in its currency. */
export interface ProviderMoney {
  /** Safe integer ≥ 0 of minor units. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

export interface ChargeRequest {
  /** Our id of the payment. A provider makes one charge for it, however often it is requested. */
  readonly paymentId: PaymentId;
  readonly orderId: OrderId;
  /** What the buyer's browser received from the provider. Secret: passed on, never stored or logged. */
  readonly token: string;
  readonly amount: ProviderMoney;
  /** The text on the buyer's statement. */
  readonly reference: string;
  /** Returned with every event of the charge. No secrets, no personal data. */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Charge {
  readonly providerReference: string;
  /** Where the buyer continues, for providers that need it. */
  readonly checkoutUrl?: string;
}

export interface RefundRequest {
  /** Our id of the refund. A provider pays it once, however often it is requested. */
  readonly refundId: RefundId;
  /** The capture to refund, as named by its event. */
  readonly providerReference: string;
  readonly amount: ProviderMoney;
}

/** A report of a provider. Each is stored once, by provider and `eventId`. */
export interface ProviderEvent {
  readonly eventId: string;
  readonly type: 'payment.captured' | 'payment.declined' | 'refund.paid';
  /** Absent if the money arrived without a charge of ours. */
  readonly paymentId?: PaymentId;
  /** Of `refund.paid`. */
  readonly refundId?: RefundId;
  /** The capture; a charge that is captured twice has two. For a declined charge, the charge. */
  readonly providerReference: string;
  readonly amount: ProviderMoney;
  /** The provider's clock. The account time from which a capture counts is decided when it is stored. */
  readonly occurredAt: Instant;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * A signed event of an unknown type, or with texts that cannot be stored unchanged. It is acknowledged and counted
 * only.
 */
export interface UnknownEvent {
  readonly eventId: string;
  readonly type: 'unknown';
  /** The type that the provider named. */
  readonly name: string;
}

/** A token that is the same for every buyer: of a provider for tests, or one that opens a page for checkout. */
export interface PaymentChoice {
  readonly token: string;
  readonly name: Localized;
  /** What happens if the buyer takes it, in a sentence. */
  readonly effect: Localized;
  /** True if no money moves. */
  readonly test: boolean;
}

/** Header names in lower case, as Node provides them. */
export type EventHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface PaymentProvider {
  /** Identifies the provider in `/v1/payment-events/{provider}` and on payments. */
  readonly name: string;
  /** What buyers choose from. Empty if their browsers get tokens from the provider itself. */
  readonly choices: readonly PaymentChoice[];
  /**
   * Starts a charge, or finds the existing one of the payment. Throws `ProviderUnavailableError` (the outcome is
   * unknown: retry) or `ProviderRejectedError` (nothing will be charged).
   */
  createCharge(request: ChargeRequest): Promise<Charge>;
  /** Starts a refund, or finds the existing one. Throws like `createCharge`. */
  refund(request: RefundRequest): Promise<{ readonly refundReference: string }>;
  /**
   * Verifies signature and age of an event over its raw bytes, and parses it. Throws `ProviderEventError`. A valid
   * event may still be a repeat.
   */
  verifyEvent(headers: EventHeaders, rawBody: string | Uint8Array): ProviderEvent | UnknownEvent;
}
