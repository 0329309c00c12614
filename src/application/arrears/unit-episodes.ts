/** Turns what a ledger session booked on arrears of units into episodes' changes and facts, and stores the settlements. */
import { noticeFactsOf, type Edition } from '../../domain/catalogue/edition.ts';
import type { AccountId, EpisodeId, LotId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { EpisodeEvent } from '../../domain/ledger/episode.ts';
import type { Offset } from '../../domain/ledger/pay-arrears.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { SettlementDocument } from '../../storage/collections/settlements.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { writeEpisodes, type EpisodeChange, type EpisodeFact, type EpisodeFields } from './write-episodes.ts';

/** Arrears that were settled, the entry that booked it, and their episode. */
export interface BookedSettlement {
  readonly resource: string;
  readonly offset: Offset;
  /** Null where they were written off. */
  readonly lotId: LotId | null;
  readonly at: Instant;
  readonly sequence: number;
  readonly episodeId: EpisodeId | null;
}

/** An episode's event and the number of the account's last entry when it happened. */
export type BookedEpisodeEvent = EpisodeEvent & { readonly sequence: number };

/** What one account's ledger session booked on arrears, in order. */
export interface UnitArrears {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly episodeEvents: readonly BookedEpisodeEvent[];
  readonly settlements: readonly BookedSettlement[];
}

/** The edition of an account's pool at an instant of account time; null where nothing sells the resource. */
export type EditionOf = (
  accountId: AccountId,
  resource: string,
  at: Instant,
) => { readonly edition: Edition | null };

/** One entry an account. `editionOf` says which rule a notice cites and what can be ordered. */
export async function writeUnitEpisodes(
  unit: UnitOfWork,
  accounts: readonly UnitArrears[],
  editionOf: EditionOf,
): Promise<void> {
  await writeSettlements(unit, accounts);
  const facts: EpisodeFact[] = [];
  for (const { accountId, sandbox, episodeEvents } of accounts) {
    for (const event of episodeEvents) {
      const { type, at, resource, sequence } = event;
      const episodeId = episodeIdOf(event);
      const { edition } = editionOf(accountId, resource, at);
      const of = { accountId, sandbox, at };
      const evidence = { ...factsOf(event), ...noticeFactsOf(edition, neededAfter(event)) };
      if (type === 'high') {
        unit.openTask({ kind: 'arrears.high', cause: episodeId, ...of, dueAt: at, facts: evidence });
        continue;
      }
      const isBooked = type === 'opened' || type === 'reduced' || type === 'cleared';
      facts.push({
        type,
        ...of,
        episodeId,
        facts: evidence,
        ...(isBooked ? { journal: { from: sequence, to: sequence } } : {}),
        ...(type === 'opened' ? { policyVersion: event.episode.policyVersion } : {}),
      });
    }
  }
  await writeEpisodes(unit, accounts.flatMap(changesOf), facts);
}

async function writeSettlements(unit: UnitOfWork, accounts: readonly UnitArrears[]): Promise<void> {
  const settled = accounts.flatMap(({ accountId, settlements }) =>
    settlements.map(({ resource, offset, lotId, at, sequence, episodeId }): SettlementDocument => {
      const { units, range } = offset;
      return {
        _id: derivedId('set', `${accountId}:${resource}:${range.from}`),
        accountId,
        resource,
        from: range.from,
        to: range.to,
        units,
        kind: lotId === null ? 'written_off' : 'offset',
        lotId,
        at,
        sequence,
        episodeId,
      };
    }),
  );
  if (settled.length === 0) return;
  await unit.database.models.settlements.insertMany(settled, { session: unit.session });
}

/** Each episode of an account that something happened to, with all of it folded. */
function changesOf({ accountId, sandbox, episodeEvents }: UnitArrears): EpisodeChange[] {
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
  { accountId, sandbox }: Pick<UnitArrears, 'accountId' | 'sandbox'>,
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

function episodeIdOf(event: EpisodeEvent): EpisodeId {
  return event.type === 'opened' ? event.episode.episodeId : event.episodeId;
}

/** The kind of rule that an event cites, and the least units of a top-up after which units can be drawn again. */
function neededAfter(event: EpisodeEvent): Parameters<typeof noticeFactsOf>[1] {
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
function factsOf(event: EpisodeEvent): JsonObject {
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
