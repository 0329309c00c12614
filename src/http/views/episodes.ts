/** An episode as responses show it. A suspension that is due is shown, whether or not it was booked. */
import type { EpisodeWithProof } from '../../application/arrears/list-episodes.ts';
import { arrearsOf } from '../../application/arrears/read-episode.ts';
import type { Episode } from '../../contracts/episodes.ts';
import { isSuspensionDue } from '../../domain/arrears/view.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export function episodeView(
  { workflowUrl }: Pick<HandlerDependencies, 'workflowUrl'>,
  { episode, ledger, now, notices, settlements }: EpisodeWithProof,
): Episode {
  const { _id, organizationId, sku, resource, outcome, resumedAt, closedAt, workflowRunId } = episode;
  const isDue = isSuspensionDue(episode, now);
  const suspendedAt = isDue ? episode.suspendsAt : episode.suspendedAt;
  const workflowId = workflowIdOf('arrears', _id);
  return {
    id: _id,
    accountId: episode.accountId,
    ...(organizationId === null ? {} : { organizationId }),
    ...(sku === null ? {} : { sku }),
    ...(resource === null ? {} : { resource }),
    kind: episode.kind,
    capability: episode.capability,
    state: isDue && episode.state === 'open' ? 'suspended' : episode.state,
    ...(outcome === null ? {} : { outcome }),
    openedAt: episode.openedAt,
    suspendsAt: episode.suspendsAt,
    ...(suspendedAt === null ? {} : { suspendedAt }),
    ...(resumedAt === null ? {} : { resumedAt }),
    ...(closedAt === null ? {} : { closedAt }),
    ...arrearsOf(episode, ledger, now),
    policyVersion: episode.policyVersion,
    notices: notices.map(({ noticeId, kind, platform, state }) => ({ noticeId, kind, platform, state })),
    offsets: settlements.map(({ at, units, lotId }) => ({ at, units, lotId })),
    workflow: { workflowId, runId: workflowRunId, url: workflowUrl(workflowId, workflowRunId) },
  };
}
