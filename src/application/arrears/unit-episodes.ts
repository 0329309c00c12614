/** Episodes of units as they are stored, and what audit records and notices say of them. */
import type { noticeFactsOf } from '../../domain/catalogue/edition.ts';
import type { AccountId, EpisodeId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { EpisodeEvent } from '../../domain/ledger/episode.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { EpisodeChange, EpisodeFact, EpisodeFields } from './write-episodes.ts';

/** An episode's event and the number of the account's last entry when it happened. */
export type BookedEpisodeEvent = EpisodeEvent & { readonly sequence: number };

interface Account {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
}

interface AccountEpisodes extends Account {
  /** In the order in which they happened. */
  readonly episodeEvents: readonly BookedEpisodeEvent[];
}

/** Each episode of an account that something happened to, with all of it folded. */
export function changesOf({ accountId, sandbox, episodeEvents }: AccountEpisodes): EpisodeChange[] {
  const changes = new Map<EpisodeId, EpisodeChange>();
  for (const event of episodeEvents) {
    const episodeId = episodeIdOf(event);
    const before = changes.get(episodeId);
    const fields = fieldsOf(event);
    changes.set(episodeId, {
      accountId,
      episodeId,
      opened: event.type === 'opened' ? recordOf({ accountId, sandbox }, event) : (before?.opened ?? null),
      fields: { ...before?.fields, ...fields },
      // What moves a record ends the grace: a suspension, or the end of the arrears.
      isGraceOver: before?.isGraceOver === true || Object.keys(fields).length > 0,
    });
  }
  return [...changes.values()];
}

/** One event as others are told of it, with `facts` as evidence. A journal entry shows only a change of the arrears. */
export function factOf(
  { accountId, sandbox }: Account,
  event: Exclude<BookedEpisodeEvent, { type: 'high' }>,
  facts: JsonObject,
): EpisodeFact {
  const { type, at, sequence } = event;
  const isBooked = type === 'opened' || type === 'reduced' || type === 'cleared';
  return {
    type,
    accountId,
    sandbox,
    episodeId: episodeIdOf(event),
    at,
    facts,
    ...(isBooked ? { journal: { from: sequence, to: sequence } } : {}),
    ...(type === 'opened' ? { policyVersion: event.episode.policyVersion } : {}),
  };
}

function fieldsOf(event: EpisodeEvent): EpisodeFields {
  switch (event.type) {
    case 'suspended':
      return { state: 'suspended', suspendedAt: event.at };
    case 'closed':
      return { state: 'closed', closedAt: event.at, outcome: event.outcome, peakArrears: event.peak };
    case 'resumed':
      return { resumedAt: event.at };
    case 'opened':
    case 'high':
    case 'reduced':
    case 'cleared':
      return {};
  }
}

function recordOf(
  { accountId, sandbox }: Account,
  { episode, resource, sequence }: Extract<BookedEpisodeEvent, { type: 'opened' }>,
): EpisodeDocument {
  const { episodeId, openedAt, suspendsAt, policyVersion, capability, peak } = episode;
  return {
    _id: episodeId,
    accountId,
    sandbox,
    kind: 'units',
    capability,
    state: 'open',
    outcome: null,
    openedAt,
    suspendsAt,
    suspendedAt: null,
    closedAt: null,
    resumedAt: null,
    policyVersion,
    resource,
    peakArrears: peak,
    organizationId: null,
    sku: null,
    causedBy: `entry:${sequence}`,
    workflowRunId: null,
  };
}

export function episodeIdOf(event: EpisodeEvent): EpisodeId {
  return event.type === 'opened' ? event.episode.episodeId : event.episodeId;
}

/** The kind of rule that an event cites, and the least units of a top-up after which units can be drawn again. */
export function neededAfter(event: EpisodeEvent): Parameters<typeof noticeFactsOf>[1] {
  switch (event.type) {
    case 'opened':
      return { rule: 'warning', units: event.episode.peak + event.episode.resumeRequires };
    case 'high':
      return { rule: 'warning', units: event.arrears + 1 };
    case 'suspended':
      return { rule: 'suspension', units: event.arrears + 1 };
    case 'reduced':
      return { rule: 'recovery', units: event.arrears + 1 };
    case 'cleared':
    case 'closed':
    case 'resumed':
      return { rule: 'recovery', units: null };
  }
}

/** What the notice and the audit record say. */
export function factsOf(event: EpisodeEvent): JsonObject {
  if (event.type === 'opened') {
    const { episodeId, capability, suspendsAt, peak } = event.episode;
    return { episodeId, capability, resource: event.resource, arrears: peak, suspendsAt };
  }
  const { episodeId, capability, resource } = event;
  const of = { episodeId, capability, resource };
  switch (event.type) {
    case 'high':
    case 'suspended':
      return { ...of, arrears: event.arrears };
    case 'reduced':
      return { ...of, units: event.units, arrears: event.arrears };
    case 'cleared':
      return { ...of, units: event.units, arrears: 0 };
    case 'closed':
      return { ...of, outcome: event.outcome, peakArrears: event.peak };
    case 'resumed':
      return { ...of, available: event.available };
  }
}
