/** Copies of a head's pools, kept every so many entries and wherever entries alone would not tell what a lot became. */
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { CheckpointDocument } from '../../../storage/collections/checkpoints.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { LedgerSession } from '../ledger-session.ts';

/** Entries of an account between two checkpoints: a read of the past folds about so many. */
export const CHECKPOINT_ENTRIES = 500;

/** Stores a checkpoint of each head that is due for one. `heads` are those the books became, in the same order. */
export async function writeCheckpoints(
  unit: UnitOfWork,
  books: readonly LedgerSession[],
  heads: readonly LedgerDocument[],
): Promise<void> {
  const due = heads.filter((head, index) => {
    const book = books[index];
    return book !== undefined && isDue(book, head);
  });
  if (due.length === 0) return;
  await unit.database.native.checkpoints.insertMany(due.map(checkpointOf), { session: unit.session });
}

function isDue({ head: before, mustCheckpoint }: LedgerSession, { sequence }: LedgerDocument): boolean {
  return (
    mustCheckpoint ||
    Math.floor(before.sequence / CHECKPOINT_ENTRIES) < Math.floor(sequence / CHECKPOINT_ENTRIES)
  );
}

/** A copy of a head's pools as they are. */
export function checkpointOf({ _id, version, sequence, at, pools }: LedgerDocument): CheckpointDocument {
  return {
    _id: `chk_${_id.slice(_id.indexOf('_') + 1)}_${version}`,
    accountId: _id,
    version,
    sequence,
    at,
    pools,
  };
}
