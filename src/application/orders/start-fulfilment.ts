/** The command `start_fulfilment`: the order is paid, and its crediting is due (rules §8.5). */
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import { setCreditingDeadlines } from './crediting-deadlines.ts';
import { openRenewalContact } from './renewal-contact.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/**
 * Replaces the payment deadlines with those of crediting, opens the sales task of a renewal and notifies the platforms.
 * It takes effect as of the capture.
 */
export async function startFulfilment({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} starts without a payment`);
  const { paymentId, capturedAt } = payment;
  await resolveAgreementTask(unit, order._id, now);
  await unit.clearDeadlines({ orderId: order._id });
  const { warningAt, breachAt } = setCreditingDeadlines(unit, order, capturedAt, now);
  await openRenewalContact(unit, order, capturedAt);
  unit.notify({
    kind: 'order.paid',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: capturedAt,
    payload: {
      orderId: order._id,
      reference: order.reference,
      total: { ...order.total },
      capturedAt,
    },
  });
  return {
    auditType: 'order.paid',
    at: capturedAt,
    facts: { paymentId, warningAt, breachAt },
    changes: { closedAt: null },
  };
}
