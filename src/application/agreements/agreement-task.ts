/**
 * The task `agreement.needed`: sales get an agreement signed. An order has at most one such task open; it is opened
 * again whenever confirming or paying fails because no agreement is active (D-16).
 */
import { DAY_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { resolveTasks } from '../../storage/resolve-tasks.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

const KIND = 'agreement.needed';
/** The task is due after this time. */
const TASK_DAYS = 7;
/**
 * States of an unpaid order that a new agreement unblocks. The task of `awaiting_agreement` is resolved by its check.
 */
const UNBLOCKED_STATES: readonly OrderState[] = [
  'awaiting_confirmation',
  'awaiting_payment',
  'payment_expired',
];

/** Opens the task unless it is open. */
export async function openAgreementTask(unit: UnitOfWork, order: OrderDocument, now: Instant): Promise<void> {
  const tasks = await unit.tasksSoFar();
  const earlier = await tasks
    .find({ orderId: order._id, kind: KIND }, { state: 1 })
    .session(unit.session)
    .lean();
  if (earlier.some(({ state }) => state === 'open')) return;
  unit.openTask({
    kind: KIND,
    // Two concurrent failures have the same cause, so they open one task.
    cause: earlier.length === 0 ? order._id : `${order._id}:${earlier.length}`,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: now,
    dueAt: plusMs(now, TASK_DAYS * DAY_MS),
    facts: { productLine: order.productLine },
  });
}

/** Resolves the open task of an order, which no longer needs an agreement. */
export async function resolveAgreementTask(unit: UnitOfWork, orderId: OrderId, now: Instant): Promise<void> {
  await resolveTasks(unit, { kind: KIND, orderIds: [orderId] }, now);
}

/** Resolves the tasks of the unpaid orders that a new agreement unblocks. */
export async function resolveTasksCoveredBy(
  unit: UnitOfWork,
  { accountId, productLines }: AgreementDocument,
  now: Instant,
): Promise<void> {
  const unblocked = await unit.database.models.orders
    .find({ accountId, state: { $in: UNBLOCKED_STATES }, productLine: { $in: productLines } }, { _id: 1 })
    .session(unit.session)
    .lean();
  const orderIds = unblocked.map(({ _id }) => _id);
  if (orderIds.length > 0) await resolveTasks(unit, { kind: KIND, orderIds }, now);
}

/** Runs `work`. If it throws `agreement_required`, opens the task for sales and rethrows. */
export async function withAgreementTask<T>(
  dependencies: TransactionDependencies,
  orderId: OrderId,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'agreement_required') {
      // The failed transaction is rolled back, so the task needs its own.
      await runTransaction(dependencies, SYSTEM, async (unit) => {
        const order = await unit.database.models.orders.findById(orderId).session(unit.session).lean();
        if (order !== null) await openAgreementTask(unit, order, await unit.accountNow(order.accountId));
      });
    }
    throw error;
  }
}
