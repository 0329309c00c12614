/**
 * The coverage of one feature of one organization, or of one pack of the account, while a transaction works on it: its terms
 * and its newest episode. Changes are collected and stored by `write`. The caller holds the lock on the account's ledger
 * (`changeLedger`), so no other transaction works on the same coverage.
 */
import {
  settleCover,
  writeOffCover,
  type CoverEpisode,
  type CoverEvent,
  type EpisodeTerm,
} from '../../domain/arrears/cover-episode.ts';
import { lastToEnd } from '../../domain/entitlements/validity.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { changeOf, coverEpisodeOf, factOf, type Coverage } from './coverage-episodes.ts';
import { writeEpisodes } from './write-episodes.ts';

export class CoverageSession {
  /** Episodes that were opened or changed, by id, oldest first. */
  private readonly changed = new Map<string, CoverEpisode>();
  private readonly events: CoverEvent[] = [];

  private constructor(
    private readonly unit: UnitOfWork,
    private readonly coverage: Coverage,
    readonly terms: TermDocument[],
    /** An episode opens at an end of coverage, so the newest is the only one that can be open. */
    private latest: CoverEpisode | null,
  ) {}

  static async open(unit: UnitOfWork, coverage: Coverage): Promise<CoverageSession> {
    const { models } = unit.database;
    const { accountId, organizationId, sku } = coverage;
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
    return new CoverageSession(unit, coverage, terms, latest === null ? null : coverEpisodeOf(latest));
  }

  /** Books what is due by `at`, each with its due instant, whether or not a timer has fired (rules §8.6). */
  settle(at: Instant): void {
    const { accountId, organizationId, sku } = this.coverage;
    // An end of coverage has one episode, whichever transaction notices it first.
    const idOf = (endOfCover: Instant) =>
      derivedId('epi', `${accountId}:${organizationId}:${sku}:${endOfCover}`);
    const { events, episode } = settleCover(this.latest, this.terms.map(episodeTermOf), at, idOf);
    this.take(events, episode);
  }

  /** Adds a term that was credited. */
  add(term: TermDocument): void {
    this.terms.push(term);
  }

  /** Writes the newest episode off. Null where it has another id, or is closed. */
  writeOff(episodeId: EpisodeId, at: Instant): CoverEpisode | null {
    if (this.latest?.episodeId !== episodeId) return null;
    const written = writeOffCover(this.latest, at);
    if (written === null) return null;
    this.take(written.events, written.episode);
    return written.episode;
  }

  /** Hours of grace after the last end of coverage that the next purchase pays for (AMB-27): none that was written off. */
  lastGraceHours(): number {
    const last = lastToEnd(this.terms);
    const isWrittenOff = this.latest?.outcome === 'written_off' && this.latest.openedAt === last?.until;
    return isWrittenOff ? 0 : (last?.graceHours ?? 0);
  }

  /** Stores the episodes and everything that follows from them. Call it once, at the end. */
  async write(): Promise<void> {
    const opened = new Set(
      this.events.flatMap(({ type, episode }) => (type === 'opened' ? [episode.episodeId] : [])),
    );
    const changes = [...this.changed.values()].map((episode) =>
      changeOf(this.coverage, episode, opened.has(episode.episodeId)),
    );
    const facts = this.events.map((event) => factOf(this.coverage, event));
    await writeEpisodes(this.unit, changes, facts);
  }

  private take(events: readonly CoverEvent[], latest: CoverEpisode | null): void {
    this.events.push(...events);
    // Each event carries its episode as it is after it.
    for (const { episode } of events) this.changed.set(episode.episodeId, episode);
    this.latest = latest;
  }
}

/** Books and stores what is due by `at` of the coverage that a term or an episode belongs to. */
export async function settleCoverage(unit: UnitOfWork, of: Coverage, at: Instant): Promise<void> {
  const coverage = await CoverageSession.open(unit, of);
  coverage.settle(at);
  await coverage.write();
}

function episodeTermOf(term: TermDocument): EpisodeTerm {
  return { ...term, termId: term._id };
}
