/**
 * Episodes of kind `validity`: from the end of cover of one feature of one organization until a term covers it again, with
 * the suspension when the grace is over (rules §8.12). What is due is booked with its due instant, whenever that is
 * noticed.
 */
import { lastToEnd, validityAt, type CoverTerm } from '../entitlements/validity.ts';
import type { EpisodeId, TermId } from '../ids.ts';
import { epochMsOf, HOUR_MS, laterOf, type Instant } from '../instant.ts';
import type { EpisodeOutcome } from '../ledger/episode.ts';
import { isEpisodeOver, isSuspensionDue, type EpisodeState } from './view.ts';

/** One episode, as it is stored. */
export interface CoverEpisode {
  readonly episodeId: EpisodeId;
  readonly kind: 'validity';
  /** What closes at the deadline. */
  readonly capability: string;
  readonly state: EpisodeState;
  readonly outcome: EpisodeOutcome | null;
  /** The end of cover. */
  readonly openedAt: Instant;
  /** Never moved, whatever happens to policies meanwhile (AMB-15). */
  readonly suspendsAt: Instant;
  readonly suspendedAt: Instant | null;
  readonly closedAt: Instant | null;
  /** When cover came back after a suspension, or after it was written off. */
  readonly resumedAt: Instant | null;
  readonly policyVersion: string;
  /** Term whose end opened it. */
  readonly termId: TermId;
}

/** A term as episodes need it. */
export interface EpisodeTerm extends CoverTerm {
  readonly termId: TermId;
  readonly policyVersion: string;
}

/** What happened to an episode, each a fact of its own, at the instant at which it takes effect. */
export type CoverEvent =
  | { readonly type: 'opened' | 'suspended' | 'closed'; readonly at: Instant; readonly episode: CoverEpisode }
  /** `termId` = the term that covers again; null where the grace was given up. */
  | {
      readonly type: 'cleared';
      readonly at: Instant;
      readonly episode: CoverEpisode;
      readonly termId: TermId | null;
    }
  /** Of one that was suspended, or had been written off. */
  | {
      readonly type: 'resumed';
      readonly at: Instant;
      readonly episode: CoverEpisode;
      readonly termId: TermId;
    };

/** The newest episode of a feature of an organization, and what happened. */
export interface CoverStep {
  readonly episode: CoverEpisode | null;
  readonly events: readonly CoverEvent[];
}

/**
 * Books all that is due by `asked`: the suspension of `latest`, its end where a term covers again, the episode that the end
 * of cover opens and its suspension. Doing it again books nothing. `idOf` names an episode by its end of cover.
 */
export function settleCover(
  latest: CoverEpisode | null,
  terms: readonly EpisodeTerm[],
  asked: Instant,
  idOf: (endOfCover: Instant) => string,
): CoverStep {
  const events: CoverEvent[] = [];
  // Clocks of two machines differ a little: what one has booked has happened for the other.
  const at = latest === null ? asked : laterOf(asked, latest.suspendedAt ?? latest.openedAt);
  let episode = suspendWhenDue(latest, at, events);
  const last = lastToEnd(terms.filter(({ from }) => from <= at));
  if (episode !== null && last !== null && !isEpisodeOver(episode) && last.until > episode.openedAt) {
    episode = bringBack(episode, at, last.termId, events);
  }
  const validity = validityAt(at, terms);
  if (validity !== null && validity.state !== 'covered') {
    const { endedAt, graceEndsAt } = validity;
    const { closes, termId, policyVersion } = validity.last;
    if (closes !== null && (episode === null || episode.openedAt < endedAt)) {
      episode = {
        episodeId: idOf(endedAt),
        kind: 'validity',
        capability: closes,
        state: 'open',
        outcome: null,
        openedAt: endedAt,
        suspendsAt: graceEndsAt,
        suspendedAt: null,
        closedAt: null,
        resumedAt: null,
        policyVersion,
        termId,
      };
      events.push({ type: 'opened', at: endedAt, episode });
      episode = suspendWhenDue(episode, at, events);
    }
  }
  return { episode, events };
}

/**
 * Gives up what an open episode stands for: it closes, and the grace that was enjoyed is not taken off a later term. What
 * it closes stays closed, or closes at the deadline, until a term covers again. Null where it is closed.
 */
export function writeOffCover(
  episode: CoverEpisode | null,
  at: Instant,
): { readonly episode: CoverEpisode; readonly events: readonly CoverEvent[] } | null {
  if (episode === null || episode.state === 'closed') return null;
  const closed: CoverEpisode = { ...episode, state: 'closed', outcome: 'written_off', closedAt: at };
  return {
    episode: closed,
    events: [
      { type: 'cleared', at, episode: closed, termId: null },
      { type: 'closed', at, episode: closed },
    ],
  };
}

/** Whole hours of the grace that were enjoyed by `now`. */
export function enjoyedHours(
  { openedAt, suspendsAt, closedAt }: Pick<CoverEpisode, 'openedAt' | 'suspendsAt' | 'closedAt'>,
  now: Instant,
): number {
  const until = [now, suspendsAt, closedAt ?? now].reduce((a, b) => (a < b ? a : b));
  return Math.max(0, Math.floor((epochMsOf(until) - epochMsOf(openedAt)) / HOUR_MS));
}

function suspendWhenDue(
  episode: CoverEpisode | null,
  at: Instant,
  events: CoverEvent[],
): CoverEpisode | null {
  if (episode === null || !isSuspensionDue(episode, at)) return episode;
  const { suspendsAt, state } = episode;
  const suspended: CoverEpisode = {
    ...episode,
    // An episode that was written off during its grace is closed, but its capability still closes at the deadline.
    state: state === 'open' ? 'suspended' : state,
    suspendedAt: suspendsAt,
  };
  events.push({ type: 'suspended', at: suspendsAt, episode: suspended });
  return suspended;
}

function bringBack(episode: CoverEpisode, at: Instant, termId: TermId, events: CoverEvent[]): CoverEpisode {
  const isPaid = episode.state !== 'closed';
  const wasSuspended = episode.suspendedAt !== null;
  const over: CoverEpisode = isPaid
    ? { ...episode, state: 'closed', outcome: 'paid', closedAt: at, resumedAt: wasSuspended ? at : null }
    : { ...episode, resumedAt: at };
  if (isPaid) {
    events.push({ type: 'cleared', at, episode: over, termId }, { type: 'closed', at, episode: over });
  }
  if (wasSuspended || !isPaid) events.push({ type: 'resumed', at, episode: over, termId });
  return over;
}
