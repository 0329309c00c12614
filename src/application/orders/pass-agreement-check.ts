/**
 * The command `pass_agreement_check`: an active agreement now covers the order, so that it may be confirmed (rules
 * §8.3).
 */
import { requireAgreement } from '../agreements/agreement-check.ts';
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/** Records the agreement on the order and resolves the task `agreement.needed`. Throws `agreement_required`. */
export async function passAgreementCheck({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const agreementId = await requireAgreement(unit, order, now);
  await resolveAgreementTask(unit, order._id, now);
  return { auditType: 'order.agreement_satisfied', facts: { agreementId }, changes: { agreementId } };
}
