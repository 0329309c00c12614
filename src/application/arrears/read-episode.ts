/** Reads an episode at the current instant of its account, whether or not what is due is booked. */
import { enjoyedHours } from '../../domain/arrears/cover-episode.ts';
import { isSuspensionDue, type EpisodeView } from '../../domain/arrears/view.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { outstandingOf } from '../../domain/ledger/state.ts';
import type { Database } from '../../storage/database.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { ServerClock } from '../../infra/clock.ts';

const MOST_PAYMENTS = 20;

export interface EpisodeReading {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

/** The episode with its newest settlements; null if it does not exist. */
export async function readEpisodeView(
  { database, serverNow }: EpisodeReading,
  episodeId: EpisodeId,
): Promise<EpisodeView | null> {
  const { episodes, ledgers, settlements } = database.models;
  const episode = await episodes.findById(episodeId).lean();
  if (episode === null) return null;
  const [ledger, newest] = await Promise.all([
    ledgers.findById(episode.accountId).lean(),
    settlements.find({ episodeId }).sort({ sequence: -1 }).limit(MOST_PAYMENTS).lean(),
  ]);
  if (ledger === null) return null;
  const now = ledger.frozenAt ?? serverNow();
  const payments = newest.reverse().map(({ at, units, lotId }) => ({ at, units, lotId }));
  return { ...viewOf(episode, ledger, now), payments };
}

/** Stores the run of the episode's workflow. */
export async function adoptEpisode(database: Database, episodeId: EpisodeId, runId: string): Promise<void> {
  await database.models.episodes.updateOne({ _id: episodeId }, { $set: { workflowRunId: runId } });
}

function viewOf(
  episode: EpisodeDocument,
  ledger: LedgerDocument,
  now: Instant,
): Omit<EpisodeView, 'payments'> {
  const { _id, workflowRunId: _run, policyVersion: _version, causedBy: _cause, ...rest } = episode;
  return {
    ...rest,
    episodeId: _id,
    ...arrearsOf(episode, ledger, now),
    isSuspensionDue: isSuspensionDue(episode, now),
  };
}

/** Units while the episode of a pool is open, from the ledger's state; of coverage the whole hours of grace enjoyed. */
export function arrearsOf(
  { _id, kind, state, resource, peakArrears, openedAt, suspendsAt, closedAt }: EpisodeDocument,
  { pools }: LedgerDocument,
  now: Instant,
): Pick<EpisodeView, 'arrears' | 'peakArrears'> {
  if (kind === 'validity') {
    const hours = enjoyedHours({ openedAt, suspendsAt, closedAt }, now);
    return { arrears: state === 'closed' ? 0 : hours, peakArrears: hours };
  }
  const pool = pools.find((known) => known.resource === resource);
  if (pool?.episode?.episodeId !== _id) return { arrears: 0, peakArrears };
  return { arrears: outstandingOf(pool), peakArrears: pool.episode.peak };
}
