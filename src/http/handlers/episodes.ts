/** Episodes of arrears: read with their proof, and written off by operators. */
import { assertCovers } from '../../application/access/caller.ts';
import {
  findEpisode,
  listAllEpisodes,
  listEpisodes,
  readEpisode,
} from '../../application/arrears/list-episodes.ts';
import { writeOffEpisode } from '../../application/arrears/write-off.ts';
import { changeLedger } from '../../application/ledger/change-ledger.ts';
import type { episodeRoutes } from '../../contracts/episodes.ts';
import { accountTime, loadResource, timeOf } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { episodeView } from '../views/episodes.ts';
import { pageView } from '../views/page.ts';

export function episodeHandlers(dependencies: HandlerDependencies): Handlers<typeof episodeRoutes> {
  const { database } = dependencies;
  return {
    listEpisodes: async ({ params: { id }, query, caller }) => {
      assertCovers(caller, id);
      const page = await listEpisodes(dependencies, id, query);
      const body = pageView(page, (episode) => episodeView(dependencies, episode));
      return { status: 200, body, ...timeOf(page.ledger) };
    },

    listAllEpisodes: async ({ query, caller }) => {
      const page = await listAllEpisodes(dependencies, caller, query);
      return { status: 200, body: pageView(page, (episode) => episodeView(dependencies, episode)) };
    },

    getEpisode: async ({ params: { id }, caller }) => {
      const body = episodeView(dependencies, await readEpisode(dependencies, caller, id));
      return { status: 200, body, ...(await accountTime(database, body.accountId)) };
    },

    writeOffEpisode: {
      load: loadResource(database, findEpisode),
      handle: async (request) => {
        const { params, caller, body } = request;
        const { replayed } = await idempotently(dependencies, request, 200, async (unit) => {
          const episode = await findEpisode(database, caller, params.id, unit.session);
          await writeOffEpisode(unit, changeLedger, episode, body.reason);
          return { id: params.id };
        });
        const view = episodeView(dependencies, await readEpisode(dependencies, caller, params.id));
        const time = await accountTime(database, view.accountId);
        return { status: 200, body: view, replayed, ...time };
      },
    },
  };
}
