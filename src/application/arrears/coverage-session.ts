/**
 * The cover of one feature of one organization, or of one pack of the account, while a transaction works on it: its terms and its newest episode. What
 * happens is collected and stored at the end. Whoever opens it holds the account's ledger head, which excludes others.
 */
import {
  settleCover,
  writeOffCover,
  type CoverEpisode,
  type CoverEvent,
  type EpisodeTerm,
} from '../../domain/arrears/cover-episode.ts';
import { lastToEnd } from '../../domain/entitlements/validity.ts';
import type { PeriodRequest } from '../../domain/entitlements/period.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TermDocument } from '../../storage/collections/entitlement.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { coverEpisodeOf, writeCover, type CoverOf } from './write-cover.ts';

export class CoverageSession {
  /** Episodes that were opened or changed, by id. */
  private readonly changed = new Map<string, CoverEpisode>();
  private readonly events: CoverEvent[] = [];

  private constructor(
    private readonly unit: UnitOfWork,
    private readonly of: CoverOf,
    readonly terms: TermDocument[],
    /** Opened by its end of cover, so that the newest is the last one that may be open. */
    private latest: CoverEpisode | null,
  ) {}

  static async open(unit: UnitOfWork, of: CoverOf): Promise<CoverageSession> {
    const { models } = unit.database;
    const { accountId, organizationId, sku } = of;
    const terms = await models.terms
      .find({ accountId, organizationId, sku, end: { $ne: 'refunded' } })
      .sort({ _id: 1 })
      .session(unit.session)
      .lean();
    const latest = await models.episodes
      .findOne({ accountId, kind: 'validity', organizationId, sku })
      .sort({ openedAt: -1, _id: -1 })
      .session(unit.session)
      .lean();
    return new CoverageSession(unit, of, terms, latest === null ? null : coverEpisodeOf(latest));
  }

  /** Books what is due by `at`, each with its due instant, whether or not a timer has fired (rules §8.6). */
  settle(at: Instant): void {
    const { accountId, organizationId, sku } = this.of;
    // Of one end of cover there is one episode, whoever notices it and however often.
    const idOf = (endOfCover: Instant) =>
      derivedId('epi', `${accountId}:${organizationId}:${sku}:${endOfCover}`);
    const { events, episode } = settleCover(this.latest, this.terms.map(episodeTermOf), at, idOf);
    this.take(events, episode);
  }

  /** A term that was credited. */
  add(term: TermDocument): void {
    this.terms.push(term);
  }

  /** Gives the newest episode up; null where that is not the one of this id, or is closed. */
  writeOff(episodeId: EpisodeId, at: Instant): CoverEpisode | null {
    if (this.latest?.episodeId !== episodeId) return null;
    const written = writeOffCover(this.latest, at);
    if (written === null) return null;
    this.take(written.events, written.episode);
    return written.episode;
  }

  /** The grace after the last end of cover, as the next purchase needs it (AMB-27). */
  lastGrace(): Pick<PeriodRequest, 'graceHours' | 'isGraceWrittenOff'> {
    const last = lastToEnd(this.terms);
    const isGraceWrittenOff = this.latest?.outcome === 'written_off' && this.latest.openedAt === last?.until;
    return { graceHours: last?.graceHours ?? 0, isGraceWrittenOff };
  }

  /** Stores what happened, with everything owed to others for it. */
  async write(): Promise<void> {
    await writeCover(this.unit, this.of, [...this.changed.values()], this.events);
  }

  private take(events: readonly CoverEvent[], latest: CoverEpisode | null): void {
    this.events.push(...events);
    // The last event of an episode tells how it is now.
    for (const { episode } of events) this.changed.set(episode.episodeId, episode);
    this.latest = latest;
  }
}

/** Books and stores what is due by `at` of the cover that a term or an episode belongs to. */
export async function settleCoverOf(unit: UnitOfWork, of: CoverOf, at: Instant): Promise<void> {
  const cover = await CoverageSession.open(unit, of);
  cover.settle(at);
  await cover.write();
}

function episodeTermOf(term: TermDocument): EpisodeTerm {
  return { ...term, termId: term._id };
}
