/** The activities of an episode's workflow: reading it, and booking its suspension when the grace is over. */
import { adoptEpisode, readEpisodeView } from '../src/application/arrears/read-episode.ts';
import { suspendWhatIsDue } from '../src/application/arrears/suspend-due.ts';
import { changeLedger } from '../src/application/ledger/change-ledger.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';
import type { EpisodeActivities } from '../workflows/arrears-activities.ts';

export function createEpisodeActivities(dependencies: TransactionDependencies): EpisodeActivities {
  return {
    readEpisode: async ({ episodeId, runId }) => {
      if (runId !== null) await adoptEpisode(dependencies.database, episodeId, runId);
      return readEpisodeView(dependencies, episodeId);
    },
    suspendEpisode: async ({ episodeId }) => {
      await suspendWhatIsDue(dependencies, changeLedger, episodeId);
      return readEpisodeView(dependencies, episodeId);
    },
  };
}
