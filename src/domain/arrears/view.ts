/** An episode as its workflow and its reader see it. Plain data, read whole from the record. */
import type { AccountId, EpisodeId, LotId, OrganizationId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { EpisodeOutcome } from '../ledger/episode.ts';

export type EpisodeKind = 'units' | 'validity';
export type EpisodeState = 'open' | 'suspended' | 'closed';

/** Part of the arrears that something settled. */
export interface EpisodePayment {
  readonly at: Instant;
  readonly units: number;
  /** Null where they were written off. */
  readonly lotId: LotId | null;
}

export interface EpisodeView {
  readonly episodeId: EpisodeId;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly kind: EpisodeKind;
  readonly capability: string;
  /** Of kind `units`. */
  readonly resource: string | null;
  /** Of kind `validity`: whose cover of what ended. */
  readonly organizationId: OrganizationId | null;
  readonly sku: string | null;
  readonly state: EpisodeState;
  readonly outcome: EpisodeOutcome | null;
  readonly openedAt: Instant;
  readonly suspendsAt: Instant;
  readonly suspendedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly resumedAt: Instant | null;
  /** Outstanding units, and their peak; for kind `validity`, whole hours of grace used. */
  readonly arrears: number;
  readonly peakArrears: number;
  /** Newest last; at most the last twenty. */
  readonly payments: readonly EpisodePayment[];
  /** The grace is over and what it closes is not booked as closed yet. */
  readonly isSuspensionDue: boolean;
}

/** The part of an episode that decides whether it is over. */
export type EpisodeStatus = Pick<
  EpisodeView,
  'kind' | 'state' | 'outcome' | 'suspendsAt' | 'suspendedAt' | 'resumedAt'
>;

/** Closed, and nothing of it is suspended any more, nor will be. */
export function isEpisodeOver({
  kind,
  state,
  outcome,
  suspendedAt,
  resumedAt,
}: Omit<EpisodeStatus, 'suspendsAt'>): boolean {
  if (state !== 'closed') return false;
  // Giving the grace up brings no cover: what it closes stays closed, or closes at the deadline, until there is some.
  if (kind === 'validity' && outcome === 'written_off') return resumedAt !== null;
  return suspendedAt === null || resumedAt !== null;
}

/** When it closes something by itself; null where nothing comes by itself any more. */
export function suspensionAheadOf(episode: EpisodeStatus): Instant | null {
  return episode.suspendedAt !== null || isEpisodeOver(episode) ? null : episode.suspendsAt;
}

/** The grace is over by `now`, and what closes then is not booked as closed. */
export function isSuspensionDue(episode: EpisodeStatus, now: Instant): boolean {
  const at = suspensionAheadOf(episode);
  return at !== null && at <= now;
}

/** What it closes is closed now. */
export function isSuspended({
  suspendedAt,
  resumedAt,
}: Pick<EpisodeView, 'suspendedAt' | 'resumedAt'>): boolean {
  return suspendedAt !== null && resumedAt === null;
}
