/** The figures of an account's ledger as they were booked at a past instant: from the last checkpoint and what came after it. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { figuresOfState } from '../../../domain/ledger/stored-figures.ts';
import { applyEntry, emptyRebuilt, type Rebuilt } from '../../../domain/ledger/rebuild.ts';
import type { Database } from '../../../storage/database.ts';
import { CHECKPOINT_ENTRIES } from './checkpoints.ts';

/** Half of what may lie between two checkpoints: most reads end in the first or second batch. */
const BATCH = CHECKPOINT_ENTRIES / 2;

/** What fell due by then and was booked later with its due time is in them; what is not booked yet is not. */
export async function figuresAsOf(
  { models, native }: Database,
  accountId: AccountId,
  asOf: Instant,
  /** Entries after it are left out, for who has read the head before and knows what is not booked in it. */
  through: number,
): Promise<Rebuilt> {
  const checkpoint = await models.checkpoints
    .findOne({ accountId, at: { $lte: asOf }, sequence: { $lte: through } })
    .sort({ at: -1, version: -1 })
    .lean();
  const figures = checkpoint === null ? emptyRebuilt() : figuresOfState(checkpoint);
  const later = native.journal
    .find(
      { accountId, sequence: { $gt: checkpoint?.sequence ?? 0, $lte: through } },
      { projection: { _id: 0, at: 1, kind: 1, postings: 1, balanceAfter: 1 } },
    )
    .sort({ sequence: 1 })
    .batchSize(BATCH);
  for await (const entry of later) {
    // The journal's time never runs backwards, so nothing behind this entry is of the past either.
    if (entry.at > asOf) break;
    applyEntry(figures, entry);
  }
  return figures;
}
