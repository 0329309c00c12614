/** Reads lots, of one account or of all, with the later purchases of the same resource. */
import type { PipelineStage } from 'mongoose';
import type { AccountId, LotId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { Database } from '../../../storage/database.ts';
import { among } from '../../../storage/among.ts';
import { matchPeriod } from '../../../storage/paging/match-period.ts';
import { readPage, type Page, type PageRequest } from '../../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import { teamScopes, type TeamScopeQuery } from '../../access/team-scope.ts';
import { scopesByClock, type ClockScope } from '../../access/clock-scopes.ts';
import { visibleTo, type Caller } from '../../access/caller.ts';
import { lotsInState, lotStatuses, type LotStatus } from '../../ledger/queries/lot-records.ts';
import {
  readSettledLedger,
  readSettledLedgers,
  type SettledLedger,
} from '../../ledger/queries/settled-ledger.ts';

/** At most this many later purchases are listed for each lot. */
const MOST_RENEWALS = 10;

export interface LotFilter extends PageRequest {
  readonly resource?: string | undefined;
  readonly state?: LotStatus['state'] | undefined;
  /** Without a state, only live lots match. */
  readonly expiresBefore?: Instant | undefined;
}

/** A later purchase of the same resource. */
export interface LotRenewal {
  readonly lotId: LotId;
  readonly purchasedAt: Instant;
  readonly credited: number;
}

export interface ListedLot extends LotStatus {
  readonly document: LotDocument;
  readonly renewals: readonly LotRenewal[];
}

export interface LotPage {
  readonly documents: readonly ListedLot[];
  readonly nextCursor: string | null;
  readonly ledger: SettledLedger;
}

/** Returns the account of a lot. Throws `not_found` if it does not exist or the caller's key does not cover it. */
export async function findLot(
  { models }: Database,
  caller: Caller,
  id: LotId,
): Promise<Pick<LotDocument, 'accountId'>> {
  const lot = await models.lots.findById(id, { accountId: 1 }).lean();
  return visibleTo(caller, lot, { kind: 'lot', id });
}

/** Latest purchase first. Throws `not_found` for an unknown account. */
export async function listLots(
  { database, serverNow }: TransactionDependencies,
  accountId: AccountId,
  query: LotFilter,
): Promise<LotPage> {
  // The ledger is read before the records of its lots: `lotStatuses` relies on it.
  const ledger = await readSettledLedger(database, accountId, serverNow());
  const { documents, nextCursor } = await pageOfLots(
    database,
    [{ scope: { accountId }, now: ledger.now }],
    query,
  );
  const ledgers = new Map([[accountId, ledger]]);
  return { documents: await withStatus(database, documents, ledgers, query), nextCursor, ledger };
}

/** Lists lots of all accounts that the caller's key covers, latest purchase first. */
export async function listAllLots(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  query: TeamScopeQuery & LotFilter,
): Promise<Page<ListedLot>> {
  const { models } = database;
  const now = serverNow();
  const accounts = await teamScopes(database, caller, query);
  const scopes = await scopesByClock(database, accounts, now, query.accountId);
  const { documents, nextCursor } = await pageOfLots(database, scopes, query);
  const accountIds = documents.map(({ accountId }) => accountId);
  const ledgers = await readSettledLedgers(database, accountIds, now);
  // Now that their ledgers are read, the records are read again: `lotStatuses` relies on it.
  const read = await among(
    documents.map(({ _id }) => _id),
    (_id) => models.lots.find({ _id }).lean(),
  );
  const lots = documents.flatMap(({ _id }) => read.find((lot) => lot._id === _id) ?? []);
  return { documents: await withStatus(database, lots, ledgers, query), nextCursor };
}

function pageOfLots(
  { models }: Database,
  scopes: readonly ClockScope[],
  query: LotFilter,
): Promise<Page<LotDocument>> {
  const { resource, expiresBefore } = query;
  return readPage<LotDocument>(
    models.lots,
    {
      scopes: scopes.flatMap(({ scope, now }) =>
        lotsInState(stateIn(query), now).map((stored) => ({ ...scope, ...stored })),
      ),
      match: {
        ...(resource === undefined ? {} : { resource }),
        ...matchPeriod('expiresAt', undefined, expiresBefore),
      },
      sort: { purchasedAt: -1, _id: -1 },
    },
    query,
  );
}

/** Whoever asks what expires before an instant means what can still be used. */
function stateIn({ state, expiresBefore }: LotFilter): LotFilter['state'] {
  return state ?? (expiresBefore === undefined ? undefined : 'live');
}

/** Adds figures, and leaves out lots that have left the state that was asked for. */
async function withStatus(
  database: Database,
  lots: readonly LotDocument[],
  ledgers: ReadonlyMap<AccountId, SettledLedger>,
  query: LotFilter,
): Promise<ListedLot[]> {
  const state = stateIn(query);
  const statuses = new Map([...ledgers].map(([id, ledger]) => [id, lotStatuses(ledger)]));
  const renewals = await renewalsOf(database, lots);
  return lots.flatMap((document) => {
    const status = statuses.get(document.accountId)?.(document) ?? null;
    if (status === null || (state !== undefined && status.state !== state)) return [];
    return [{ document, ...status, renewals: renewals.get(document._id) ?? [] }];
  });
}

interface FoundRenewal extends LotRenewal {
  /** The lot that was purchased before. */
  readonly after: LotId;
}

/** Finds the next purchases after each lot with one aggregation, which an index covers. */
async function renewalsOf(
  { models }: Database,
  lots: readonly LotDocument[],
): Promise<ReadonlyMap<LotId, LotRenewal[]>> {
  const [first, ...others] = lots.map(laterThan);
  if (first === undefined) return new Map();
  const { collectionName } = models.lots.collection;
  const found = await models.lots.aggregate<FoundRenewal>([
    ...first,
    ...others.map((pipeline) => ({ $unionWith: { coll: collectionName, pipeline } })),
  ]);
  const renewals = new Map<LotId, LotRenewal[]>(lots.map(({ _id }) => [_id, []]));
  for (const { after, ...renewal } of found) renewals.get(after)?.push(renewal);
  return renewals;
}

type Stage = PipelineStage.Match | PipelineStage.Sort | PipelineStage.Limit | PipelineStage.Project;

function laterThan({ _id, accountId, resource, purchasedAt }: LotDocument): Stage[] {
  return [
    { $match: { accountId, resource, purchasedAt: { $gt: purchasedAt } } },
    { $sort: { purchasedAt: 1, _id: 1 } },
    { $limit: MOST_RENEWALS },
    { $project: { _id: 0, after: { $literal: _id }, lotId: '$_id', purchasedAt: 1, credited: 1 } },
  ];
}
