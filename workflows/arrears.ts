/**
 * One episode of arrears, from the instant it opened until it is cleared and nothing is suspended any more. Stored instants
 * decide; this workflow makes the suspension punctual and shows the episode to operators.
 */
import { continueAsNew } from '@temporalio/workflow';
import {
  isEpisodeOver,
  isSuspended,
  suspensionAheadOf,
  type EpisodeView,
} from '../src/domain/arrears/view.ts';
import {
  CUSTOMER_ID,
  EPISODE_STATE,
  NEEDS_ATTENTION,
  NEXT_DEADLINE,
} from '../src/domain/search-attributes.ts';
import type { EpisodeId } from '../src/domain/ids.ts';
import { episodeActivities, type EpisodeRecord } from './arrears-activities.ts';
import { runEntityWorkflow } from './entity-workflow.ts';

export interface ArrearsInput {
  readonly episodeId: EpisodeId;
}

export async function arrears({ episodeId }: ArrearsInput): Promise<EpisodeView | null> {
  return runEntityWorkflow<EpisodeRecord>({
    read: (runId) => episodeActivities.readEpisode({ episodeId, runId }),
    step: ({ isSuspensionDue }) =>
      isSuspensionDue
        ? { name: 'suspend', take: () => episodeActivities.suspendEpisode({ episodeId }) }
        : null,
    isOver: isEpisodeOver,
    wakesAt: (view) => (view.sandbox ? null : suspensionAheadOf(view)),
    searchAttributes: (view) => {
      const at = suspensionAheadOf(view);
      return [
        { key: EPISODE_STATE, value: view.state },
        { key: CUSTOMER_ID, value: view.accountId },
        { key: NEXT_DEADLINE, value: at === null ? null : new Date(at) },
        { key: NEEDS_ATTENTION, value: isSuspended(view) },
      ];
    },
    continueAsNew: () => continueAsNew<typeof arrears>({ episodeId }),
  });
}
