/** An episode as answers show it. The clock decides: a suspension that is due shows whether or not it was booked. */
import type { Episode } from '../../contracts/episodes.ts';
import { isSuspensionDue } from '../../domain/arrears/view.ts';
import type { Instant } from '../../domain/instant.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { arrearsOf } from '../../application/arrears/read-episode.ts';
import type { EpisodeId } from '../../domain/ids.ts';
import type { Database } from '../../storage/database.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

type ReadDependencies = Pick<HandlerDependencies, 'database' | 'workflowUrl'>;

/** All of one account, at its instant `now`. */
export async function episodeViews(
  { database, workflowUrl }: ReadDependencies,
  episodes: readonly EpisodeDocument[],
  head: LedgerDocument,
  now: Instant,
): Promise<Episode[]> {
  const episodeIds = episodes.map(({ _id }) => _id);
  const [noticesOf, paymentsOf] = await Promise.all([
    noticesByEpisode(database, episodeIds),
    paymentsByEpisode(database, episodeIds),
  ]);
  return episodes.map((episode) => {
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
      ...arrearsOf(episode, head, now),
      policyVersion: episode.policyVersion,
      notices: noticesOf.get(_id) ?? [],
      offsets: paymentsOf.get(_id) ?? [],
      workflow: { workflowId, runId: workflowRunId, url: workflowUrl(workflowId, workflowRunId) },
    };
  });
}

async function noticesByEpisode(
  { models }: Database,
  episodeIds: readonly EpisodeId[],
): Promise<Map<string, Episode['notices']>> {
  const notices = await models.notices
    .find({ 'payload.episodeId': { $in: episodeIds } }, { kind: 1, payload: 1 })
    .sort({ 'payload.episodeId': 1, at: 1, sortKey: 1 })
    .lean();
  const deliveries = await models.deliveries
    .find({ noticeId: { $in: notices.map(({ _id }) => _id) } })
    .sort({ noticeId: 1, platform: 1 })
    .lean();
  return groupedBy(
    notices.flatMap(({ _id, kind, payload }) =>
      deliveries
        .filter(({ noticeId }) => noticeId === _id)
        .map(({ platform, state }) => ({
          of: typeof payload['episodeId'] === 'string' ? payload['episodeId'] : '',
          item: { noticeId: _id, kind, platform, state },
        })),
    ),
  );
}

async function paymentsByEpisode(
  { models }: Database,
  episodeIds: readonly EpisodeId[],
): Promise<Map<string, Episode['offsets']>> {
  const settled = await models.settlements
    .find({ episodeId: { $in: episodeIds } })
    .sort({ episodeId: 1, sequence: 1, from: 1 })
    .lean();
  return groupedBy(
    settled.map(({ episodeId, at, units, lotId }) => ({ of: episodeId ?? '', item: { at, units, lotId } })),
  );
}

function groupedBy<Item>(entries: readonly { of: string; item: Item }[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const { of, item } of entries) {
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [item]);
    else group.push(item);
  }
  return groups;
}
