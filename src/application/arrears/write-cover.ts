/** Stores what happened to episodes of cover: their records, deadlines, audit, notices, and the message to who keeps them. */
import { enjoyedHours, type CoverEpisode, type CoverEvent } from '../../domain/arrears/cover-episode.ts';
import { suspensionAheadOf } from '../../domain/arrears/view.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { clearSuspension, tellEpisode, watchSuspension } from '../ledger/episode-record.ts';
import type { EpisodeDocument } from '../../storage/collections/episode.ts';
import { SYSTEM, type UnitOfWork } from '../../storage/unit-of-work.ts';

/** Whose cover of what. */
export interface CoverOf {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  /** Null for what belongs to the account, whose end opens no episode (AMB-28). */
  readonly organizationId: OrganizationId | null;
  readonly sku: string;
}

/** `changed` = each episode as it is now, oldest first. */
export async function writeCover(
  unit: UnitOfWork,
  of: CoverOf,
  changed: readonly CoverEpisode[],
  events: readonly CoverEvent[],
): Promise<void> {
  const { episodes } = unit.database.models;
  const { session } = unit;
  for (const episode of changed) {
    const { _id, ...stored } = documentOf(of, episode);
    const isNew = events.some((event) => event.type === 'opened' && event.episode.episodeId === _id);
    if (isNew) await episodes.insertMany([{ _id, ...stored, workflowRunId: null }], { session });
    else await episodes.updateOne({ _id }, { $set: stored }, { session });
    if (suspensionAheadOf(episode) === null) await clearSuspension(unit, _id);
    else watchSuspension(unit, { _id, ...stored, workflowRunId: null });
    const workflowId = workflowIdOf('arrears', _id);
    if (isNew) unit.publish(of.accountId, { type: 'workflow.start', workflowId });
    else unit.publish(of.accountId, { type: 'workflow.signal', workflowId, reason: 'episode.changed' });
  }
  for (const event of events) tell(unit, of, event);
}

/** Whose cover of what an episode is about; null for one of kind `units`. */
export function coverOf({ accountId, sandbox, organizationId, sku }: EpisodeDocument): CoverOf | null {
  return organizationId === null || sku === null ? null : { accountId, sandbox, organizationId, sku };
}

/** An episode read from its record. */
export function coverEpisodeOf(document: EpisodeDocument): CoverEpisode {
  const { _id, capability, state, outcome, openedAt, suspendsAt, policyVersion, causedBy } = document;
  const { suspendedAt, closedAt, resumedAt } = document;
  return {
    episodeId: _id,
    kind: 'validity',
    capability,
    state,
    outcome,
    openedAt,
    suspendsAt,
    suspendedAt,
    closedAt,
    resumedAt,
    policyVersion,
    termId: causedBy.slice(CAUSE.length),
  };
}

const CAUSE = 'term:';

function documentOf(
  { accountId, sandbox, organizationId, sku }: CoverOf,
  { episodeId, termId, ...fields }: CoverEpisode,
): Omit<EpisodeDocument, 'workflowRunId'> {
  return {
    _id: episodeId,
    accountId,
    sandbox,
    organizationId,
    sku,
    ...fields,
    resource: null,
    // Hours; while it runs they follow from the instants.
    peakArrears: fields.closedAt === null ? 0 : enjoyedHours(fields, fields.closedAt),
    causedBy: `${CAUSE}${termId}`,
  };
}

function tell(
  unit: UnitOfWork,
  { accountId, sandbox, organizationId, sku }: CoverOf,
  event: CoverEvent,
): void {
  const { at, episode, type } = event;
  const { episodeId, capability, suspendsAt, policyVersion, outcome } = episode;
  const about = { episodeId, capability, organizationId, sku };
  const hours = enjoyedHours(episode, at);
  const of = (facts: JsonObject) => ({
    unit,
    accountId,
    sandbox,
    episodeId,
    at,
    facts: { ...about, ...facts },
  });
  switch (type) {
    case 'opened':
      tellEpisode(of({ termId: episode.termId, arrears: hours, suspendsAt }), {
        auditType: 'episode.opened',
        notice: 'arrears.opened',
        policyVersion,
        actor: SYSTEM,
      });
      return;
    case 'suspended':
      tellEpisode(of({ arrears: hours }), {
        auditType: 'episode.suspended',
        notice: 'service.suspended',
        policyVersion,
        actor: SYSTEM,
      });
      return;
    case 'cleared':
      tellEpisode(of({ termId: event.termId, hours, arrears: 0 }), {
        auditType: 'episode.cleared',
        notice: 'arrears.cleared',
      });
      return;
    case 'closed':
      tellEpisode(of({ outcome, peakArrears: hours }), { auditType: 'episode.closed' });
      return;
    case 'resumed':
      tellEpisode(of({ termId: event.termId }), {
        auditType: 'episode.resumed',
        // Cover that came back in its grace resumes nothing.
        ...(episode.suspendedAt === null ? {} : { notice: 'service.resumed' }),
      });
      return;
  }
}
