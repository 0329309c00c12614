/** Books money that arrived for an order, however it came: it pays the order or is put aside (rules §8.4). */
import type { Instant } from '../domain/instant.ts';
import { ownerOf } from '../domain/owners.ts';
import type { JsonObject } from '../domain/json.ts';
import type { TaskKind } from '../domain/kinds.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import type { PaymentEvidence, PaymentState } from '../persistence/models/payment.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { paymentDueAt } from './commands.ts';

/** Money that has arrived for an order. */
export interface ReceivedMoney {
  readonly paymentId: string;
  readonly method: 'online' | 'offline';
  readonly amount: { readonly amountMinor: number; readonly currency: string };
  readonly capturedAt: Instant;
  readonly provider: string | null;
  readonly providerReference: string | null;
  readonly reference: string | null;
  readonly evidence: PaymentEvidence | null;
}

/** The states of money that paid nothing, with the task each opens for an operator. */
export const SPARE_MONEY_TASKS = {
  excess: 'payment.excess',
  mismatched: 'payment.mismatched',
  late: 'payment.late',
} as const satisfies Partial<Record<PaymentState, TaskKind>>;

/** Books money: it pays the order when the order waits for just this amount, and is put aside for an operator otherwise. */
export async function receiveMoney(
  unit: UnitOfWork,
  order: OrderDocument,
  money: ReceivedMoney,
  now: Instant,
): Promise<PaymentState> {
  const { payments, orders } = unit.database.models;
  const state = stateOfMoney(order, money);
  await payments.updateOne(
    { _id: money.paymentId },
    {
      $set: {
        state,
        amount: money.amount,
        capturedAt: money.capturedAt,
        providerReference: money.providerReference,
        recordedAt: unit.recordedAt,
      },
      $setOnInsert: {
        orderId: order._id,
        accountId: order.accountId,
        sandbox: order.sandbox,
        method: money.method,
        provider: money.provider,
        checkoutUrl: null,
        reference: money.reference,
        evidence: money.evidence,
        createdAt: now,
      },
    },
    { upsert: true, session: unit.session },
  );
  const facts = { paymentId: money.paymentId, amount: { ...money.amount }, method: money.method };
  if (state === 'captured') {
    const { paymentId, capturedAt, method } = money;
    await orders.updateOne(
      { _id: order._id },
      { $set: { payment: { paymentId, state, capturedAt, method } }, $inc: { revision: 1 } },
      { session: unit.session },
    );
    auditPayment(unit, order, money.paymentId, 'payment.captured', money.capturedAt, facts);
  } else {
    unit.openTask({
      kind: SPARE_MONEY_TASKS[state],
      cause: money.paymentId,
      accountId: order.accountId,
      sandbox: order.sandbox,
      orderId: order._id,
      at: now,
      dueAt: now,
      facts: { ...facts, expected: { ...order.total }, orderState: order.state },
    });
    auditPayment(unit, order, money.paymentId, `payment.${state}`, now, facts);
  }
  unit.tell(order.accountId, {
    type: 'keeper.poke',
    owner: ownerOf('order', order._id),
    because: `payment.${state}`,
  });
  return state;
}

/** Money buys from the instant it was captured: before the time to pay was over, it pays even an order that expired since. */
function stateOfMoney(
  order: OrderDocument,
  money: ReceivedMoney,
): 'captured' | 'excess' | 'mismatched' | 'late' {
  if (order.payment !== null) return 'excess';
  const waits = order.state === 'awaiting_payment' || order.state === 'payment_expired';
  if (!waits || order.awaitingPaymentAt === null) return 'late';
  if (money.capturedAt >= paymentDueAt(order, order.awaitingPaymentAt)) return 'late';
  const { amountMinor, currency } = money.amount;
  return amountMinor === order.total.amountMinor && currency === order.total.currency
    ? 'captured'
    : 'mismatched';
}

export function auditPayment(
  unit: UnitOfWork,
  order: OrderDocument,
  paymentId: string,
  type: string,
  at: Instant,
  facts: JsonObject,
): void {
  unit.audit({ type, at, accountId: order.accountId, orderId: order._id, facts: { paymentId, ...facts } });
}
