/** An operator's decision about a ledger that differed from its journal: its pools are drawn on again. */
import type { TaskDocument } from '../../../storage/collections/tasks.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { rebaseline } from './rebaseline.ts';
import { lockLedger } from '../lock-ledger.ts';
import { isAboutLedger } from '../verify/known-differences.ts';

/**
 * Opens the pools that the task blocks, those that another open task is about to that one. Where the chain is broken the pools
 * go on as they are stored, and later checks begin there. Does nothing for a task about something else.
 */
export async function decideDifference(unit: UnitOfWork, task: TaskDocument): Promise<void> {
  const { facts, accountId } = task;
  if (accountId === null || !isAboutLedger(facts)) return;
  const { database, session } = unit;
  const head = await lockLedger(database, accountId, session);
  if (head === null) return;
  const others = await blocksOfOthers(unit, task);
  const pools = head.pools.map((pool) =>
    pool.blockedBy === task._id ? { ...pool, blockedBy: others.get(pool.resource) ?? null } : pool,
  );
  await database.native.ledgers.updateOne({ _id: head._id }, { $set: { pools } }, { session });
  if (facts.chain !== null) await rebaseline(unit, { ...head, pools });
  unit.audit({
    type: 'pool.unblocked',
    at: head.frozenAt ?? unit.recordedAt,
    accountId: head._id,
    facts: {
      taskId: task._id,
      resources: facts.resources,
      stillBlocked: facts.resources.filter((resource) => others.has(resource)),
    },
  });
}

/** By resource, another open task about it. */
async function blocksOfOthers(
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
