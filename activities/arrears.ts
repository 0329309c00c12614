/** The activities of an episode's workflow: reads it, and books its suspension when the grace is over. */
import { adoptEpisode, readEpisodeView } from '../src/application/arrears/read-episode.ts';
import { suspendWhatIsDue } from '../src/application/arrears/suspend-due.ts';
import { changeLedger } from '../src/application/ledger/change-ledger.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import type { EpisodeActivities, EpisodeRecord } from '../workflows/arrears-activities.ts';
import { operatorViewsOf, type RecordActivityDependencies } from './record-dependencies.ts';

export function createEpisodeActivities(dependencies: RecordActivityDependencies): EpisodeActivities {
  const operatorViews = operatorViewsOf(dependencies);
  const read = async (episodeId: EpisodeId): Promise<EpisodeRecord | null> => {
    const episode = await readEpisodeView(dependencies, episodeId);
    return episode === null ? null : operatorViews.ofEpisode(episode);
  };
  return {
    readEpisode: async ({ episodeId, runId }) => {
      if (runId !== null) await adoptEpisode(dependencies.database, episodeId, runId);
      return read(episodeId);
    },
    suspendEpisode: async ({ episodeId }) => {
      await suspendWhatIsDue(dependencies, changeLedger, episodeId);
      return read(episodeId);
    },
  };
}
