/** Reads the lots of an account, with the later purchases of the same resource. */
import type { PipelineStage } from 'mongoose';
import type { AccountId, LotId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';
import type { Database } from '../../../storage/database.ts';
import { readPage, type PageRequest } from '../../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import { visibleTo, type Caller } from '../../access/caller.ts';
import { lotsInState, lotStatuses, type LotStatus } from '../../ledger/queries/lot-records.ts';
import { readSettledLedger, type SettledLedger } from '../../ledger/queries/settled-ledger.ts';

/** At most this many later purchases are listed for each lot. */
const MOST_RENEWALS = 10;

export interface LotFilter extends PageRequest {
  readonly resource?: string | undefined;
  readonly state?: LotStatus['state'] | undefined;
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
  const { resource, state } = query;
  // The ledger is read before the records of its lots: `lotStatuses` relies on it.
  const ledger = await readSettledLedger(database, accountId, serverNow());
  const scopes = lotsInState(state, ledger.now).map((stored) => ({ accountId, ...stored }));
  const match = resource === undefined ? {} : { resource };
  const { documents, nextCursor } = await readPage<LotDocument>(
    database.models.lots,
    { scopes, match, sort: { purchasedAt: -1, _id: -1 } },
    query,
  );
  const statusOf = lotStatuses(ledger);
  const renewals = await renewalsOf(database, documents);
  const lots = documents.flatMap((document) => {
    const status = statusOf(document);
    if (status === null || (state !== undefined && status.state !== state)) return [];
    return [{ document, ...status, renewals: renewals.get(document._id) ?? [] }];
  });
  return { documents: lots, nextCursor, ledger };
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
