/** How a round buys: places an order, confirms it, records its payment, and waits until it is credited. */
import type { OrderId } from '../../domain/ids.ts';
import { derivedId } from '../../infra/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { runTransaction } from '../../storage/transaction.ts';
import { giveOrderCommand } from '../orders/give-order-command.ts';
import { placeOrder } from '../orders/place-order.ts';
import { recordOfflinePayment } from '../payments/record-offline-payment.ts';
import { assertThat, awaitState } from './await-state.ts';
import {
  actorOf,
  callerFor,
  CANARY_NAME,
  noteIn,
  type CanaryDependencies,
  type Living,
} from './living-round.ts';

/** Places an order unless the round has it, and notes it in the field of the round. */
export async function place(
  dependencies: CanaryDependencies,
  { roundId, product, accountId, round }: Living,
  field: 'orderId' | 'topUpOrderId',
): Promise<OrderId> {
  const earlier = round[field];
  if (earlier !== null) return earlier;
  const { sku, quantity, term, termsVersion } = product;
  const line = { sku, quantity, ...(term && { term }) };
  const body = { accountId, channel: 'online', termsAccepted: true, termsVersion, lines: [line] } as const;
  const placing = { catalogues: dependencies.catalogues, placedByOperator: false };
  return runTransaction(dependencies, actorOf(roundId), async (unit) => {
    const order = await placeOrder(unit, body, placing);
    await noteIn(unit, roundId, { [field]: order._id });
    return order._id;
  });
}

export async function confirm(
  dependencies: CanaryDependencies,
  { roundId, accountId }: Living,
  orderId: OrderId | null,
): Promise<void> {
  assertThat(orderId !== null, 'there is no order');
  const order = await giveOrderCommand(dependencies, {
    orderId,
    name: 'confirm',
    commandId: derivedId('cmd', `${roundId}:${orderId}`),
    caller: callerFor(accountId),
    requestId: roundId,
  });
  assertThat(order.awaitingPaymentAt !== null, `the order is ${order.state} after its confirmation`);
}

export async function pay(
  dependencies: CanaryDependencies,
  { roundId }: Living,
  orderId: OrderId | null,
): Promise<void> {
  const order = await readOrder(dependencies, orderId);
  if (order.payment !== null) return;
  const payment = await runTransaction(dependencies, actorOf(roundId), (unit) =>
    recordOfflinePayment(unit, {
      orderId: order._id,
      paymentId: derivedId('pay', `${roundId}:${order._id}`),
      reference: roundId,
      amount: { ...order.total },
      evidence: { note: CANARY_NAME },
    }),
  );
  assertThat(payment.state === 'captured', `the payment is ${payment.state}`);
}

/** Throws `CanaryError` if the order is not credited in time. */
export async function awaitActive(dependencies: CanaryDependencies, orderId: OrderId | null): Promise<void> {
  await awaitState(
    () => readOrder(dependencies, orderId),
    ({ state, creditedAt }) => state === 'active' && creditedAt !== null,
    ({ state }) => `the order is ${state}`,
  );
}

async function readOrder({ database }: CanaryDependencies, orderId: OrderId | null): Promise<OrderDocument> {
  const order = orderId === null ? null : await database.models.orders.findById(orderId).lean();
  assertThat(order !== null, 'there is no order');
  return order;
}
