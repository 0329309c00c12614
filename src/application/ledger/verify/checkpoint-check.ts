/** Compares the checkpoints of an account with its journal while the journal is read. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { balanceDifferences, type BalanceDifference } from '../../../domain/ledger/balance-differences.ts';
import type { Rebuilt } from '../../../domain/ledger/rebuild.ts';
import { countedPools, type CountedPool } from '../../../domain/ledger/stored-figures.ts';
import type { CheckpointDocument } from '../../../storage/collections/checkpoints.ts';
import type { Database } from '../../../storage/database.ts';

/** A checkpoint that differs, and what it has to be by the journal. */
export interface WrongCheckpoint {
  readonly checkpointId: string;
  readonly sequence: number;
  readonly storedAt: Instant;
  /** `storedAt` unless it does not lie between the entries around the checkpoint. */
  readonly at: Instant;
  readonly pools: readonly CountedPool[];
  /** Empty if only its instant differs, or if it is no checkpoint any more. */
  readonly differences: readonly BalanceDifference[];
}

/** Most that one check collects; a later check finds the rest. */
const MOST_WRONG = 100;
const MOST_DIFFERENCES = 20;
const BATCH = 20;

/** A place in the journal: an entry, or the time before the first one. */
interface Place {
  readonly sequence: number;
  readonly at: Instant | null;
}

export class CheckpointCheck {
  readonly wrong: WrongCheckpoint[] = [];
  private readonly cursor;
  private next: CheckpointDocument | null | undefined;
  /** Those at the last place: their instant must not be later than that of the next entry. */
  private atPlace: { readonly checkpoint: CheckpointDocument; readonly pools: readonly CountedPool[] }[] = [];
  private place: Place = { sequence: 0, at: null };

  /** For the checkpoints after entry `from`, all of them if it is 0, up to entry `through`. */
  constructor({ native }: Database, accountId: AccountId, from: number, through: number) {
    const after = from === 0 ? { $gte: 0 } : { $gt: from };
    this.cursor = native.checkpoints
      .find({ accountId, sequence: { ...after, $lte: through } })
      .sort({ sequence: 1, version: 1 })
      .batchSize(BATCH);
  }

  /** True if more are wrong than one check collects. */
  get isFull(): boolean {
    return this.wrong.length >= MOST_WRONG;
  }

  /** To be called for each entry, with the figures up to and including it, and before the first entry if it is read. */
  async pass(place: Place, figures: Rebuilt): Promise<void> {
    for (const { checkpoint, pools } of this.atPlace) {
      const at = this.place.at ?? checkpoint.at;
      if (place.at !== null && checkpoint.at > place.at)
        this.note(checkpoint, { at, pools, differences: [] });
    }
    this.atPlace = [];
    this.place = place;
    for (;;) {
      this.next ??= await this.cursor.next();
      const checkpoint = this.next;
      if (checkpoint === null || checkpoint.sequence > place.sequence) return;
      this.next = undefined;
      if (checkpoint.sequence === place.sequence) this.compare(checkpoint, place, figures);
    }
  }

  /** To be called at the end. */
  close(): Promise<void> {
    return this.cursor.close();
  }

  private compare(checkpoint: CheckpointDocument, { at }: Place, figures: Rebuilt): void {
    const differences = differencesOf(checkpoint, figures);
    const isEarly = at !== null && checkpoint.at < at;
    const pools = countedPools(figures);
    if (!isEarly && differences !== null && differences.length === 0) {
      this.atPlace.push({ checkpoint, pools });
    } else {
      this.note(checkpoint, { at: isEarly ? at : checkpoint.at, pools, differences: differences ?? [] });
    }
  }

  private note(
    { _id, sequence, at: storedAt }: CheckpointDocument,
    { at, pools, differences }: Pick<WrongCheckpoint, 'at' | 'pools' | 'differences'>,
  ): void {
    if (this.isFull) return;
    const some = differences.slice(0, MOST_DIFFERENCES);
    this.wrong.push({ checkpointId: _id, sequence, storedAt, at, pools, differences: some });
  }
}

/** Null if the pools are not those of a checkpoint any more. */
function differencesOf(checkpoint: CheckpointDocument, figures: Rebuilt): BalanceDifference[] | null {
  try {
    return balanceDifferences(checkpoint, figures);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
