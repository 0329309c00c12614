/** An episode as its workflow and its reader see it. Plain data, read whole from the record. */
import type { Instant } from '../instant.ts';
import type { EpisodeOutcome } from '../ledger/episode.ts';

export type EpisodeKind = 'units' | 'validity';
export type EpisodeState = 'open' | 'suspended' | 'closed';

/** Part of the arrears that something settled. */
export interface EpisodePayment {
  readonly at: Instant;
  readonly units: number;
  /** Null where they were written off. */
  readonly lotId: string | null;
}

export interface EpisodeView {
  readonly episodeId: string;
  readonly accountId: string;
  readonly sandbox: boolean;
  readonly kind: EpisodeKind;
  readonly capability: string;
  /** Of kind `units`. */
  readonly resource: string | null;
  /** Of kind `validity`: whose cover of what ended. */
  readonly organizationId: string | null;
  readonly sku: string | null;
  readonly state: EpisodeState;
  readonly outcome: EpisodeOutcome | null;
  readonly openedAt: Instant;
  readonly suspendsAt: Instant;
  readonly suspendedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly resumedAt: Instant | null;
  /** Units owed now, and the most there were at once; of kind `validity` whole hours of grace enjoyed. */
  readonly arrears: number;
  readonly peakArrears: number;
  /** Newest last; at most the last twenty. */
  readonly payments: readonly EpisodePayment[];
  /** The grace is over and what it closes is not booked as closed yet. */
  readonly isSuspensionDue: boolean;
}

/** Closed, and nothing of it is suspended any more. */
export function isEpisodeOver({
  state,
  suspendedAt,
  resumedAt,
}: Pick<EpisodeView, 'state' | 'suspendedAt' | 'resumedAt'>): boolean {
  return state === 'closed' && (suspendedAt === null || resumedAt !== null);
}

/** What it closes is closed now. */
export function isSuspended({
  suspendedAt,
  resumedAt,
}: Pick<EpisodeView, 'suspendedAt' | 'resumedAt'>): boolean {
  return suspendedAt !== null && resumedAt === null;
}
