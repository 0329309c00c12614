/**
 * Rebuilds checkpoints that differ from an intact journal. Current balances do not depend on them, so that no pool is
 * blocked; a task tells operators that something other than the product wrote to the database.
 */
import { SYSTEM } from '../../../storage/actor.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import { taskIdOf } from '../../../storage/side-effects.ts';
import { runTransaction, type TransactionDependencies } from '../../../storage/transaction.ts';
import type { WrongCheckpoint } from '../verify/checkpoint-check.ts';

/** Most checkpoints that the facts of the task name; `count` counts them all. */
const MOST_NAMED = 20;

/** Returns how many were repaired: those that no other run has repaired meanwhile. Opens one task for all of them. */
export function repairCheckpoints(
  dependencies: TransactionDependencies,
  { _id: accountId, frozenAt }: LedgerDocument,
  wrong: readonly WrongCheckpoint[],
): Promise<number> {
  return runTransaction(dependencies, SYSTEM, async (unit) => {
    const { database, session, recordedAt } = unit;
    const repaired: WrongCheckpoint[] = [];
    for (const one of wrong) {
      const { checkpointId, sequence, storedAt, at, pools } = one;
      const { modifiedCount } = await database.native.checkpoints.updateOne(
        { _id: checkpointId, sequence, at: storedAt },
        { $set: { at, pools: [...pools] } },
        { session },
      );
      if (modifiedCount === 1) repaired.push(one);
    }
    const [first] = repaired;
    if (first === undefined) return 0;
    const at = frozenAt ?? recordedAt;
    const cause = `${first.checkpointId}:${recordedAt}`;
    const facts = {
      about: 'checkpoint',
      resources: [
        ...new Set(repaired.flatMap(({ differences }) => differences.map(({ resource }) => resource))),
      ],
      count: repaired.length,
      checkpoints: repaired.slice(0, MOST_NAMED).map(({ pools: _, differences, ...named }) => ({
        ...named,
        differences: differences.map((difference) => ({ ...difference })),
      })),
    };
    unit.openTask({
      kind: 'reconcile.difference',
      cause,
      accountId,
      sandbox: frozenAt !== null,
      at,
      dueAt: at,
      facts,
    });
    unit.audit({
      type: 'checkpoint.repaired',
      at,
      accountId,
      reason: 'stored checkpoints differ from the journal',
      facts: { taskId: taskIdOf('reconcile.difference', cause), ...facts },
    });
    return repaired.length;
  });
}
