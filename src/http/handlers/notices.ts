/** Notices with their deliveries, newest first, and sending one again. */
import type { Notice, noticeRoutes } from '../../contracts/notices.ts';
import { resendNotice } from '../../application/notices/resend-notice.ts';
import type { Session } from '../../storage/database.ts';
import { once } from '../../storage/idempotency.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';
import { PLATFORMS } from '../../storage/collections/platforms.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';

export function noticeHandlers(dependencies: HandlerDependencies): Handlers<typeof noticeRoutes> {
  const { database } = dependencies;
  const { notices, deliveries } = database.models;

  async function find(id: string, caller: Caller, session: Session | null = null): Promise<NoticeDocument> {
    const notice = await notices.findById(id).session(session).lean();
    return visibleTo(caller, notice, { kind: 'notice', id });
  }

  async function views(
    documents: readonly NoticeDocument[],
    session: Session | null = null,
  ): Promise<Notice[]> {
    const noticeIds = documents.map(({ _id }) => _id);
    const all = await deliveries
      .find({ noticeId: { $in: noticeIds } })
      .sort({ noticeId: 1, platform: 1 })
      .session(session)
      .lean();
    return documents.map((notice) =>
      noticeView(
        notice,
        all.filter(({ noticeId }) => noticeId === notice._id),
      ),
    );
  }

  async function viewOf(notice: NoticeDocument, session: Session | null = null): Promise<Notice> {
    const [view] = await views([notice], session);
    if (view === undefined) throw new Error('one notice has one view');
    return view;
  }

  return {
    listNotices: async ({ query, caller }) => {
      const { kind, platform, state } = query;
      const scopes = await accountScopes(database, caller, query);
      const match = kind === undefined ? {} : { kind };
      const sort = { at: -1, told: -1 } as const;
      if (platform === undefined && state === undefined) {
        const page = await readPage<NoticeDocument>(notices, { scopes, match, sort }, query);
        return { status: 200, body: { items: await views(page.documents), nextCursor: page.nextCursor } };
      }
      // Of each notice every platform has a delivery: those are listed in its place.
      const sent = (platform === undefined ? PLATFORMS : [platform]).flatMap((to) =>
        scopes.map((scope) => ({ ...scope, platform: to, ...(state === undefined ? {} : { state }) })),
      );
      const page = await readPage<DeliveryDocument>(deliveries, { scopes: sent, match, sort }, query);
      const found = await notices
        .find({ _id: { $in: page.documents.map(({ noticeId }) => noticeId) } })
        .lean();
      const documents = page.documents.flatMap(
        ({ noticeId }) => found.find(({ _id }) => _id === noticeId) ?? [],
      );
      return { status: 200, body: { items: await views(documents), nextCursor: page.nextCursor } };
    },

    getNotice: async ({ params: { id }, caller }) => {
      const notice = await find(id, caller);
      return { status: 200, body: await viewOf(notice), ...(await accountTime(database, notice.accountId)) };
    },

    resendNotice: {
      load: async ({ params: { id }, caller }) => accountTime(database, (await find(id, caller)).accountId),
      handle: async (request) => {
        const { params, caller } = request;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            const notice = await find(params.id, caller, unit.session);
            await resendNotice(unit, notice);
            return { status: 200, body: await viewOf(notice, unit.session) };
          },
        );
        return { status: 200, body, replayed };
      },
    },
  };
}

function noticeView(
  { _id, kind, accountId, at, payload }: NoticeDocument,
  sent: readonly DeliveryDocument[],
): Notice {
  return {
    id: _id,
    kind,
    accountId,
    at,
    payload,
    deliveries: sent.map(({ _id: id, platform, state, attempts, nextAttemptAt, lastError, deliveredAt }) => ({
      id,
      platform,
      state,
      attempts,
      ...(nextAttemptAt === null ? {} : { nextAttemptAt }),
      ...(lastError === null ? {} : { lastError }),
      ...(deliveredAt === null ? {} : { deliveredAt }),
    })),
  };
}
