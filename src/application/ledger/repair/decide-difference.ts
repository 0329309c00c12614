/** An operator's decision about a ledger that differed from its journal: its pools are unblocked. */
import type { TaskDocument } from '../../../storage/collections/tasks.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { rebaseline } from './rebaseline.ts';
import { lockLedger } from '../ledger-state.ts';
import { isAboutLedger } from '../verify/reported-differences.ts';

/**
 * Unblocks the pools of the task. A pool that another open task is about stays blocked by that task. Where the chain is broken,
 * the pools continue with their stored figures and later checks begin there. Does nothing for a task about something else.
 */
export async function decideDifference(unit: UnitOfWork, task: TaskDocument): Promise<void> {
  const { facts, accountId } = task;
  if (accountId === null || !isAboutLedger(facts)) return;
  const { database, session } = unit;
  const state = await lockLedger(database, accountId, session);
  if (state === null) return;
  const others = await blocksOfOthers(unit, task);
  const pools = state.pools.map((pool) =>
    pool.blockedBy === task._id ? { ...pool, blockedBy: others.get(pool.resource) ?? null } : pool,
  );
  await database.native.ledgers.updateOne({ _id: state._id }, { $set: { pools } }, { session });
  if (facts.chain !== null) await rebaseline(unit, { ...state, pools });
  unit.audit({
    type: 'pool.unblocked',
    at: state.frozenAt ?? unit.recordedAt,
    accountId: state._id,
    facts: {
      taskId: task._id,
      resources: facts.resources,
      stillBlocked: facts.resources.filter((resource) => others.has(resource)),
    },
  });
}

/** Another open task about a pool, by resource. */
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
