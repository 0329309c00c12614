/** How the workflow of an episode of arrears is started. */
import { TypedSearchAttributes } from '@temporalio/common';
import { isEpisodeOver } from '../../domain/arrears/view.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import { CUSTOMER_ID, EPISODE_STATE } from '../../domain/search-attributes.ts';
import { Names } from '../../application/operator-view/names.ts';
import { episodeSummary } from '../../messages/operator-view/episode-details.ts';
import { utcText } from '../../messages/operator-view/table.ts';
import type { Database } from '../../storage/database.ts';
import type { WorkflowStart } from './record.ts';

export async function readEpisodeStart(
  database: Database,
  episodeId: EpisodeId,
): Promise<WorkflowStart | null> {
  const episode = await database.models.episodes.findById(episodeId).lean();
  if (episode === null) return null;
  const { accountId, sandbox, openedAt, suspendsAt, state, capability } = episode;
  const closes = await new Names(database).ofCapability(capability);
  return {
    accountId,
    sandbox,
    isOver: isEpisodeOver(episode),
    workflowType: 'arrears',
    input: { episodeId },
    staticSummary: episodeSummary(episode, closes),
    staticDetails: `Episode ${episodeId} of account ${accountId}, since ${utcText(openedAt)}; suspends on ${utcText(suspendsAt)} unless it is cleared before.`,
    fairnessKey: accountId,
    searchAttributes: new TypedSearchAttributes([
      { key: CUSTOMER_ID, value: accountId },
      { key: EPISODE_STATE, value: state },
    ]),
  };
}
