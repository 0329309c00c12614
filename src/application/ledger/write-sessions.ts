/** Stores what ledger sessions booked, within one unit of work, and everything that follows from it. */
import { noticeFactsOf } from '../../domain/catalogue/edition.ts';
import type { LineId } from '../../domain/ids.ts';
import { workflowIdOf, parseWorkflowId } from '../../domain/workflow-ids.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { entryIdOf } from '../../storage/journal/journal-ids.ts';
import { pagesOf } from '../../storage/journal/journal-page.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { writeUnitArrears } from '../arrears/write-unit-arrears.ts';
import { writeCheckpoints } from './verify/checkpoints.ts';
import { ledgerUpdate } from './ledger-update.ts';
import type { LedgerSession } from './ledger-session.ts';
import { policiesForNotices, type PoolPolicyOf } from './policies-in-force.ts';

/** Another process changed a ledger since it was read: decide again on its current state. */
export class StaleLedgerError extends Error {
  override readonly name = 'StaleLedgerError';
}

/** Returns the states as stored, in the same order. Throws `StaleLedgerError` when a stored version is not the loaded one. */
export async function writeSessions(
  unit: UnitOfWork,
  ledgers: readonly LedgerSession[],
): Promise<LedgerDocument[]> {
  const { native } = unit.database;
  const session = unit.session;
  const states = ledgers.map((ledger) => ledger.nextState());
  // States first, so that a conflict shows before anything else is written.
  const written = await native.ledgers.bulkWrite(
    ledgers.flatMap(({ loaded }, index) => {
      const next = states[index];
      if (next === undefined) return [];
      const filter = { _id: loaded._id, version: loaded.version };
      return [{ updateOne: { filter, update: ledgerUpdate(loaded, next) } }];
    }),
    { session, ordered: false },
  );
  if (written.matchedCount !== states.length) throw new StaleLedgerError();

  const pages = ledgers.flatMap(({ accountId, sandbox, booked: { entries, usages } }) =>
    pagesOf({ accountId, sandbox, entries, usages }),
  );
  if (pages.length > 0) await native.journalPages.insertMany(pages, { session });
  await writeCheckpoints(unit, ledgers, states);
  await notifyWorkflowsOfLots(unit, ledgers);
  await writeLots(unit, ledgers);
  for (const ledger of ledgers) reportEndedLots(unit, ledger);
  // The cause first: notices of a pool that fell come before those of its arrears.
  const policyOf = await policiesForNotices(
    unit.database,
    ledgers.map(({ booked }) => booked),
    states,
  );
  for (const ledger of ledgers) reportDrops(unit, ledger, policyOf);
  const arrears = ledgers.map(({ accountId, sandbox, booked: { episodeEvents, settlements } }) => {
    return { accountId, sandbox, episodeEvents, settlements };
  });
  await writeUnitArrears(unit, arrears, policyOf);
  return states;
}

/** Sets the final figures of lots that ended, and clears those of lots that live again. */
async function writeLots(unit: UnitOfWork, ledgers: readonly LedgerSession[]): Promise<void> {
  const { lots } = unit.database.native;
  const { session } = unit;
  const revived = ledgers.flatMap(({ booked }) => booked.revived);
  if (revived.length > 0) {
    const live = { end: null, endedAt: null, final: null };
    await lots.updateMany({ _id: { $in: revived } }, { $set: live }, { session });
  }
  const ended = ledgers.flatMap(({ booked }) => booked.ended.map(({ lot }) => lot));
  if (ended.length === 0) return;
  await lots.bulkWrite(
    ended.map(({ lotId, state, endedAt, consumed, offset, expired, voided, remaining }) => ({
      updateOne: {
        filter: { _id: lotId },
        update: { $set: { end: state, endedAt, final: { consumed, offset, expired, voided, remaining } } },
      },
    })),
    { session },
  );
  await unit.clearDeadlines({ lotId: { $in: ended.map((lot) => lot.lotId) } });
}

/** Signals the workflow of each lot that ended and that no running order covers: its deadlines name that workflow. */
async function notifyWorkflowsOfLots(unit: UnitOfWork, ledgers: readonly LedgerSession[]): Promise<void> {
  const lotIds = ledgers.flatMap(({ booked }) => booked.ended.map(({ lot }) => lot.lotId));
  if (lotIds.length === 0) return;
  const deadlines = await unit.deadlinesSoFar();
  const stored = await deadlines
    .find({ _id: { $in: lotIds.map((id) => `lot.expires:${id}`) } }, { accountId: 1, workflowId: 1 })
    .session(unit.session)
    .lean();
  const accounts = new Map(stored.map(({ workflowId, accountId }) => [workflowId, accountId]));
  for (const [text, accountId] of accounts) {
    const { kind, id } = parseWorkflowId(text);
    if (kind !== 'lot') continue;
    const workflowId = workflowIdOf(kind, id);
    unit.publish(accountId, { type: 'workflow.signal', workflowId, reason: 'lot.ended' });
  }
}

function reportEndedLots(unit: UnitOfWork, { accountId, sandbox, booked }: LedgerSession): void {
  for (const { resource, lot, units, movement, sequence } of booked.expiries) {
    const { at } = movement;
    const { lotId, orderId } = lot;
    const facts = { lotId, resource, units, orderId };
    unit.audit({
      type: 'lot.expired',
      at,
      accountId,
      ...(orderId === null ? {} : { orderId }),
      facts,
      journal: { from: sequence, to: sequence },
      actor: SYSTEM,
    });
    unit.notify({ kind: 'lot.expired', cause: lotId, accountId, sandbox, at, payload: facts });
  }
  const orders = new Set(booked.ended.flatMap(({ lot }) => (lot.orderId === null ? [] : [lot.orderId])));
  for (const orderId of orders) {
    const workflowId = workflowIdOf('order', orderId);
    unit.publish(accountId, { type: 'workflow.signal', workflowId, reason: 'lot.ended' });
  }
}

/** One notice for each crossing of a threshold, whether by a usage, an expiry or a refund (rules §8.16). */
function reportDrops(
  unit: UnitOfWork,
  { accountId, sandbox, booked }: LedgerSession,
  policyOf: PoolPolicyOf,
): void {
  for (const { resource, at, sequence, before, available, lowBalanceUnits } of booked.drops) {
    const policy = policyOf(accountId, resource, at);
    const of = { cause: entryIdOf(accountId, sequence), accountId, sandbox, at };
    const facts = noticeFactsOf(policy.edition, { rule: 'warning', units: 1 });
    // One drop may pass several thresholds; the lowest of them describes the pool best.
    const threshold = (lowBalanceUnits ?? policy.lowBalanceUnits).findLast(
      (units) => available <= units && units < before,
    );
    if (threshold !== undefined) {
      unit.notify({ kind: 'pool.low', ...of, payload: { resource, threshold, available, ...facts } });
    }
    if (available === 0) unit.notify({ kind: 'pool.exhausted', ...of, payload: { resource, ...facts } });
  }
}

/** Id of the lot that a paid line credits. A line credits one lot, ever. */
export function lotIdOfLine(lineId: LineId): string {
  return derivedId('lot', lineId);
}
