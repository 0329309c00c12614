/** What an account's book holds beside its entries, for those who store it and must hear of it. */
import type { BurnAccepted, BurnPolicy } from '../domain/ledger/burn.ts';
import type { Offset } from '../domain/ledger/pay-arrears.ts';
import type { Expiry } from '../domain/ledger/settle-due.ts';
import type { DeadLot } from '../domain/ledger/state.ts';
import type { Instant } from '../domain/instant.ts';

/** A lot that ended, and the resource it was for. */
export interface EndedLot {
  readonly resource: string;
  readonly lot: DeadLot;
}

/** A pool that came to nothing: when, and by which entry. */
export interface ExhaustedPool {
  readonly resource: string;
  readonly at: Instant;
  readonly sequence: number;
}

/** A pool that came down to a threshold: by which entry, and what is left. */
export interface LowPool extends ExhaustedPool {
  readonly threshold: number;
  readonly available: number;
}

/** Arrears that were settled, the entry that booked it, and the episode they belonged to. */
export interface BookedSettlement {
  readonly resource: string;
  readonly offset: Offset;
  /** Null where they were written off. */
  readonly lotId: string | null;
  readonly at: Instant;
  readonly sequence: number;
  readonly episodeId: string | null;
}

/** What a pool is kept under when it is drawn on. */
export interface DrawPolicy extends BurnPolicy {
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
export type BookedUse = BurnAccepted & {
  readonly sequence: number;
  readonly episode: { readonly episodeId: string; readonly suspendsAt: Instant } | null;
};

/** A lot that expired with units left, and the entry that booked it. */
export type BookedExpiry = Expiry & { readonly sequence: number };
