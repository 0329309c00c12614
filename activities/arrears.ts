/** The activities of an episode's workflow: reading it, and booking its suspension when the grace is over. */
import { adoptEpisode, readEpisodeView } from '../src/application/arrears/read-episode.ts';
import { suspendWhatIsDue } from '../src/application/arrears/suspend-due.ts';
import { changeLedger } from '../src/application/ledger/change-ledger.ts';
import type { EpisodeView } from '../src/domain/arrears/view.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';

export interface EpisodeActivities {
  /** Reads an episode, and notes the run that keeps it where one is given; null when it is not there. */
  readEpisode(input: { episodeId: EpisodeId; runId: string | null }): Promise<EpisodeView | null>;
  /** Books what is due on its account, the suspension among it; safe to run again. */
  suspendEpisode(input: { episodeId: EpisodeId }): Promise<EpisodeView | null>;
}

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
