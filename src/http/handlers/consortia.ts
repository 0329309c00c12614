/** Consortia of an account. */
import type { consortiumRoutes } from '../../contracts/consortia.ts';
import { once } from '../../storage/idempotency.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import { newId } from '../../infra/ids.ts';
import { readAccount } from '../../application/accounts/read-account.ts';
import { loadAccount, timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { consortiumView } from '../views/account.ts';

export function consortiumHandlers(dependencies: HandlerDependencies): Handlers<typeof consortiumRoutes> {
  const { database } = dependencies;
  const { consortia } = database.models;
  return {
    createConsortium: {
      load: loadAccount(database),
      handle: async (request) => {
        const accountId = request.params.id;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            const consortium: ConsortiumDocument = {
              _id: newId('con'),
              accountId,
              name: request.body.name,
              createdAt: await unit.accountNow(accountId),
            };
            await consortia.insertMany([consortium], { session: unit.session });
            unit.audit({
              type: 'consortium.created',
              at: consortium.createdAt,
              accountId,
              after: { id: consortium._id, name: consortium.name },
            });
            return { status: 201, body: consortiumView(consortium) };
          },
        );
        return { status: 201, body, replayed };
      },
    },

    listConsortia: async ({ params: { id }, query, caller }) => {
      const subject = await readAccount(database, caller, id);
      const { documents, nextCursor } = await readPage(
        consortia,
        { scopes: [{ accountId: id }], sort: { _id: -1 } },
        query,
      );
      return { status: 200, body: { items: documents.map(consortiumView), nextCursor }, ...timeOf(subject) };
    },
  };
}
