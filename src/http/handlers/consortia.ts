/** Consortia of an account. */
import { changeConsortium } from '../../application/accounts/change-consortium.ts';
import { createConsortium } from '../../application/accounts/create-consortium.ts';
import { listConsortia } from '../../application/accounts/list-accounts.ts';
import { findConsortium, readAccountClock } from '../../application/accounts/read-account.ts';
import type { consortiumRoutes } from '../../contracts/consortia.ts';
import { accountTime, loadAccount, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently, inTransaction } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { consortiumView } from '../views/consortia.ts';
import { pageView } from '../views/page.ts';

export function consortiumHandlers(dependencies: HandlerDependencies): Handlers<typeof consortiumRoutes> {
  const { database } = dependencies;
  return {
    createConsortium: {
      load: loadAccount(database),
      handle: (request) =>
        idempotently(dependencies, request, 201, async (unit) =>
          consortiumView(await createConsortium(unit, request.params.id, request.body.name)),
        ),
    },

    changeConsortium: {
      load: loadResource(database, findConsortium),
      handle: async (request) => {
        const { params, caller, body } = request;
        const consortium = await findConsortium(database, caller, params.id);
        const changed = await inTransaction(dependencies, request, (unit) =>
          changeConsortium(unit, consortium, body.name),
        );
        const time = await accountTime(database, consortium.accountId);
        return { status: 200, body: consortiumView(changed), ...time };
      },
    },

    listConsortia: async ({ params: { id }, query, caller }) => {
      const clock = await readAccountClock(database, caller, id);
      const page = await listConsortia(database, id, query);
      return { status: 200, body: pageView(page, consortiumView), ...timeOf(clock) };
    },
  };
}
