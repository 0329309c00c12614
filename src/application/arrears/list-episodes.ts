/** Reads episodes of arrears with their proof: the notices that were sent and the settlements that offset them. */
import type { AccountId, EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import type { SettlementDocument } from '../../storage/collections/settlements.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';
import type { Database, Session } from '../../storage/database.ts';
import { among } from '../../storage/among.ts';
import { matchPeriod } from '../../storage/paging/match-period.ts';
import { readPage, type Match, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { teamScopes, type TeamScopeQuery } from '../access/team-scope.ts';
import { scopesByClock, type ClockScope } from '../access/clock-scopes.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

export interface EpisodeFilter extends PageRequest {
  readonly state?: EpisodeDocument['state'] | undefined;
  readonly kind?: EpisodeDocument['kind'] | undefined;
  /** First instant of opening. */
  readonly openedFrom?: Instant | undefined;
}

/** A notice about an episode on its way to one platform. */
export type EpisodeNotice = Pick<DeliveryDocument, 'noticeId' | 'platform' | 'state'> &
  Pick<NoticeDocument, 'kind'>;

export interface EpisodeWithProof {
  readonly episode: EpisodeDocument;
  readonly ledger: LedgerDocument;
  /** Account time. */
  readonly now: Instant;
  readonly notices: readonly EpisodeNotice[];
  readonly settlements: readonly SettlementDocument[];
}

export interface EpisodePage {
  readonly documents: readonly EpisodeWithProof[];
  readonly nextCursor: string | null;
  readonly ledger: LedgerDocument;
}

/** Throws `not_found` if the episode does not exist or the caller's key does not cover its account. */
export async function findEpisode(
  { models }: Database,
  caller: Caller,
  id: EpisodeId,
  session: Session | null = null,
): Promise<EpisodeDocument> {
  return visibleTo(caller, await models.episodes.findById(id).session(session).lean(), {
    kind: 'episode',
    id,
  });
}

/** Reads one episode with its proof. Throws `not_found` as `findEpisode` does. */
export async function readEpisode(
  dependencies: TransactionDependencies,
  caller: Caller,
  id: EpisodeId,
): Promise<EpisodeWithProof> {
  const episode = await findEpisode(dependencies.database, caller, id);
  const [found] = await withProof(dependencies, [episode]);
  if (found === undefined) throw new DomainError('not_found', { kind: 'episode', id });
  return found;
}

/** Latest first. Throws `not_found` for an unknown account. */
export async function listEpisodes(
  dependencies: TransactionDependencies,
  accountId: AccountId,
  query: EpisodeFilter,
): Promise<EpisodePage> {
  const { database, serverNow } = dependencies;
  const ledger = await database.models.ledgers.findById(accountId).lean();
  if (ledger === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const now = ledger.frozenAt ?? serverNow();
  const { documents, nextCursor } = await pageOfEpisodes(database, [{ scope: { accountId }, now }], query);
  return { documents: await withProof(dependencies, documents, [ledger]), nextCursor, ledger };
}

/** Lists episodes of all accounts that the caller's key covers, latest first. */
export async function listAllEpisodes(
  dependencies: TransactionDependencies,
  caller: Caller,
  query: TeamScopeQuery & EpisodeFilter,
): Promise<Page<EpisodeWithProof>> {
  const { database, serverNow } = dependencies;
  const accounts = await teamScopes(database, caller, query);
  const scopes = await scopesByClock(database, accounts, serverNow(), query.accountId);
  const { documents, nextCursor } = await pageOfEpisodes(database, scopes, query);
  return { documents: await withProof(dependencies, documents), nextCursor };
}

function pageOfEpisodes(
  { models }: Database,
  scopes: readonly ClockScope[],
  query: EpisodeFilter,
): Promise<Page<EpisodeDocument>> {
  const { state, kind, openedFrom } = query;
  return readPage<EpisodeDocument>(
    models.episodes,
    {
      scopes: scopes.flatMap(({ scope, now }) =>
        inState(state, now).map((stored) => ({ ...scope, ...stored })),
      ),
      match: {
        ...(kind === undefined ? {} : { kind }),
        ...matchPeriod('openedAt', openedFrom, undefined),
      },
      sort: { openedAt: -1, _id: -1 },
    },
    query,
  );
}

/** Disjoint conditions. A suspension that is due counts, booked or not; without a time only if it is booked. */
function inState(state: EpisodeDocument['state'] | undefined, now: Instant | null): Match[] {
  if (now === null) return state === undefined ? [{}] : [{ state }];
  switch (state) {
    case undefined:
      return [{}];
    case 'open':
      return [{ state, suspendsAt: { $gt: now } }];
    case 'suspended':
      return [{ state }, { state: 'open', suspendsAt: { $lte: now } }];
    case 'closed':
      return [{ state }];
  }
}

/** Adds proof to episodes. `known` are ledgers that were read before. */
async function withProof(
  { database, serverNow }: TransactionDependencies,
  episodes: readonly EpisodeDocument[],
  known: readonly LedgerDocument[] = [],
): Promise<EpisodeWithProof[]> {
  const ids = episodes.map(({ _id }) => _id);
  const [ledgers, notices, settlements] = await Promise.all([
    ledgersOf(database, episodes, known),
    noticesByEpisode(database, ids),
    settlementsByEpisode(database, ids),
  ]);
  const serverTime = serverNow();
  return episodes.map((episode) => {
    const ledger = ledgers.get(episode.accountId);
    if (ledger === undefined) throw new Error(`the account of episode ${episode._id} has no ledger`);
    return {
      episode,
      ledger,
      now: ledger.frozenAt ?? serverTime,
      notices: notices.get(episode._id) ?? [],
      settlements: settlements.get(episode._id) ?? [],
    };
  });
}

async function ledgersOf(
  { models }: Database,
  episodes: readonly EpisodeDocument[],
  known: readonly LedgerDocument[],
): Promise<ReadonlyMap<string, LedgerDocument>> {
  const ledgers = new Map<string, LedgerDocument>(known.map((ledger) => [ledger._id, ledger]));
  const missing = new Set(episodes.map(({ accountId }) => accountId).filter((id) => !ledgers.has(id)));
  const read = await among([...missing], (_id) => models.ledgers.find({ _id }).lean());
  for (const ledger of read) ledgers.set(ledger._id, ledger);
  return ledgers;
}

/** In order of the notices, then of the platforms. */
async function noticesByEpisode(
  { models }: Database,
  episodeIds: readonly EpisodeId[],
): Promise<Map<string, EpisodeNotice[]>> {
  const notices = await models.notices
    .find({ 'payload.episodeId': { $in: episodeIds } }, { kind: 1, payload: 1 })
    .sort({ 'payload.episodeId': 1, at: 1, sortKey: 1 })
    .lean();
  const deliveries = await models.deliveries
    .find({ noticeId: { $in: notices.map(({ _id }) => _id) } })
    .sort({ noticeId: 1, platform: 1 })
    .lean();
  const entries = notices.flatMap(({ _id: noticeId, kind, payload }) =>
    deliveries
      .filter((delivery) => delivery.noticeId === noticeId)
      .map(({ platform, state }) => ({
        of: typeof payload['episodeId'] === 'string' ? payload['episodeId'] : '',
        item: { noticeId, kind, platform, state },
      })),
  );
  return groupedBy(entries);
}

async function settlementsByEpisode(
  { models }: Database,
  episodeIds: readonly EpisodeId[],
): Promise<Map<string, SettlementDocument[]>> {
  const settlements = await models.settlements
    .find({ episodeId: { $in: episodeIds } })
    .sort({ episodeId: 1, sequence: 1, from: 1 })
    .lean();
  return groupedBy(settlements.map((item) => ({ of: item.episodeId ?? '', item })));
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
