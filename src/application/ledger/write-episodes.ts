/** Stores what books tell of episodes: their records, what settled arrears, and everything owed to others for it. */
import type { EpisodeEvent } from '../../domain/ledger/episode.ts';
import type { JsonObject } from '../../domain/json.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { EpisodeDocument, SettlementDocument } from '../../storage/collections/episode.ts';
import { SYSTEM, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { derivedId } from '../../infra/ids.ts';
import { clearSuspension, tellEpisode, watchSuspension } from './episode-record.ts';
import type { LedgerSession } from './ledger-session.ts';
import { noticeFactsOf, type PoolPolicyOf } from './pool-notice-facts.ts';

type Booked = LedgerSession['episodeEvents'][number];

/** What is told of one account's episodes. */
export type EpisodeChangesOf = Pick<LedgerSession, 'accountId' | 'sandbox' | 'episodeEvents' | 'settlements'>;

export async function writeEpisodes(
  unit: UnitOfWork,
  books: readonly EpisodeChangesOf[],
  policyOf: PoolPolicyOf,
): Promise<void> {
  await writeSettlements(unit, books);
  for (const book of books) {
    for (const event of book.episodeEvents) await writeEvent(unit, book, event, policyOf);
    const touched = new Set(book.episodeEvents.map(idOf));
    for (const episodeId of touched) {
      const isNew = book.episodeEvents.some((event) => event.type === 'opened' && idOf(event) === episodeId);
      const workflowId = workflowIdOf('arrears', episodeId);
      if (isNew) unit.publish(book.accountId, { type: 'workflow.start', workflowId });
      else unit.publish(book.accountId, { type: 'workflow.signal', workflowId, reason: 'episode.changed' });
    }
  }
}

async function writeSettlements(unit: UnitOfWork, books: readonly EpisodeChangesOf[]): Promise<void> {
  const settled = books.flatMap(({ accountId, settlements }) =>
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

async function writeEvent(
  unit: UnitOfWork,
  book: EpisodeChangesOf,
  event: Booked,
  policyOf: PoolPolicyOf,
): Promise<void> {
  const { episodes } = unit.database.models;
  const { session } = unit;
  const _id = idOf(event);
  const { at } = event;
  const policy = policyOf(book.accountId, event.resource, at);
  const facts = { ...factsOf(event), ...noticeFactsOf(policy, neededAfter(event)) };
  const of = { unit, accountId: book.accountId, sandbox: book.sandbox, episodeId: _id, at, facts };
  const journal = { from: event.sequence, to: event.sequence };
  switch (event.type) {
    case 'opened': {
      const episode = newEpisode(book, event);
      await episodes.insertMany([episode], { session });
      watchSuspension(unit, episode);
      tellEpisode(of, {
        auditType: 'episode.opened',
        notice: 'arrears.opened',
        journal,
        policyVersion: episode.policyVersion,
      });
      return;
    }
    case 'high':
      unit.openTask({
        kind: 'arrears.high',
        cause: _id,
        accountId: book.accountId,
        sandbox: book.sandbox,
        at,
        dueAt: at,
        facts,
      });
      return;
    case 'suspended':
      await episodes.updateOne({ _id }, { $set: { state: 'suspended', suspendedAt: at } }, { session });
      await clearSuspension(unit, _id);
      tellEpisode(of, { auditType: 'episode.suspended', notice: 'service.suspended', actor: SYSTEM });
      return;
    case 'reduced':
      tellEpisode(of, {
        auditType: 'episode.reduced',
        notice: 'arrears.reduced',
        // Each payment is a fact of its own.
        cause: `${_id}:${event.sequence}`,
        journal,
      });
      return;
    case 'cleared':
      tellEpisode(of, { auditType: 'episode.cleared', notice: 'arrears.cleared', journal });
      return;
    case 'closed':
      await episodes.updateOne(
        { _id },
        { $set: { state: 'closed', closedAt: at, outcome: event.outcome, peakArrears: event.peak } },
        { session },
      );
      await clearSuspension(unit, _id);
      tellEpisode(of, { auditType: 'episode.closed' });
      return;
    case 'resumed':
      await episodes.updateOne({ _id }, { $set: { resumedAt: at } }, { session });
      tellEpisode(of, { auditType: 'episode.resumed', notice: 'service.resumed' });
      return;
  }
}

function newEpisode(
  book: EpisodeChangesOf,
  { episode, resource, sequence }: Extract<Booked, { type: 'opened' }>,
): EpisodeDocument {
  const { episodeId, openedAt, suspendsAt, policyVersion, capability, peak } = episode;
  return {
    _id: episodeId,
    accountId: book.accountId,
    sandbox: book.sandbox,
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

function idOf(event: EpisodeEvent): string {
  return event.type === 'opened' ? event.episode.episodeId : event.episodeId;
}

/** The rule that is cited of an event, and the units that a top-up must have at least, so that drawing is open after it. */
function neededAfter(event: Booked): Parameters<typeof noticeFactsOf>[1] {
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

/** What the platforms are told and the audit keeps. */
function factsOf(event: Booked): JsonObject {
  switch (event.type) {
    case 'opened': {
      const { episodeId, capability, suspendsAt, peak } = event.episode;
      return { episodeId, capability, resource: event.resource, arrears: peak, suspendsAt };
    }
    case 'high':
    case 'suspended': {
      const { episodeId, capability, resource, arrears } = event;
      return { episodeId, capability, resource, arrears };
    }
    case 'reduced': {
      const { episodeId, capability, resource, units, arrears } = event;
      return { episodeId, capability, resource, units, arrears };
    }
    case 'cleared': {
      const { episodeId, capability, resource, units } = event;
      return { episodeId, capability, resource, units, arrears: 0 };
    }
    case 'closed': {
      const { episodeId, capability, resource, outcome, peak } = event;
      return { episodeId, capability, resource, outcome, peakArrears: peak };
    }
    case 'resumed': {
      const { episodeId, capability, resource, available } = event;
      return { episodeId, capability, resource, available };
    }
  }
}
