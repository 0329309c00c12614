/**
 * An operator's decision about a ledger that differed from its journal: where the journal is whole its pools go on with what
 * the journal makes; where it is broken they go on as they are stored. Later checks begin there where the two can not agree.
 */
import { figuresOfState } from '../domain/ledger/figures-of-state.ts';
import type { JsonObject } from '../domain/json.ts';
import type { JournalCheck } from '../domain/ledger/journal-check.ts';
import { availableOf, outstandingOf, type PoolState } from '../domain/ledger/state.ts';
import { storedFigures } from '../domain/ledger/stored-figures.ts';
import type { CheckedPlace } from '../persistence/models/housekeeping.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import type { TaskDocument } from '../persistence/models/work.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { readJournal } from './check-ledger.ts';
import { checkpointOf } from './checkpoints.ts';
import { holdHead } from './hold-head.ts';
import { isAboutLedger, type DifferenceFacts } from './known-differences.ts';
import { mendLotRecords, overdrawnUnits, poolOfJournal } from './mend-pool.ts';
import { beginAt, placeOf } from './verify-ledger.ts';

/** Opens the pools that the task blocks. Answers what the task tells from now on; null for a task about something else. */
export async function decideDifference(
  unit: UnitOfWork,
  task: TaskDocument,
): Promise<DifferenceFacts | null> {
  const { facts } = task;
  if (!isAboutLedger(facts)) return null;
  const { database, session } = unit;
  const head = await holdHead(database, task.accountId, session);
  if (head === null) return null;

  const check = facts.chain === null ? await checkToHead(unit, head) : null;
  const nextBlock = await nextBlockOf(unit, task);
  const pools: PoolState[] = [];
  for (const pool of head.pools) {
    if (pool.blockedBy !== task._id) pools.push(pool);
    else {
      const figures = check?.figures.pools.get(pool.resource);
      const mended = figures === undefined ? pool : await poolOfJournal(unit, pool, figures);
      pools.push({ ...mended, blockedBy: nextBlock.get(pool.resource) ?? null });
    }
  }
  const next = { ...head, pools };
  await database.native.ledgers.updateOne({ _id: head._id }, { $set: { pools } }, { session });
  await database.native.checkpoints.insertOne(checkpointOf(next), { session });
  if (check !== null) await mendLotRecords(unit, facts);
  if (check === null || isOverdrawn(check)) await beginAnew(unit, next);
  else {
    const checked = { ...placeOf(check), checkedAt: unit.recordedAt };
    await database.models.verifications.updateOne({ _id: head._id }, { $set: checked }, { session });
  }
  unit.audit({
    type: 'pool.unblocked',
    at: head.frozenAt ?? unit.recordedAt,
    accountId: head._id,
    facts: {
      taskId: task._id,
      goesOnWith: check === null ? 'the stored figures' : 'the figures of the journal',
    },
    before: figuresToTell(head.pools, facts.resources),
    after: figuresToTell(pools, facts.resources),
  });
  return { ...facts, decidedAt: head.sequence };
}

/** The journal up to the head; null where it is not whole, so that nothing can be mended from it. */
async function checkToHead(
  { database, session }: UnitOfWork,
  head: LedgerHeadDocument,
): Promise<JournalCheck | null> {
  const earlier = await database.models.verifications.findById(head._id).session(session).lean();
  for (const place of [earlier, earlier?.base ?? null]) {
    const check = beginAt(place);
    await readJournal(database, head._id, check, head.sequence, { session });
    if (!check.lacksLots) return check.fault === null && check.end.hash === head.hash ? check : null;
  }
  return null;
}

/** Then the journal and the head can not agree any more. */
function isOverdrawn({ figures }: JournalCheck): boolean {
  return [...figures.pools.values()].some((pool) => overdrawnUnits(pool) > 0);
}

/** By resource, the other open task that blocks it from now on. */
async function nextBlockOf(
  { database, session }: UnitOfWork,
  { _id, accountId }: TaskDocument,
): Promise<ReadonlyMap<string, string>> {
  const others = await database.models.tasks
    .find({ accountId, kind: 'reconcile.difference', state: 'open', _id: { $ne: _id } })
    .session(session)
    .lean();
  return new Map(
    others.flatMap((other) =>
      isAboutLedger(other.facts) ? other.facts.resources.map((resource) => [resource, other._id]) : [],
    ),
  );
}

/** Checks begin at the head as it is from now on, with every lot the account ever had. */
async function beginAnew(
  { database, session, recordedAt }: UnitOfWork,
  head: LedgerHeadDocument,
): Promise<void> {
  const figures = figuresOfState(head);
  const ended = await database.models.lots
    .find({ accountId: head._id, final: { $ne: null } })
    .session(session)
    .lean();
  for (const { _id, resource, credited, final } of ended) {
    if (final !== null) figures.pools.get(resource)?.lots.set(_id, { credited, ...final });
  }
  const { sequence, hash, at } = head;
  const place: CheckedPlace = { sequence, hash, at, figures: storedFigures(figures) };
  const base: CheckedPlace = { ...place, figures: storedFigures(figures, 'all lots') };
  await database.models.verifications.updateOne(
    { _id: head._id },
    { $set: { ...place, base, checkedAt: recordedAt, wholeAt: recordedAt } },
    { session, upsert: true },
  );
}

function figuresToTell(pools: readonly PoolState[], resources: readonly string[]): JsonObject {
  return Object.fromEntries(
    pools
      .filter(({ resource }) => resources.includes(resource))
      .map((pool) => [
        pool.resource,
        { available: availableOf(pool), arrears: outstandingOf(pool), ...pool.totals },
      ]),
  );
}
