/** An operator gives a lot more time: later only, and while it lives. */
import type { CalendarDate } from '../../../domain/calendar.ts';
import { endOfGivenDate } from '../../../domain/given-end.ts';
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

/** Throws `not_found`, `illegal_transition` for a lot that has ended, `validation_failed` for an end that is not later or too far away. */
export async function extendLotOf(
  unit: UnitOfWork,
  { lotId, expiresOn, reason }: Extension,
): Promise<LotAfter> {
  const { lots } = unit.database.models;
  const { session } = unit;
  const found = await lots.findById(lotId, { accountId: 1 }).session(session).lean();
  if (found === null) throw new DomainError('not_found', { kind: 'lot', id: lotId });
  return changeLedger(unit, found.accountId, async (book) => {
    const before = await lots.findById(lotId).session(session).lean();
    if (before === null) throw new DomainError('not_found', { kind: 'lot', id: lotId });
    const { at, sandbox } = book;
    const { timeZone } = book;
    const expiresAt = endOfGivenDate('expiresOn', expiresOn, timeZone);
    assertExtendable(book, before, expiresOn, expiresAt);
    const figures = book.extend(before.resource, lotId, expiresAt);
    await lots.updateOne({ _id: lotId }, { $set: { expiresOn, expiresAt } }, { session });
    const document: LotDocument = { ...before, expiresOn, expiresAt };

    const deadlines = await unit.deadlinesSoFar();
    const watched = await deadlines.findById(`lot.expires:${lotId}`).session(session).lean();
    // A live lot has the deadline of its end; were it lost, a workflow of the lot's own would watch it from here on.
    const workflowId = watched === null ? workflowOfLot(lotId) : ownerIn(watched.workflowId);
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

function ownerIn(text: string): WorkflowId {
  const { kind, id } = parseWorkflowId(text);
  return workflowIdOf(kind, id);
}

function assertExtendable(
  book: LedgerSession,
  { _id, accountId, resource, expiresOn: current, expiresAt: end, ...lot }: LotDocument,
  expiresOn: CalendarDate,
  expiresAt: Instant,
): void {
  if (book.liveLot(resource, _id) === null) {
    // One that ended a moment ago is not booked yet.
    const ended = book.ended.find((one) => one.lot.lotId === _id)?.lot;
    throw new DomainError('lot_ended', {
      accountId,
      lotId: _id,
      state: lot.end ?? ended?.state ?? 'expired',
      endedAt: lot.endedAt ?? ended?.endedAt ?? end,
    });
  }
  if (expiresAt <= end) throw new DomainError('lot_end_not_later', { lotId: _id, current, expiresOn });
}
