/** Receives an event of a payment provider: verifies its signature and stores it. */
import { DomainError } from '../../domain/errors.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';
import { ProviderEventError } from '../../payment-providers/provider-errors.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';
import { storePaymentEvent } from './store-payment-event.ts';

export interface PaymentEventDependencies extends OrderDependencies {
  readonly providers: readonly PaymentProvider[];
  /** Counts a signed event whose type is unknown. */
  readonly countUnknownEvent: (provider: string) => void;
}

/** An event as it was sent. The signature covers the bytes of the body. */
export interface SignedEvent {
  readonly provider: string;
  readonly headers: Parameters<PaymentProvider['verifyEvent']>[0];
  readonly body: Uint8Array;
  readonly requestId: string;
}

/** Throws `not_found` for an unknown provider, `signature_invalid`, or `validation_failed` for a malformed event. */
export async function receivePaymentEvent(
  dependencies: PaymentEventDependencies,
  { provider: name, headers, body, requestId }: SignedEvent,
): Promise<void> {
  const provider = dependencies.providers.find((known) => known.name === name);
  if (provider === undefined) throw new DomainError('not_found', { kind: 'payment provider', id: name });
  const event = verified(provider, headers, body);
  if (event.type === 'unknown') dependencies.countUnknownEvent(name);
  else await storePaymentEvent(dependencies, name, event, { by: `provider:${name}`, requestId });
}

function verified(provider: PaymentProvider, ...signed: Parameters<PaymentProvider['verifyEvent']>) {
  try {
    return provider.verifyEvent(...signed);
  } catch (error) {
    if (!(error instanceof ProviderEventError)) throw error;
    throw error.fault === 'malformed'
      ? new DomainError('validation_failed', { provider: provider.name })
      : new DomainError('signature_invalid', { provider: provider.name, fault: error.fault });
  }
}
