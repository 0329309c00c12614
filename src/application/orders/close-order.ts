/** The commands `complete` and `close_refunded`: an order is closed when time can no longer change it (rules §8.1). */
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { latest, lineStatuses } from './line-statuses.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/** Completes an order as of the end of the last entitlement it bought. */
export async function completeOrder({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  // Only the deadlines of the order's workflow: a lot that is revived later has a workflow of its own.
  await unit.clearDeadlines({ workflowId: workflowIdOf('order', order._id) });
  const statuses = await lineStatuses(unit.database, order.lines, unit.session);
  const at = latest(statuses.map(({ endedAt }) => endedAt)) ?? now;
  return { auditType: 'order.completed', at, changes: { closedAt: at } };
}

/** Closes an order of which every line was refunded. */
export async function closeRefunded({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  await unit.clearDeadlines({ orderId: order._id });
  return { auditType: 'order.refunded', changes: { closedAt: now, held: false } };
}
