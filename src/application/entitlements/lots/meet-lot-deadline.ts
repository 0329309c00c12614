/** Meets a deadline of a lot that has a workflow of its own: a reminder, or its end (rules §8.6). */
import type { LotId } from '../../../domain/ids.ts';
import { settleEndOfLot } from '../../ledger/settle-ledger.ts';
import { refreshLines } from '../../orders/update-lines.ts';
import { SYSTEM } from '../../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../../storage/transaction.ts';
import { workflowOfLot, remindOfLot } from './lot-deadlines.ts';

/** Meets one deadline as of its own instant. A deadline that is missing or not yet due changes nothing. */
export async function meetLotDeadline(
  dependencies: TransactionDependencies,
  lotId: LotId,
  deadlineId: string,
): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const deadlines = await unit.deadlinesSoFar();
    const deadline = await deadlines
      .findOne({ _id: deadlineId, workflowId: workflowOfLot(lotId) })
      .session(unit.session)
      .lean();
    if (deadline === null || deadline.at > (await unit.accountNow(deadline.accountId))) return;
    if (deadline.kind === 'lot.expires') await settleEndOfLot(unit, deadline);
    await unit.clearDeadlines({ _id: deadlineId });
    if (deadline.kind === 'lot.reminder') {
      const { at, accountId, orderId } = deadline;
      const facts = await remindOfLot(unit, deadline);
      unit.audit({ type: 'lot.reminded', at, accountId, ...(orderId === null ? {} : { orderId }), facts });
    }
  });
}

/** Updates the line of a completed order to the lot's current state. */
export async function refreshLineOfLot(dependencies: TransactionDependencies, lotId: LotId): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const lot = await unit.database.models.lots.findById(lotId, { orderId: 1 }).session(unit.session).lean();
    if (lot !== null && lot.orderId !== null) await refreshLines(unit, lot.orderId);
  });
}
