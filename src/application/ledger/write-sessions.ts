/** Stores what books hold, within a unit of work: heads guarded by their version, entries, ended lots, and who must hear of it. */
import { noticeFactsOf } from '../../domain/catalogue/edition.ts';
import type { AccountId, LineId } from '../../domain/ids.ts';
import { derivedId } from '../../infra/ids.ts';
import { workflowIdOf, parseWorkflowId } from '../../domain/workflow-ids.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { SYSTEM, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { writeUnitEpisodes } from '../arrears/unit-episodes.ts';
import { writeCheckpoints } from './verify/checkpoints.ts';
import { ledgerUpdate } from './ledger-update.ts';
import type { LedgerSession } from './ledger-session.ts';
import { poolPoliciesFor, type PoolPolicyOf } from './pool-notice-facts.ts';

/** Another process moved a head since it was read: decide again on what it is now. */
export class StaleLedgerError extends Error {
  override readonly name = 'StaleLedgerError';
}

/** Returns the heads as stored. Throws `StaleLedgerError` when one is no longer the one that was read. */
export async function writeSessions(
  unit: UnitOfWork,
  books: readonly LedgerSession[],
): Promise<LedgerDocument[]> {
  const { native } = unit.database;
  const session = unit.session;
  const heads = books.map((book) => book.nextHead());
  // Heads first: a conflict shows before anything else is written.
  const written = await native.ledgers.bulkWrite(
    books.flatMap(({ head }, index) => {
      const next = heads[index];
      if (next === undefined) return [];
      const filter = { _id: head._id, version: head.version };
      return [{ updateOne: { filter, update: ledgerUpdate(head, next) } }];
    }),
    { session, ordered: false },
  );
  if (written.matchedCount !== heads.length) throw new StaleLedgerError();

  const entries = books.flatMap((book) =>
    book.entries.map((entry) => ({
      ...entry,
      _id: derivedIdOfEntry(book.accountId, entry.sequence),
      accountId: book.accountId,
    })),
  );
  if (entries.length > 0) await native.journal.insertMany(entries, { session });
  await writeCheckpoints(unit, books, heads);
  await notifyWorkflowsOfLots(unit, books);
  await writeLots(unit, books);
  for (const book of books) tellOfLots(unit, book);
  // What made a pool fall is told before what became of its arrears.
  const policyOf = await poolPoliciesFor(unit, books, heads);
  for (const book of books) tellOfDrops(unit, book, policyOf);
  await writeUnitEpisodes(unit, books, policyOf);
  return heads;
}

/** The entry's id: its account and number, so that a chain cannot hold a number twice. */
function derivedIdOfEntry(accountId: AccountId, sequence: number): string {
  return `jrn_${accountId.slice(accountId.indexOf('_') + 1)}_${sequence}`;
}

/** Final figures of lots that ended, none any more of those that live again. */
async function writeLots(unit: UnitOfWork, books: readonly LedgerSession[]): Promise<void> {
  const { lots } = unit.database.native;
  const { session } = unit;
  const revived = books.flatMap((book) => book.revived);
  if (revived.length > 0) {
    const live = { end: null, endedAt: null, final: null };
    await lots.updateMany({ _id: { $in: revived } }, { $set: live }, { session });
  }
  const ended = books.flatMap((book) => book.ended.map(({ lot }) => lot));
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

/** A lot that no running order looks after has its deadlines in the name of the workflow that does. */
async function notifyWorkflowsOfLots(unit: UnitOfWork, books: readonly LedgerSession[]): Promise<void> {
  const lotIds = books.flatMap((book) => book.ended.map(({ lot }) => lot.lotId));
  if (lotIds.length === 0) return;
  const deadlines = await unit.deadlinesSoFar();
  const kept = await deadlines
    .find({ _id: { $in: lotIds.map((id) => `lot.expires:${id}`) } }, { accountId: 1, workflowId: 1 })
    .session(unit.session)
    .lean();
  for (const [text, accountId] of new Map(kept.map(({ workflowId, accountId }) => [workflowId, accountId]))) {
    const { kind, id } = parseWorkflowId(text);
    if (kind !== 'lot') continue;
    unit.publish(accountId, {
      type: 'workflow.signal',
      workflowId: workflowIdOf(kind, id),
      reason: 'lot.ended',
    });
  }
}

function tellOfLots(unit: UnitOfWork, book: LedgerSession): void {
  const { accountId, sandbox } = book;
  for (const { resource, lot, units, movement, sequence } of book.expiries) {
    const facts = { lotId: lot.lotId, resource, units, orderId: lot.orderId };
    unit.audit({
      type: 'lot.expired',
      at: movement.at,
      accountId,
      ...(lot.orderId === null ? {} : { orderId: lot.orderId }),
      facts,
      journal: { from: sequence, to: sequence },
      actor: SYSTEM,
    });
    unit.notify({
      kind: 'lot.expired',
      cause: lot.lotId,
      accountId,
      sandbox,
      at: movement.at,
      payload: facts,
    });
  }
  const orders = new Set(book.ended.flatMap(({ lot }) => (lot.orderId === null ? [] : [lot.orderId])));
  for (const orderId of orders)
    unit.publish(accountId, {
      type: 'workflow.signal',
      workflowId: workflowIdOf('order', orderId),
      reason: 'lot.ended',
    });
}

/** Once for each crossing, whatever brought it: a use, an expiry, a refund (rules §8.16). */
function tellOfDrops(unit: UnitOfWork, book: LedgerSession, policyOf: PoolPolicyOf): void {
  const { accountId, sandbox } = book;
  for (const { resource, at, sequence, before, available, lowBalanceUnits } of book.drops) {
    const policy = policyOf(accountId, resource, at);
    const of = { cause: derivedIdOfEntry(accountId, sequence), accountId, sandbox, at };
    const facts = noticeFactsOf(policy.edition, { rule: 'warning', units: 1 });
    // One drop may pass several thresholds: the lowest of them tells where the pool stands.
    const threshold = (lowBalanceUnits ?? policy.lowBalanceUnits).findLast(
      (units) => available <= units && units < before,
    );
    if (threshold !== undefined) {
      unit.notify({ kind: 'pool.low', ...of, payload: { resource, threshold, available, ...facts } });
    }
    if (available === 0) unit.notify({ kind: 'pool.exhausted', ...of, payload: { resource, ...facts } });
  }
}

/** Id of the lot that a paid line credits: one for ever. */
export function lotIdOfLine(lineId: LineId): string {
  return derivedId('lot', lineId);
}
