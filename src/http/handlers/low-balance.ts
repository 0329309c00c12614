/** The balances at which an account is told that a pool is low: its own, or the catalogue's. */
import type { LowBalance, lowBalanceRoutes } from '../../contracts/low-balance.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { findResource } from '../../domain/catalogue/catalogue.ts';
import { poolPoliciesOf } from '../../domain/catalogue/policy-set.ts';
import { DomainError } from '../../domain/errors.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { transact } from '../../storage/unit-of-work.ts';
import { loadAccount, accountTime } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';

type Head = Pick<LedgerDocument, 'lowBalanceUnits'>;

export function lowBalanceHandlers(dependencies: HandlerDependencies): Handlers<typeof lowBalanceRoutes> {
  const { database, catalogues } = dependencies;
  const { ledgers } = database.models;
  const subject = loadAccount(database);

  return {
    getLowBalance: {
      load: subject,
      handle: async ({ params: { id } }) => {
        const head = await ledgers.findById(id, { lowBalanceUnits: 1 }).lean();
        if (head === null) throw new DomainError('not_found', { kind: 'account', id });
        const body = lowBalanceView(await catalogues.recent(), head);
        return { status: 200, body, ...(await accountTime(database, id)) };
      },
    },

    setLowBalance: {
      load: subject,
      handle: async (request) => {
        const { id } = request.params;
        const { resource, units } = request.body;
        const catalogue = await catalogues.recent();
        if (findResource(catalogue, resource) === undefined) {
          throw new DomainError('not_found', { kind: 'resource', id: resource });
        }
        const body = await transact(dependencies, actorOf(request), async (unit) => {
          // The version moves, so that a use that is being decided with the old thresholds decides again.
          const before = await ledgers
            .findOneAndUpdate(
              { _id: id },
              { $set: { [`lowBalanceUnits.${resource}`]: units }, $inc: { version: 1 } },
              { session: unit.session },
            )
            .lean();
          if (before === null) throw new DomainError('not_found', { kind: 'account', id });
          const lowBalanceUnits = { ...before.lowBalanceUnits, [resource]: units };
          unit.audit({
            type: 'account.low_balance_set',
            at: before.frozenAt ?? unit.recordedAt,
            accountId: id,
            facts: { resource },
            before: before.lowBalanceUnits[resource] ?? null,
            after: units,
          });
          return lowBalanceView(catalogue, { lowBalanceUnits });
        });
        return { status: 200, body, ...(await accountTime(database, id)) };
      },
    },
  };
}

function lowBalanceView({ resources }: Catalogue, { lowBalanceUnits }: Head): LowBalance {
  const items = resources.map(({ resource, policies }) => {
    const own = lowBalanceUnits[resource];
    const units = own ?? poolPoliciesOf(policies).values.lowBalanceUnits;
    const source = own === undefined ? ('catalogue' as const) : ('account' as const);
    return { resource, units: [...units], source };
  });
  return { items };
}
