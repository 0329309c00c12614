/** What operators put right with lots: goodwill units, and more time. */
import type { lotRoutes } from '../../contracts/lots.ts';
import { findResource } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/errors.ts';
import { extendLot } from '../../application/entitlements/lots/extend-lot.ts';
import { grantCredit } from '../../application/entitlements/lots/grant-credit.ts';
import type { LotId } from '../../domain/ids.ts';
import { once, requestKeyOf } from '../../storage/idempotency.ts';
import { derivedId } from '../../infra/ids.ts';
import { loadAccount, accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { schemaError } from '../../messages/schema-violations.ts';
import { lotView } from '../views/lot.ts';

type LotCorrections = Pick<Handlers<typeof lotRoutes>, 'grantCredit' | 'extendLot'>;

export function lotCorrections(dependencies: HandlerDependencies): LotCorrections {
  const { database, catalogues } = dependencies;

  async function accountOf(lotId: LotId, caller: Caller): Promise<string> {
    const lot = await database.models.lots.findById(lotId, { accountId: 1 }).lean();
    return visibleTo(caller, lot, { kind: 'lot', id: lotId }).accountId;
  }

  return {
    grantCredit: {
      load: loadAccount(database),
      handle: async (request) => {
        const { params, body, idempotency } = request;
        const resource = findResource(await catalogues.recent(), body.resource);
        if (resource === undefined) {
          throw new DomainError('not_found', { kind: 'resource', id: body.resource });
        }
        if (body.storageYears !== undefined && !resource.perStorage) {
          throw schemaError('storageYears', 'storage_not_known', { resource: resource.name });
        }
        const goodwill = {
          lotId: derivedId('lot', requestKeyOf(idempotency)),
          accountId: params.id,
          resource: body.resource,
          units: body.units,
          storageYears: body.storageYears ?? null,
          expiresOn: body.expiresOn ?? null,
          reason: body.reason,
        };
        const answer = await once(dependencies, idempotency, actorOf(request), async (unit) => {
          const { document, ...status } = await grantCredit(unit, goodwill);
          return { status: 201, body: lotView(document, status) };
        });
        return { ...answer, status: 201, ...(await accountTime(database, params.id)) };
      },
    },

    extendLot: {
      load: async ({ params, caller }) => accountTime(database, await accountOf(params.id, caller)),
      handle: async (request) => {
        const { params, body, caller, idempotency } = request;
        const accountId = await accountOf(params.id, caller);
        const answer = await once(dependencies, idempotency, actorOf(request), async (unit) => {
          const { document, ...status } = await extendLot(unit, { ...body, lotId: params.id });
          return { status: 200, body: lotView(document, status) };
        });
        return { ...answer, status: 200, ...(await accountTime(database, accountId)) };
      },
    },
  };
}
