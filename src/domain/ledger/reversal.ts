/** What is undone by a reversal, and what came of it: the records in, the facts to store out (AMB-26). */
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
  /** The arrears it caused, settled or not. */
  readonly arrearsRange: UnitRange | null;
  /** What settled them, cut to the range: a lot, or null for a write-off. The rest is outstanding. */
  readonly settlements: readonly { readonly lotId: LotId | null; readonly range: UnitRange }[];
  /** Records of the lots above that have left the head. Others may be among them. */
  readonly endedLots: readonly DeadLot[];
}

/** One entry of a reversal. */
export interface ReversalStep {
  readonly movement: Movement;
  /** The lot that `offset.returned`, `lot.expired` and `arrears.offset` are about; else null. */
  readonly lotId: LotId | null;
  /** What a lot's returned units paid; empty but for `arrears.offset`. */
  readonly offsets: readonly Offset[];
}

export interface Reversed {
  /** In order: `offset.returned` and `write_off.undone`, `usage.reversed`, `lot.expired`, `arrears.offset`. */
  readonly steps: readonly ReversalStep[];
  /** Lots that had left and live again, copies. */
  readonly revived: readonly Readonly<LiveLot>[];
  /** Lots that do not live after it, with new final figures: spent on arrears at once, or past their end. */
  readonly ended: readonly DeadLot[];
}
