/** Resolves a task by a person's decision, and applies what the decision means for its ledger, refund or message. */
import { DomainError } from '../../domain/errors.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { decideDifference } from '../ledger/repair/decide-difference.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { sendAgain } from '../../storage/dead-letters.ts';
import { completeRejectedRefund } from '../refunds/pay-refund.ts';

/**
 * Returns the resolved task and signals the order's workflow. `needsAttention` of the order stays true while another
 * operator task is open. Throws `conflict` if the task is already resolved.
 */
export async function resolveTask(unit: UnitOfWork, task: TaskDocument, note: string): Promise<TaskDocument> {
  const { orders } = unit.database.models;
  const tasks = await unit.tasksSoFar();
  const { session } = unit;
  const resolvedAt = task.accountId === null ? unit.recordedAt : await unit.accountNow(task.accountId);
  await decideDifference(unit, task);
  await completeRejectedRefund(unit, task);
  await sendAgain(unit, task);
  const resolved = await tasks
    .findOneAndUpdate(
      { _id: task._id, state: 'open' },
      { $set: { state: 'resolved', resolvedAt, resolvedBy: unit.actor.by, note } },
      { session, returnDocument: 'after' },
    )
    .lean();
  if (resolved === null)
    throw new DomainError('task_resolved', { taskId: task._id, resolvedAt: task.resolvedAt });
  const { accountId, orderId, kind } = task;
  if (orderId !== null && accountId !== null) {
    const open = await tasks.exists({ orderId, state: 'open', role: 'operator' }).session(session);
    await orders.updateOne({ _id: orderId }, { $set: { needsAttention: open !== null } }, { session });
    unit.publish(accountId, {
      type: 'workflow.signal',
      workflowId: workflowIdOf('order', orderId),
      reason: 'task.resolved',
    });
  }
  unit.audit({
    type: 'task.resolved',
    at: resolvedAt,
    accountId,
    ...(orderId === null ? {} : { orderId }),
    reason: note,
    facts: { taskId: task._id, kind },
  });
  return resolved;
}
