/** Stores a provider's event before anything is made of it: once for ever, under the provider's own id. */
import { isDuplicateKey } from '../../storage/idempotency.ts';
import { transact, type Actor } from '../../storage/unit-of-work.ts';
import type { ProviderEvent } from '../../payment-providers/provider.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';

/** Resolves when the event is stored, by this call or by an earlier one. Applying it is the relay's work. */
export async function storePaymentEvent(
  dependencies: OrderDependencies,
  provider: string,
  event: ProviderEvent,
  actor: Actor,
): Promise<void> {
  const _id = `${provider}:${event.eventId}`;
  const { paymentEvents, payments } = dependencies.database.models;
  try {
    await transact(dependencies, actor, async (unit) => {
      const payment = await payments
        .findById(event.paymentId ?? '', { accountId: 1 })
        .session(unit.session)
        .lean();
      // However long the relay takes, a capture counts from here on.
      const accountAt = payment === null ? null : await unit.accountNow(payment.accountId);
      await paymentEvents.insertMany(
        [
          {
            _id,
            provider,
            event: { ...event },
            receivedAt: unit.recordedAt,
            accountAt,
            appliedAt: null,
            outcome: null,
          },
        ],
        { session: unit.session },
      );
      unit.publish(payment?.accountId ?? '', { type: 'payment.apply', eventId: _id });
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
