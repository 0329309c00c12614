/** An episode of arrears as the workflow that keeps it is started. */
import { TypedSearchAttributes } from '@temporalio/common';
import { isEpisodeOver } from '../../domain/arrears/view.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import { CUSTOMER_ID, EPISODE_STATE } from '../../domain/search-attributes.ts';
import type { Database } from '../../storage/database.ts';
import type { WorkflowStart } from './record.ts';

export async function readEpisodeStart(
  database: Database,
  episodeId: EpisodeId,
): Promise<WorkflowStart | null> {
  const episode = await database.models.episodes.findById(episodeId).lean();
  if (episode === null) return null;
  const { accountId, sandbox, kind, capability, openedAt, suspendsAt, state, resource, sku } = episode;
  return {
    accountId,
    sandbox,
    isOver: isEpisodeOver(episode),
    workflowType: 'arrears',
    input: { episodeId },
    staticSummary: `${kind === 'units' ? 'arrears' : 'cover ended'}: ${resource ?? sku ?? ''}, closes ${capability}`,
    staticDetails: `Episode ${episodeId} of account ${accountId}, since ${openedAt}; ${capability} closes at ${suspendsAt} unless it is settled before.`,
    fairnessKey: accountId,
    searchAttributes: new TypedSearchAttributes([
      { key: CUSTOMER_ID, value: accountId },
      { key: EPISODE_STATE, value: state },
    ]),
  };
}
