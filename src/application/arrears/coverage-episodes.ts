/** Episodes of coverage as they are stored, and what audit records and notices say of them. */
import { enjoyedHours, type CoverEpisode, type CoverEvent } from '../../domain/arrears/cover-episode.ts';
import { suspensionAheadOf } from '../../domain/arrears/view.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import { SYSTEM } from '../../storage/actor.ts';
import type { EpisodeChange, EpisodeFact } from './write-episodes.ts';

/** The SKU that is covered, and for whom. */
export interface Coverage {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  /** Null for what belongs to the account, whose end opens no episode (AMB-28). */
  readonly organizationId: OrganizationId | null;
  readonly sku: string;
}

/** The coverage that an episode is about; null for an episode of units. */
export function coverageOf({ accountId, sandbox, organizationId, sku }: EpisodeDocument): Coverage | null {
  return organizationId === null || sku === null ? null : { accountId, sandbox, organizationId, sku };
}

/** An episode read from its record, which must be one of coverage. */
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

/** An episode as it is now, as a change to store. `isNew`: it opened in this transaction. */
export function changeOf(coverage: Coverage, episode: CoverEpisode, isNew: boolean): EpisodeChange {
  const { accountId, sandbox, organizationId, sku } = coverage;
  const { episodeId, termId, ...fields } = episode;
  const { state, outcome, suspendedAt, closedAt, resumedAt } = fields;
  // Whole hours; while the episode is open they follow from the instants.
  const peakArrears = closedAt === null ? 0 : enjoyedHours(fields, closedAt);
  const opened: EpisodeDocument = {
    _id: episodeId,
    accountId,
    sandbox,
    organizationId,
    sku,
    ...fields,
    resource: null,
    peakArrears,
    causedBy: `${CAUSE}${termId}`,
    workflowRunId: null,
  };
  return {
    accountId,
    episodeId,
    opened: isNew ? opened : null,
    fields: isNew ? {} : { state, outcome, suspendedAt, closedAt, resumedAt, peakArrears },
    isGraceOver: suspensionAheadOf(episode) === null,
  };
}

/** What one event means to others. Amounts of arrears are whole hours of grace (rules §8.12). */
export function factOf(coverage: Coverage, event: CoverEvent): EpisodeFact {
  const { accountId, sandbox, organizationId, sku } = coverage;
  const { type, at, episode } = event;
  const { episodeId, capability, policyVersion, suspendedAt } = episode;
  const facts = { episodeId, capability, organizationId, sku, ...amountsOf(event) };
  return {
    type,
    accountId,
    sandbox,
    episodeId,
    at,
    facts,
    ...(type === 'opened' || type === 'suspended' ? { policyVersion } : {}),
    ...(type === 'opened' ? { actor: SYSTEM } : {}),
    // Coverage that came back within its grace was never suspended.
    ...(type === 'resumed' && suspendedAt === null ? { isSilent: true } : {}),
  };
}

function amountsOf(event: CoverEvent): JsonObject {
  const { at, episode } = event;
  const hours = enjoyedHours(episode, at);
  switch (event.type) {
    case 'opened':
      return { termId: episode.termId, arrears: hours, suspendsAt: episode.suspendsAt };
    case 'suspended':
      return { arrears: hours };
    case 'cleared':
      return { termId: event.termId, hours, arrears: 0 };
    case 'closed':
      return { outcome: episode.outcome, peakArrears: hours };
    case 'resumed':
      return { termId: event.termId };
  }
}
