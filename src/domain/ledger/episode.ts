/**
 * Episodes of arrears in units: one lasts from the instant arrears leave 0 until they are settled, with a deadline fixed at
 * its start and a suspension at that deadline (rules §8.9, §8.10). Nothing depends on a timer: instants are stored and
 * compared.
 */
import type { EpisodeId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { PoolDraft } from './draft.ts';
import type { OpenEpisode } from './state.ts';

/** Units that a top-up needs to pay all arrears and lift the suspension. */
export function unitsToResume({
  outstanding,
  available,
  resumeRequires,
}: {
  readonly outstanding: number;
  readonly available: number;
  readonly resumeRequires: number;
}): number {
  return outstanding + Math.max(0, resumeRequires - available);
}

/** What happened to an episode. `at` is the instant at which the event takes effect. */
export type EpisodeEvent =
  | {
      readonly type: 'opened';
      readonly at: Instant;
      readonly resource: string;
      readonly episode: OpenEpisode;
    }
  | ({ readonly type: 'suspended'; readonly at: Instant; readonly arrears: number } & OfEpisode)
  /** Arrears reached the threshold for operators; reported once per episode (AMB-16). */
  | ({ readonly type: 'high'; readonly at: Instant; readonly arrears: number } & OfEpisode)
  /** Some arrears were settled and some remain. */
  | ({
      readonly type: 'reduced';
      readonly at: Instant;
      readonly units: number;
      readonly arrears: number;
    } & OfEpisode)
  | ({ readonly type: 'cleared'; readonly at: Instant; readonly units: number } & OfEpisode)
  | ({
      readonly type: 'closed';
      readonly at: Instant;
      /** Null if the arrears ended otherwise: the usage that caused them was reversed. */
      readonly outcome: EpisodeOutcome | null;
      readonly peak: number;
    } & OfEpisode)
  | ({ readonly type: 'resumed'; readonly at: Instant; readonly available: number } & OfEpisode);

interface OfEpisode {
  readonly resource: string;
  readonly episodeId: EpisodeId;
  readonly capability: string;
}

export type EpisodeOutcome = 'paid' | 'written_off';

/** The id, deadline and policies that a new episode is opened with. */
export interface EpisodeTerms {
  readonly episodeId: EpisodeId;
  readonly suspendsAt: Instant;
  readonly resumeRequires: number;
  readonly policyVersion: string;
  readonly capability: string;
}

const NOTHING_HAPPENED: readonly EpisodeEvent[] = [];

/**
 * Updates the episode after a usage: opens one if arrears left 0, records their peak, and reports once per episode when they reach
 * `highArrearsUnits` (null: never).
 */
export function followUse(
  pool: PoolDraft,
  at: Instant,
  terms: () => EpisodeTerms,
  highArrearsUnits: number | null,
): readonly EpisodeEvent[] {
  const { resource, outstanding: arrears } = pool;
  if (arrears === 0) return NOTHING_HAPPENED;
  const events: EpisodeEvent[] = [];
  if (pool.episode === null) {
    pool.episode = { ...terms(), openedAt: at, peak: arrears, isHigh: false };
    events.push({ type: 'opened', at, resource, episode: { ...pool.episode } });
  }
  const { episode } = pool;
  if (arrears > episode.peak) episode.peak = arrears;
  if (!episode.isHigh && highArrearsUnits !== null && arrears >= highArrearsUnits) {
    episode.isHigh = true;
    const { episodeId, capability } = episode;
    events.push({ type: 'high', at, resource, episodeId, capability, arrears });
  }
  return events;
}

/** Suspends the pool at the deadline of its episode. Null unless the grace is over with arrears outstanding. */
export function suspendWhenDue(pool: PoolDraft, at: Instant): EpisodeEvent | null {
  const { episode, resource } = pool;
  if (!isGraceOver(pool, at) || episode === null) return null;
  const { episodeId, suspendsAt, resumeRequires, capability } = episode;
  pool.suspension = { episodeId, since: suspendsAt, resumeRequires, capability };
  return { type: 'suspended', at: suspendsAt, resource, episodeId, capability, arrears: pool.outstanding };
}

/** True if the grace of the pool's episode is over by `at` and the pool is not suspended yet. */
export function isGraceOver(
  { episode, suspension, outstanding }: Readonly<Pick<PoolDraft, 'episode' | 'suspension' | 'outstanding'>>,
  at: Instant,
): boolean {
  return episode !== null && suspension === null && outstanding > 0 && episode.suspendsAt <= at;
}

/**
 * Updates the episode after units were credited or arrears settled. It closes once nothing is outstanding and, if the
 * pool is suspended, enough units are available. A write-off closes it at once; the suspension then remains until
 * enough units are available.
 */
export function followRelief(
  pool: PoolDraft,
  at: Instant,
  relief: { readonly arrearsBefore: number; readonly outcome: EpisodeOutcome | null },
): EpisodeEvent[] {
  const { resource, episode, suspension } = pool;
  const events: EpisodeEvent[] = [];
  if (episode !== null && pool.outstanding < relief.arrearsBefore) {
    const { episodeId, capability } = episode;
    const units = relief.arrearsBefore - pool.outstanding;
    const of = { at, resource, episodeId, capability, units };
    if (pool.outstanding > 0) {
      events.push({ type: 'reduced', ...of, arrears: pool.outstanding });
    } else {
      events.push({ type: 'cleared', ...of });
    }
  }
  const isResumed =
    suspension !== null && pool.outstanding === 0 && pool.available >= suspension.resumeRequires;
  const isClosed =
    episode !== null &&
    pool.outstanding === 0 &&
    (suspension === null || isResumed || relief.outcome === 'written_off');
  if (isClosed) {
    const { episodeId, capability, peak } = episode;
    events.push({ type: 'closed', at, resource, episodeId, capability, outcome: relief.outcome, peak });
    pool.episode = null;
  }
  if (isResumed) {
    const { episodeId, capability } = suspension;
    events.push({ type: 'resumed', at, resource, episodeId, capability, available: pool.available });
    pool.suspension = null;
  }
  return events;
}
