/** Lets an operator extend the validity of a live lot (rules §8.10). */
import type { CalendarDate } from '../../../domain/calendar.ts';
import { endOfGivenDate } from '../given-end.ts';
import type { Instant } from '../../../domain/instant.ts';
import { workflowIdOf, parseWorkflowId, type WorkflowId } from '../../../domain/workflow-ids.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { LotId } from '../../../domain/ids.ts';
import { changeLedger } from '../../ledger/change-ledger.ts';
import type { LedgerSession } from '../../ledger/ledger-session.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { LotAfter } from './grant-credit.ts';
import { workflowOfLot, reminderDaysOf, setLotDeadlines } from './lot-deadlines.ts';

export interface Extension {
  readonly lotId: LotId;
  readonly expiresOn: CalendarDate;
  readonly reason: string;
}

/**
 * Returns the extended lot. Throws `not_found`, `illegal_transition` for a lot that has ended, and `validation_failed`
 * for an end that is not later or too far away.
 */
export async function extendLot(
  unit: UnitOfWork,
  { lotId, expiresOn, reason }: Extension,
): Promise<LotAfter> {
  const { lots } = unit.database.models;
  const { session } = unit;
  const found = await lots.findById(lotId, { accountId: 1 }).session(session).lean();
  if (found === null) throw new DomainError('not_found', { kind: 'lot', id: lotId });
  return changeLedger(unit, found.accountId, async (ledger) => {
    const before = await lots.findById(lotId).session(session).lean();
    if (before === null) throw new DomainError('not_found', { kind: 'lot', id: lotId });
    const { at, sandbox } = ledger;
    const { timeZone } = ledger;
    const expiresAt = endOfGivenDate('expiresOn', expiresOn, timeZone);
    assertExtendable(ledger, before, expiresOn, expiresAt);
    const figures = ledger.extend(before.resource, lotId, expiresAt);
    await lots.updateOne({ _id: lotId }, { $set: { expiresOn, expiresAt } }, { session });
    const document: LotDocument = { ...before, expiresOn, expiresAt };

    const deadlines = await unit.deadlinesSoFar();
    const stored = await deadlines.findById(`lot.expires:${lotId}`).session(session).lean();
    // The deadlines stay with their workflow. If they are lost, a workflow of the lot's own processes the new ones.
    const workflowId = stored === null ? workflowOfLot(lotId) : parsedWorkflowId(stored.workflowId);
    const reminderDays = await reminderDaysOf(unit, document);
    await unit.clearDeadlines({ lotId: { $in: [lotId] } });
    setLotDeadlines(unit, document, { sandbox, workflowId, reminderDays, timeZone, now: at });
    unit.publish(before.accountId, { type: 'workflow.signal', workflowId, reason: 'lot.extended' });
    unit.audit({
      type: 'lot.extended',
      at,
      accountId: before.accountId,
      ...(before.orderId === null ? {} : { orderId: before.orderId }),
      reason,
      facts: { lotId, resource: before.resource, units: figures.remaining },
      before: { expiresOn: before.expiresOn, expiresAt: before.expiresAt },
      after: { expiresOn, expiresAt },
    });
    return { document, figures, state: 'live' };
  });
}

function parsedWorkflowId(text: string): WorkflowId {
  const { kind, id } = parseWorkflowId(text);
  return workflowIdOf(kind, id);
}

function assertExtendable(
  ledger: LedgerSession,
  { _id, accountId, resource, expiresOn: current, expiresAt: end, ...lot }: LotDocument,
  expiresOn: CalendarDate,
  expiresAt: Instant,
): void {
  if (ledger.liveLot(resource, _id) === null) {
    // An end that this session has just settled is not stored yet.
    const ended = ledger.ended.find((one) => one.lot.lotId === _id)?.lot;
    throw new DomainError('lot_ended', {
      accountId,
      lotId: _id,
      state: lot.end ?? ended?.state ?? 'expired',
      endedAt: lot.endedAt ?? ended?.endedAt ?? end,
    });
  }
  if (expiresAt <= end) throw new DomainError('lot_end_not_later', { lotId: _id, current, expiresOn });
}
