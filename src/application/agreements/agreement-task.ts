/**
 * The task `agreement.needed`: sales have an agreement signed. An order has at most one open; it opens again each time that
 * confirming or paying fails for want of an agreement (D-16).
 */
import { DAY_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { OrderState } from '../../domain/orders/states.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import { resolveTasks } from '../../storage/resolve-tasks.ts';
import {
  SYSTEM,
  transact,
  type TransactionDependencies,
  type UnitOfWork,
} from '../../storage/unit-of-work.ts';

const KIND = 'agreement.needed';
/** Within this time sales should have the agreement signed (the task's due time). */
const TASK_DAYS = 7;
/** The states of an unpaid order that an agreement still helps. A gate of its own closes the task of `awaiting_agreement`. */
const HELPED_STATES: readonly OrderState[] = ['awaiting_confirmation', 'awaiting_payment', 'payment_expired'];

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
    // Two refusals at the same moment have the same cause, so they open one task.
    cause: earlier.length === 0 ? order._id : `${order._id}:${earlier.length}`,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: now,
    dueAt: plusMs(now, TASK_DAYS * DAY_MS),
    facts: { productLine: order.productLine },
  });
}

/** Closes the task of an order that does not need an agreement any more. */
export async function resolveAgreementTask(unit: UnitOfWork, orderId: OrderId, now: Instant): Promise<void> {
  await resolveTasks(unit, { kind: KIND, orderIds: [orderId] }, now);
}

/** Closes the tasks of the unpaid orders that a new agreement lets go on. */
export async function resolveTasksHelpedBy(
  unit: UnitOfWork,
  { accountId, productLines }: AgreementDocument,
  now: Instant,
): Promise<void> {
  const helped = await unit.database.models.orders
    .find({ accountId, state: { $in: HELPED_STATES }, productLine: { $in: productLines } }, { _id: 1 })
    .session(unit.session)
    .lean();
  const orderIds = helped.map(({ _id }) => _id);
  if (orderIds.length > 0) await resolveTasks(unit, { kind: KIND, orderIds }, now);
}

/** Runs `work`; when an agreement is missing, sales are asked for one before the refusal is passed on. */
export async function askingForAgreement<T>(
  dependencies: TransactionDependencies,
  orderId: OrderId,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'agreement_required') {
      // A refusal leaves nothing behind, so the task has a transaction of its own.
      await transact(dependencies, SYSTEM, async (unit) => {
        const order = await unit.database.models.orders.findById(orderId).session(unit.session).lean();
        if (order !== null) await openAgreementTask(unit, order, await unit.accountNow(order.accountId));
      });
    }
    throw error;
  }
}
