/** Input and result of a reversal (AMB-26). */
import type { LotId } from '../ids.ts';
import type { Movement } from './journal-entry.ts';
import type { Offset } from './pay-arrears.ts';
import type { DeadLot, LiveLot } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** A usage as its records describe it. */
export interface Reversal {
  readonly resource: string;
  /** In the order drawn. */
  readonly draws: readonly { readonly lotId: LotId; readonly units: number }[];
  /** The arrears it caused, settled or not; null if none. */
  readonly arrearsRange: UnitRange | null;
  /** What settled them, cut to the range: a lot, or null for a write-off. The rest is outstanding. */
  readonly settlements: readonly { readonly lotId: LotId | null; readonly range: UnitRange }[];
  /** Records of the lots above that have left the pool. May contain others. */
  readonly endedLots: readonly DeadLot[];
}

/** One entry of a reversal. */
export interface ReversalStep {
  readonly movement: Movement;
  /** The lot of `offset.returned`, `lot.expired` and `arrears.offset`; else null. */
  readonly lotId: LotId | null;
  /** The arrears that a lot's returned units paid; empty except for `arrears.offset`. */
  readonly offsets: readonly Offset[];
}

export interface Reversed {
  /** In order: `offset.returned` and `write_off.undone`, `usage.reversed`, `lot.expired`, `arrears.offset`. */
  readonly steps: readonly ReversalStep[];
  /** Copies of the lots that had left the pool and live again. */
  readonly revived: readonly Readonly<LiveLot>[];
  /** Lots that do not live afterwards, with new final figures: exhausted by arrears at once, or expired. */
  readonly ended: readonly DeadLot[];
}
