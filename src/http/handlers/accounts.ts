/** Accounts and their clocks. */
import { changeAccount } from '../../application/accounts/change-account.ts';
import { createAccount } from '../../application/accounts/create-account.ts';
import { listAccounts } from '../../application/accounts/list-accounts.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { assertUnlimited } from '../../application/access/caller.ts';
import type { UsageAccountCache } from '../../application/usages/usage-account-cache.ts';
import type { accountRoutes } from '../../contracts/accounts.ts';
import { loadAccount, timeOf } from '../pipeline/account-time.ts';
import { idempotently, inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { accountView } from '../views/accounts.ts';
import { pageView } from '../views/page.ts';

export interface AccountHandlerDependencies extends HandlerDependencies {
  /** Removes a changed account from the cache of this process. */
  readonly accountCache: Pick<UsageAccountCache, 'forget'>;
}

export function accountHandlers(dependencies: AccountHandlerDependencies): Handlers<typeof accountRoutes> {
  const { database, serverNow } = dependencies;
  return {
    createAccount: async (request) => {
      // A key that is limited to certain accounts could not read the new one.
      assertUnlimited(request.caller);
      const response = await idempotently(dependencies, request, 201, async (unit) => {
        const account = await createAccount(unit, request.body);
        return accountView({ account, now: account.createdAt });
      });
      const { sandbox, now } = response.body;
      return { ...response, ...(sandbox ? { serverNow: now } : {}) };
    },

    listAccounts: async ({ query, caller }) => {
      const page = await listAccounts(dependencies, caller, query);
      return { status: 200, body: pageView(page, accountView) };
    },

    changeAccount: {
      load: loadAccount(database),
      handle: async (request) => {
        const { params, caller, body } = request;
        const account = await inTransaction(dependencies, request, (unit) =>
          changeAccount(unit, params.id, body),
        );
        dependencies.accountCache.forget(params.id);
        const { frozenAt } = await readAccount(database, caller, params.id);
        const now = frozenAt ?? serverNow();
        return { status: 200, body: accountView({ account, now }), ...timeOf({ frozenAt }) };
      },
    },

    getAccount: async ({ params, caller }) => {
      const { account, frozenAt } = await readAccount(database, caller, params.id);
      const now = frozenAt ?? serverNow();
      return { status: 200, body: accountView({ account, now }), ...timeOf({ frozenAt }) };
    },
  };
}
