/** Stores a payment provider's event under the provider's id, before it is applied. */
import { isDuplicateKey } from '../../storage/driver-errors.ts';
import type { Actor } from '../../storage/actor.ts';
import { runTransaction } from '../../storage/transaction.ts';
import type { ProviderEvent } from '../../payment-providers/provider.ts';
import type { OrderDependencies } from '../orders/read-order-view.ts';

/** Resolves when the event is stored, by this call or an earlier one, and queues its application in the outbox. */
export async function storePaymentEvent(
  dependencies: OrderDependencies,
  provider: string,
  event: ProviderEvent,
  actor: Actor,
): Promise<void> {
  const _id = `${provider}:${event.eventId}`;
  const { paymentEvents, payments } = dependencies.database.models;
  try {
    await runTransaction(dependencies, actor, async (unit) => {
      const payment = await payments
        .findById(event.paymentId ?? '', { accountId: 1 })
        .session(unit.session)
        .lean();
      // A capture counts from now on, however long the relay takes.
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
