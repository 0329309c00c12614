/** Lots, the latest purchase first, with what was bought of the same resource after each of them. */
import type { PipelineStage } from 'mongoose';
import type { lotRoutes, Lot } from '../../contracts/lots.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import { timeOf } from '../pipeline/account-time.ts';
import { assertCovers } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { lotStatuses, lotsInState } from '../../application/ledger/queries/lot-records.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { readSettledLedger } from '../../application/ledger/queries/settled-ledger.ts';
import type { LotId } from '../../domain/ids.ts';
import { lotView } from '../views/lot.ts';

/** The next purchases after a lot; who wants all of them lists the resource. */
const MOST_RENEWALS = 10;

export function lotHandlers({
  database,
  serverNow,
}: HandlerDependencies): Pick<Handlers<typeof lotRoutes>, 'listLots'> {
  return {
    listLots: async ({ params: { id }, query, caller }) => {
      assertCovers(caller, id);
      // The ledger before the records of its lots: `lotStatuses` relies on it.
      const ledger = await readSettledLedger(database, id, serverNow());
      const { resource, state } = query;
      const match = {
        ...(resource === undefined ? {} : { resource }),
      };
      const scopes = lotsInState(state, ledger.now).map((stored) => ({ accountId: id, ...stored }));
      const sort = { purchasedAt: -1, _id: -1 } as const;
      const { documents, nextCursor } = await readPage<LotDocument>(
        database.models.lots,
        { scopes, match, sort },
        query,
      );
      const statusOf = lotStatuses(ledger);
      const renewalsOf = await renewals(database, documents);
      const items = documents.flatMap((document) => {
        const status = statusOf(document);
        if (status === null || (state !== undefined && status.state !== state)) return [];
        return [{ ...lotView(document, status), renewals: renewalsOf.get(document._id) ?? [] }];
      });
      return { status: 200, body: { items, nextCursor }, ...timeOf(ledger) };
    },
  };
}

/** The next purchases of the same resource after each lot: an index alone tells them, for all lots at once. */
async function renewals(
  { models }: Database,
  documents: readonly LotDocument[],
): Promise<ReadonlyMap<string, NonNullable<Lot['renewals']>>> {
  const [first, ...others] = documents.map(laterThan);
  if (first === undefined) return new Map();
  const found = await models.lots.aggregate<Renewal>([
    ...first,
    ...others.map((pipeline) => ({ $unionWith: { coll: models.lots.collection.collectionName, pipeline } })),
  ]);
  const of = new Map<string, NonNullable<Lot['renewals']>>(documents.map(({ _id }) => [_id, []]));
  for (const { after, ...renewal } of found) of.get(after)?.push(renewal);
  return of;
}

interface Renewal {
  /** The lot that it came after. */
  readonly after: string;
  readonly lotId: LotId;
  readonly purchasedAt: Instant;
  readonly credited: number;
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
