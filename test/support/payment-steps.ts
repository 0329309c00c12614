/** Payments in tests: a provider that accepts every charge and reports only the events that a test sends. */
import { applyPaymentEvent } from '../../src/application/payments/apply-payment-event.ts';
import { startPayment } from '../../src/application/payments/start-payment.ts';
import { storePaymentEvent } from '../../src/application/payments/store-payment-event.ts';
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import type { PaymentProvider, ProviderEvent } from '../../src/payment-providers/provider.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import type { PaymentDocument } from '../../src/storage/collections/payments.ts';
import type { TaskDocument } from '../../src/storage/collections/tasks.ts';
import { TESTER, type OrderFixture } from './order-fixtures.ts';
import { orderAfter } from './order-steps.ts';

export const START: Instant = '2026-01-10T09:00:00.000Z';
/** End of the payment window of an order that is confirmed at `START`. */
export const PAY_UNTIL = plusMs(START, 7 * DAY_MS);

export const provider: Pick<PaymentProvider, 'name' | 'createCharge'> = {
  name: 'bank',
  createCharge: ({ paymentId }) => Promise.resolve({ providerReference: `charge of ${paymentId}` }),
};

export function eventOf(
  paymentId: string,
  order: OrderDocument,
  given: Partial<ProviderEvent> = {},
): ProviderEvent {
  return {
    eventId: newId('cmd'),
    type: 'payment.captured',
    paymentId,
    providerReference: `capture of ${paymentId}`,
    amount: order.total,
    occurredAt: START,
    metadata: {},
    ...given,
  };
}

/** The steps of payments in a fixture. */
export function paymentSteps(fixture: OrderFixture) {
  const store = (event: ProviderEvent) => storePaymentEvent(fixture, 'bank', event, TESTER);
  const apply = (event: ProviderEvent) => applyPaymentEvent(fixture, `bank:${event.eventId}`);
  const tasksOf = (order: OrderDocument): Promise<TaskDocument[]> =>
    fixture.database.models.tasks.find({ orderId: order._id }).sort({ _id: 1 }).lean();

  return {
    store,
    apply,
    tasksOf,
    confirmed: (account: { sandboxNow?: Instant } = {}): Promise<OrderDocument> =>
      orderAfter(fixture, 'confirm', account),
    /** Starts an online payment of the order and returns its id. */
    charge: async (order: OrderDocument): Promise<string> => {
      const paymentId = newId('pay');
      const request = { orderId: order._id, paymentId, token: 'tok', actor: TESTER };
      await startPayment(fixture, provider as PaymentProvider, request);
      return paymentId;
    },
    /** Stores and applies an event and returns its outcome. */
    receive: async (event: ProviderEvent): Promise<string | null> => {
      await store(event);
      await apply(event);
      const { outcome } = await fixture.database.models.paymentEvents
        .findById(`bank:${event.eventId}`)
        .orFail()
        .lean();
      return outcome;
    },
    paymentsOf: (order: OrderDocument): Promise<PaymentDocument[]> =>
      fixture.database.models.payments.find({ orderId: order._id }).sort({ _id: 1 }).lean(),
    /** The kinds of the order's tasks that are open, sorted. */
    openTasksOf: async (order: OrderDocument): Promise<string[]> =>
      (await tasksOf(order))
        .filter(({ state }) => state === 'open')
        .map(({ kind }) => kind)
        .sort(),
    /** The reasons of the signals to the order's workflow, oldest first. */
    signalsOf: async (order: OrderDocument): Promise<string[]> => {
      const rows = await fixture.database.models.outbox
        .find({ 'message.workflowId': `order:${order._id}` })
        .sort({ _id: 1 })
        .lean();
      return rows.flatMap(({ message }) => (message.type === 'workflow.signal' ? [message.reason] : []));
    },
    endAgreement: async ({ accountId }: OrderDocument, terminatedAt: Instant): Promise<void> => {
      await fixture.database.models.agreements.updateMany({ accountId }, { $set: { terminatedAt } });
    },
  };
}
