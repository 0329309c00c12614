/** The activities that an episode's workflow calls. `activities/arrears.ts` implements them. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { EpisodeView } from '../src/domain/arrears/view.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import type { WithOperatorView } from '../src/domain/operator-view.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';

/** An episode as its workflow reads it. */
export type EpisodeRecord = WithOperatorView<EpisodeView>;

export interface EpisodeActivities {
  /** Reads an episode, and stores the run's id on it where one is given; null if there is no such episode. */
  readEpisode(input: { episodeId: EpisodeId; runId: string | null }): Promise<EpisodeRecord | null>;
  /** Books everything that is due on its account, including the suspension; safe to repeat. */
  suspendEpisode(input: { episodeId: EpisodeId }): Promise<EpisodeRecord | null>;
}

export const episodeActivities = proxyLocalActivities<EpisodeActivities>(RECORD_ACTIVITIES);
