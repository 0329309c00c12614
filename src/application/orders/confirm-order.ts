/** The command `confirm`: the customer's order is verified, and the payment window opens (rules §8.4). */
import { requireAgreement } from '../agreements/agreement-check.ts';
import { setPaymentDeadlines } from './payment-window.ts';
import { assertNotLicensedElsewhere } from './perpetual-licences.ts';
import { assertNotQueuedTooFar } from './queued-cover.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/** Sets the payment deadlines. Throws `agreement_required`, or `order_invalid` with one violation for each line. */
export async function confirmOrder({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const agreementId = await requireAgreement(unit, order, now);
  await assertNotLicensedElsewhere(unit, order);
  await assertNotQueuedTooFar(unit, order, now);
  const payUntil = setPaymentDeadlines(unit, order, now);
  return {
    auditType: 'order.confirmed',
    facts: { payUntil },
    changes: { agreementId, awaitingPaymentAt: now },
  };
}
