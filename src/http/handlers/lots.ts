/** Lots, the latest purchase first, with what was bought of the same resource after each of them. */
import type { lotRoutes, Lot } from '../../contracts/lots.ts';
import type { Database } from '../../persistence/database.ts';
import type { LotDocument } from '../../persistence/models/ledger.ts';
import { timeOf } from '../account-subject.ts';
import { assertCovers } from '../caller.ts';
import type { Handlers } from '../handler.ts';
import type { HandlerDependencies } from '../handler-dependencies.ts';
import { lotStandings, matchLotState } from '../lot-standings.ts';
import { readPage } from '../read-page.ts';
import { readSettledLedger } from '../settled-ledger.ts';
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
      // The ledger before the records of its lots: `lotStandings` relies on it.
      const ledger = await readSettledLedger(database, id, serverNow());
      const { resource, state } = query;
      const match = {
        accountId: id,
        ...(resource === undefined ? {} : { resource }),
        ...matchLotState(state, ledger.now),
      };
      const sort = { purchasedAt: -1, _id: -1 } as const;
      const { documents, nextCursor } = await readPage<LotDocument>(
        database.models.lots,
        { match, sort },
        query,
      );
      const standingOf = lotStandings(ledger);
      const items = await Promise.all(
        documents.flatMap((document) => {
          const standing = standingOf(document);
          if (standing === null || (state !== undefined && standing.state !== state)) return [];
          return [withRenewals(database, document, lotView(document, standing))];
        }),
      );
      return { status: 200, body: { items, nextCursor }, ...timeOf(ledger) };
    },
  };
}

async function withRenewals(database: Database, document: LotDocument, lot: Lot): Promise<Lot> {
  const { accountId, resource, purchasedAt } = document;
  const later = await database.models.lots
    .find({ accountId, resource, purchasedAt: { $gt: purchasedAt } }, { purchasedAt: 1, credited: 1 })
    .sort({ purchasedAt: 1, _id: 1 })
    .limit(MOST_RENEWALS)
    .lean();
  const renewals = later.map(({ _id, purchasedAt: at, credited }) => ({
    lotId: _id,
    purchasedAt: at,
    credited,
  }));
  return { ...lot, renewals };
}
