/**
 * Checkpoints: copies of a ledger's pools, stored every so many entries and wherever the entries alone would not show what a
 * lot became. A read of the past starts from one.
 */
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { countedPools, figuresOfState } from '../../../domain/ledger/stored-figures.ts';
import { applyEntry, emptyRebuilt, type Rebuilt } from '../../../domain/ledger/rebuild.ts';
import type { CheckpointDocument } from '../../../storage/collections/checkpoints.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { Database } from '../../../storage/database.ts';
import { readEntries } from '../../../storage/journal/read-entries.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { LedgerSession } from '../ledger-session.ts';

/** Entries of an account between two checkpoints: a read of the past applies about so many. */
export const CHECKPOINT_ENTRIES = 500;

/** Stores a checkpoint of each ledger that is due for one. `states` are the new states of `ledgers`, in the same order. */
export async function writeCheckpoints(
  unit: UnitOfWork,
  ledgers: readonly LedgerSession[],
  states: readonly LedgerDocument[],
): Promise<void> {
  const due = states.filter((state, index) => {
    const ledger = ledgers[index];
    return ledger !== undefined && isDue(ledger, state);
  });
  if (due.length === 0) return;
  await unit.database.native.checkpoints.insertMany(due.map(checkpointOf), { session: unit.session });
}

function isDue({ loaded, mustCheckpoint }: LedgerSession, { sequence }: LedgerDocument): boolean {
  return (
    mustCheckpoint ||
    Math.floor(loaded.sequence / CHECKPOINT_ENTRIES) < Math.floor(sequence / CHECKPOINT_ENTRIES)
  );
}

/** A checkpoint of a ledger's current state. */
export function checkpointOf(state: LedgerDocument): CheckpointDocument {
  const { _id, version, sequence, at } = state;
  return {
    _id: `chk_${_id.slice(_id.indexOf('_') + 1)}_${version}`,
    accountId: _id,
    version,
    sequence,
    at,
    pools: countedPools(figuresOfState(state)),
  };
}

/** Pages of one entry each, half of what may lie between two checkpoints: most reads end in the first or second batch. */
const BATCH = CHECKPOINT_ENTRIES / 2;

/**
 * The figures of an account's ledger as booked at a past instant. Includes what fell due by then and was booked later with its
 * due time; excludes what is not booked yet. Ignores entries after `through`, so that the result matches the ledger state the
 * caller already loaded.
 */
export async function figuresAsOf(
  database: Database,
  accountId: AccountId,
  asOf: Instant,
  through: number,
): Promise<Rebuilt> {
  const checkpoint = await database.models.checkpoints
    .findOne({ accountId, at: { $lte: asOf }, sequence: { $lte: through } })
    .sort({ at: -1, version: -1 })
    .lean();
  const figures = checkpoint === null ? emptyRebuilt() : figuresOfState(checkpoint);
  const later = readEntries(database, accountId, {
    ...{ after: checkpoint?.sequence ?? 0, through, batch: BATCH },
  });
  for await (const entry of later) {
    // The journal's time never runs backwards, so the entries after this one are later as well.
    if (entry.at > asOf) break;
    // Checkpoints hold no money.
    const { money: _, ...units } = entry;
    applyEntry(figures, units);
  }
  return figures;
}
