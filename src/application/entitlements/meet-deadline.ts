/** The command `meet_deadline`: applies the effect of one deadline of an order, by its kind. */
import {
  endMaintenance,
  endStart,
  remindOfAcceptance,
  remindOfService,
  type DueTogether,
} from './services/meet-service-deadlines.ts';
import { settleEndOfLot } from '../ledger/settle-ledger.ts';
import { remindOfLot } from './lots/lot-deadlines.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import { breachCrediting, warnOfCrediting } from '../orders/crediting-deadlines.ts';
import { remindOfPayment } from '../orders/payment-window.ts';
import { updateLines } from '../orders/update-lines.ts';
import { endLicence, endTerm, remindOfPeriod, startPeriod } from './meet-period-deadlines.ts';
import type { TransitionContext, TransitionEffect } from '../orders/transition.ts';

/**
 * Meets a deadline: the change takes effect as of the deadline's own instant, however late it is processed. A deadline
 * that is missing has been met before and changes nothing.
 */
export async function meetDeadline(
  context: TransitionContext,
  deadlineId: string,
): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const deadlines = await unit.deadlinesSoFar();
  const deadline = await deadlines.findById(deadlineId).session(unit.session).lean();
  if (deadline?.orderId !== order._id || deadline.at > now) {
    // The end of a lot may have been booked by another transaction, which cleared the deadline but not updated the
    // lines.
    const effect = await updateLines(context);
    const isChange = effect.changes?.lines?.some(({ state }, index) => state !== order.lines[index]?.state);
    return isChange === true ? effect : { auditType: 'order.deadline_gone', facts: { deadlineId } };
  }
  await unit.clearDeadlines({ _id: deadlineId });
  const effect = await effectOf(context, deadline);
  return { at: deadline.at, ...effect };
}

/** A deadline with the order's other deadlines of the same kind and instant: each line of services has its own. */
async function dueWith({ unit }: TransitionContext, deadline: DeadlineDocument): Promise<DueTogether> {
  const { _id, workflowId, kind, at } = deadline;
  const others = await unit.database.models.deadlines
    .find({ workflowId, at, kind, _id: { $ne: _id } })
    .sort({ _id: 1 })
    .session(unit.session)
    .lean();
  return [deadline, ...others];
}

async function effectOf(context: TransitionContext, deadline: DeadlineDocument): Promise<TransitionEffect> {
  const { unit } = context;
  switch (deadline.kind) {
    case 'payment.reminder':
      return remindOfPayment(context, deadline);
    case 'crediting.warning':
      return warnOfCrediting(context, deadline);
    case 'crediting.breach':
      return breachCrediting(context, deadline);
    case 'lot.reminder':
      return { auditType: 'lot.reminded', facts: await remindOfLot(unit, deadline) };
    case 'lot.expires':
      // Settling books the end as of its due time.
      await settleEndOfLot(unit, deadline);
      return updateLines(context);
    case 'service.start_by':
      return endStart(context, await dueWith(context, deadline));
    case 'service.reminder':
      return remindOfService(context, await dueWith(context, deadline));
    case 'service.acceptance_reminder':
      return remindOfAcceptance(context, await dueWith(context, deadline));
    case 'service.ends':
      return endMaintenance(context, await dueWith(context, deadline));
    case 'licence.ends':
      return endLicence(context, deadline);
    case 'licence.starts':
    case 'term.starts':
      return startPeriod(context, deadline);
    case 'licence.reminder':
    case 'term.reminder':
      return remindOfPeriod(context, deadline);
    case 'term.ends':
      return endTerm(context, deadline);
    case 'payment.due':
    case 'episode.suspends':
    case 'delivery.retry':
      throw new Error(`a deadline of kind ${deadline.kind} is not met by an order's command`);
  }
}
