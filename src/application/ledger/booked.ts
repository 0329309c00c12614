/** What an account's book holds beside its entries, for those who store it and must hear of it. */
import type { EpisodeId } from '../../domain/ids.ts';
import type { AcceptedUsage } from '../../domain/ledger/consume.ts';
import type { OverdraftPolicy } from '../../domain/ledger/refused-usage.ts';
import type { Expiry } from '../../domain/ledger/settle-due.ts';
import type { DeadLot } from '../../domain/ledger/state.ts';
import type { Instant } from '../../domain/instant.ts';

/** A lot that ended, and the resource it was for. */
export interface EndedLot {
  readonly resource: string;
  readonly lot: DeadLot;
}

/** A pool that fell, whatever took its units: when, by which entry, from how many and to how many. */
export interface PoolDrop {
  readonly resource: string;
  readonly at: Instant;
  readonly sequence: number;
  readonly before: number;
  readonly available: number;
  /** Thresholds that were in force, most first; null where the catalogue has to be asked. */
  readonly lowBalanceUnits: readonly number[] | null;
}

/** What a pool is kept under when it is drawn on. */
export interface DrawPolicy extends OverdraftPolicy {
  readonly capability: string;
  readonly graceHours: number;
  readonly resumeRequires: number;
  /** Most first. */
  readonly lowBalanceUnits: readonly number[];
  /** Arrears that an operator is told of, once an episode; null for none (AMB-16). */
  readonly highArrearsUnits: number | null;
  readonly policyVersion: string;
}

/** A use that was booked: its entry, and the episode that the pool is in after it. */
export type BookedUse = AcceptedUsage & {
  readonly sequence: number;
  readonly episode: { readonly episodeId: EpisodeId; readonly suspendsAt: Instant } | null;
};

/** A lot that expired with units left, and the entry that booked it. */
export type BookedExpiry = Expiry & { readonly sequence: number };
