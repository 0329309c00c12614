/**
 * Moves an order from state to state as its workflow does, without the workflow: one numbered transition after another.
 */
import { cancelOrder } from '../../src/application/orders/cancel-order.ts';
import { confirmOrder } from '../../src/application/orders/confirm-order.ts';
import { expirePayment } from '../../src/application/orders/payment-window.ts';
import { passAgreementCheck } from '../../src/application/orders/pass-agreement-check.ts';
import { startFulfilment } from '../../src/application/orders/start-fulfilment.ts';
import { creditLines } from '../../src/application/entitlements/credit-lines.ts';
import { meetDeadline } from '../../src/application/entitlements/meet-deadline.ts';
import {
  transition,
  type TransitionContext,
  type TransitionEffect,
} from '../../src/application/orders/transition.ts';
import type { OrderCommand } from '../../src/domain/orders/states.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import type { DeadlineDocument } from '../../src/storage/collections/deadlines.ts';
import {
  openAccount,
  orderOf,
  payOffline,
  readOrder,
  TESTER,
  type NewAccount,
  type OrderFixture,
} from './order-fixtures.ts';

export type Effect = (context: TransitionContext) => Promise<TransitionEffect>;

/** The effects of the commands that tests apply. */
export const EFFECTS = {
  confirm: confirmOrder,
  cancel: cancelOrder,
  pass_agreement_check: passAgreementCheck,
  expire_payment: expirePayment,
  start_fulfilment: startFulfilment,
  credit: creditLines,
} as const satisfies Partial<Record<OrderCommand, Effect>>;

/** Applies a command as the order's next transition and returns the order after it. */
export async function applyCommand(
  fixture: OrderFixture,
  { _id }: { _id: string },
  command: keyof typeof EFFECTS,
): Promise<OrderDocument> {
  const { sequence } = await readOrder(fixture, { _id });
  await transition(
    fixture,
    { orderId: _id, command, sequence: sequence + 1, about: '', actor: TESTER },
    EFFECTS[command],
  );
  return readOrder(fixture, { _id });
}

/** Processes one of the order's deadlines, whether or not it is due, and returns the order after it. */
export async function processDeadline(
  fixture: OrderFixture,
  { _id }: { _id: string },
  deadlineId: string,
): Promise<OrderDocument> {
  const { sequence } = await readOrder(fixture, { _id });
  await transition(
    fixture,
    { orderId: _id, command: 'meet_deadline', sequence: sequence + 1, about: deadlineId, actor: TESTER },
    (context) => meetDeadline(context, deadlineId),
  );
  return readOrder(fixture, { _id });
}

const STEPS = ['confirm', 'pay', 'start_fulfilment', 'credit'] as const;

/** An order of a new account after all steps up to `last`. */
export async function orderAfter(
  fixture: OrderFixture,
  last: (typeof STEPS)[number] | 'place',
  account: NewAccount & { lines?: Parameters<typeof orderOf>[2] } = {},
): Promise<OrderDocument> {
  const { lines, ...customer } = account;
  const order = await orderOf(fixture, await openAccount(fixture, customer), lines);
  for (const step of last === 'place' ? [] : STEPS.slice(0, STEPS.indexOf(last) + 1)) {
    if (step === 'pay') await payOffline(fixture, order);
    else await applyCommand(fixture, order, step);
  }
  return readOrder(fixture, order);
}

/** The order's deadlines, the earliest first. */
export async function deadlinesOf(
  { database }: OrderFixture,
  order: { _id: string },
): Promise<DeadlineDocument[]> {
  return database.models.deadlines.find({ orderId: order._id }).sort({ at: 1, _id: 1 }).lean();
}

/** Everything that is stored about the order and its account, to check that nothing has changed. */
export async function recordOf(
  { database }: OrderFixture,
  { _id, accountId }: OrderDocument,
): Promise<unknown> {
  const { models } = database;
  const all = [
    models.audit,
    models.outbox,
    models.deadlines,
    models.tasks,
    models.notices,
    models.lots,
    models.journalPages,
  ];
  return {
    order: await models.orders.findById(_id).lean(),
    head: await models.ledgers.findById(accountId).lean(),
    payments: await models.payments.find({ orderId: _id }).sort({ _id: 1 }).lean(),
    rows: await Promise.all(
      all.map((model) => model.collection.find({ accountId }).sort({ _id: 1 }).toArray()),
    ),
  };
}
