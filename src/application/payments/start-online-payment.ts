/** Starts an online payment with the provider that takes new payments. */
import { DomainError } from '../../domain/errors.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';
import { ProviderUnavailableError } from '../../payment-providers/provider-errors.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { withAgreementTask } from '../agreements/agreement-task.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';
import { startPayment, type StartPayment } from './start-payment.ts';

/**
 * Returns the payment as it was started, whatever became of it since: its event reports that. Only a refusal by the provider
 * is shown at once. Throws `not_configured` without a provider, `unavailable` if the provider does not respond, and what
 * `startPayment` throws.
 */
export async function startOnlinePayment(
  dependencies: OrderDependencies,
  [provider]: readonly PaymentProvider[],
  request: StartPayment,
): Promise<PaymentDocument> {
  if (provider === undefined) throw new DomainError('not_configured', { variable: 'FAKE_PAYMENT_URL' });
  try {
    const payment = await withAgreementTask(dependencies, request.orderId, () =>
      startPayment(dependencies, provider, request),
    );
    return asStarted(payment);
  } catch (error) {
    if (!(error instanceof ProviderUnavailableError)) throw error;
    throw new DomainError('unavailable', { service: `payment provider ${provider.name}` });
  }
}

function asStarted(payment: PaymentDocument): PaymentDocument {
  const refused = payment.state === 'declined' && payment.providerReference === null;
  return refused ? payment : { ...payment, state: 'pending', capturedAt: null, reason: null };
}
