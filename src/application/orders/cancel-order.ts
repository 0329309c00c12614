/** The command `cancel`: an unpaid order is given up. */
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/** Clears the order's deadlines and resolves the task `agreement.needed`. */
export async function cancelOrder({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  await unit.clearDeadlines({ orderId: order._id });
  await resolveAgreementTask(unit, order._id, now);
  return { auditType: 'order.cancelled', changes: { closedAt: now } };
}
