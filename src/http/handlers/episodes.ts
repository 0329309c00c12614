/** Episodes of arrears: read with their proof, and written off. */
import type { episodeRoutes, Episode } from '../../contracts/episodes.ts';
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import { writeOffEpisode } from '../../application/arrears/write-off.ts';
import { changeLedger } from '../../application/ledger/change-ledger.ts';
import type { AccountId } from '../../domain/ids.ts';
import { once } from '../../storage/idempotency.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import { accountTime, timeOf } from '../pipeline/account-time.ts';
import { assertCovers, visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage, type Match } from '../../storage/paging/read-page.ts';
import { episodeViews } from '../views/episode.ts';

export function episodeHandlers(dependencies: HandlerDependencies): Handlers<typeof episodeRoutes> {
  const { database, serverNow } = dependencies;
  const { episodes, ledgers } = database.models;

  async function headOf(accountId: AccountId) {
    const head = await ledgers.findById(accountId).lean();
    if (head === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    return { head, now: head.frozenAt ?? serverNow() };
  }

  async function find(id: string, caller: Caller): Promise<EpisodeDocument> {
    const episode = await episodes.findById(id).lean();
    return visibleTo(caller, episode, { kind: 'episode', id });
  }

  async function view(id: string, caller: Caller): Promise<Episode> {
    const episode = await find(id, caller);
    const { head, now } = await headOf(episode.accountId);
    const [shown] = await episodeViews(dependencies, [episode], head, now);
    if (shown === undefined) throw new DomainError('not_found', { kind: 'episode', id });
    return shown;
  }

  return {
    listEpisodes: async ({ params: { id }, query, caller }) => {
      assertCovers(caller, id);
      const { head, now } = await headOf(id);
      const { state, kind } = query;
      const { documents, nextCursor } = await readPage<EpisodeDocument>(
        episodes,
        {
          scopes: inState(state, now).map((stored) => ({ accountId: id, ...stored })),
          match: kind === undefined ? {} : { kind },
          sort: { openedAt: -1, _id: -1 },
        },
        query,
      );
      const items = await episodeViews(dependencies, documents, head, now);
      return { status: 200, body: { items, nextCursor }, ...timeOf(head) };
    },

    getEpisode: async ({ params: { id }, caller }) => {
      const body = await view(id, caller);
      return { status: 200, body, ...(await accountTime(database, body.accountId)) };
    },

    writeOffEpisode: {
      load: async ({ params: { id }, caller }) => accountTime(database, (await find(id, caller)).accountId),
      handle: async (request) => {
        const { params, caller, idempotency, body } = request;
        const { replayed } = await once(dependencies, idempotency, actorOf(request), async (unit) => {
          const episode = await episodes.findById(params.id).session(unit.session).lean();
          if (episode === null) throw new DomainError('not_found', { kind: 'episode', id: params.id });
          await writeOffEpisode(unit, changeLedger, episode, body.reason);
          return { status: 200, body: { id: params.id } };
        });
        const shown = await view(params.id, caller);
        return { status: 200, body: shown, replayed, ...(await accountTime(database, shown.accountId)) };
      },
    },
  };
}

/** Disjoint conditions. A suspension that is due counts as one, booked or not. */
function inState(state: Episode['state'] | undefined, now: Instant): Match[] {
  switch (state) {
    case undefined:
      return [{}];
    case 'open':
      return [{ state, suspendsAt: { $gt: now } }];
    case 'suspended':
      return [{ state }, { state: 'open', suspendsAt: { $lte: now } }];
    case 'closed':
      return [{ state }];
  }
}
