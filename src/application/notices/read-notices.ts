/** Reads notices together with their deliveries to each platform. */
import type { NoticeId } from '../../domain/ids.ts';
import { PLATFORMS, type Platform } from '../../storage/collections/platforms.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';
import type { Database, Session } from '../../storage/database.ts';
import { readPage, type Match, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

export interface NoticeFilter extends ScopeQuery, PageRequest {
  readonly kind?: NoticeDocument['kind'] | undefined;
  readonly platform?: Platform | undefined;
  readonly state?: DeliveryDocument['state'] | undefined;
}

export interface NoticeWithDeliveries {
  readonly notice: NoticeDocument;
  /** In order of platform. */
  readonly deliveries: readonly DeliveryDocument[];
}

/** Throws `not_found` if the notice does not exist or the caller's key does not cover its account. */
export async function findNotice(
  { models }: Database,
  caller: Caller,
  id: NoticeId,
  session: Session | null = null,
): Promise<NoticeDocument> {
  return visibleTo(caller, await models.notices.findById(id).session(session).lean(), { kind: 'notice', id });
}

/** Newest first. A filter by platform or state of delivery lists a notice once for each delivery that matches. */
export async function listNotices(
  database: Database,
  caller: Caller,
  query: NoticeFilter,
): Promise<Page<NoticeWithDeliveries>> {
  const scopes = await accountScopes(database, caller, query);
  const { documents, nextCursor } =
    query.platform === undefined && query.state === undefined
      ? await readPage<NoticeDocument>(database.models.notices, { scopes, ...orderedBy(query) }, query)
      : await noticesByDelivery(database, scopes, query);
  return { documents: await withDeliveries(database, documents), nextCursor };
}

function orderedBy({ kind }: NoticeFilter) {
  return { match: kind === undefined ? {} : { kind }, sort: { at: -1, sortKey: -1 } as const };
}

/** Every notice has one delivery for each platform, so the deliveries are paged in its place. */
async function noticesByDelivery(
  { models }: Database,
  accounts: readonly Match[],
  query: NoticeFilter,
): Promise<Page<NoticeDocument>> {
  const { platform, state } = query;
  const scopes = (platform === undefined ? PLATFORMS : [platform]).flatMap((to) =>
    accounts.map((scope) => ({ ...scope, platform: to, ...(state === undefined ? {} : { state }) })),
  );
  const { documents, nextCursor } = await readPage<DeliveryDocument>(
    models.deliveries,
    { scopes, ...orderedBy(query) },
    query,
  );
  const found = await models.notices.find({ _id: { $in: documents.map(({ noticeId }) => noticeId) } }).lean();
  return {
    documents: documents.flatMap(({ noticeId }) => found.find(({ _id }) => _id === noticeId) ?? []),
    nextCursor,
  };
}

/** Adds the deliveries of a notice, read in the transaction of `session`. */
export async function withDeliveriesOf(
  database: Database,
  notice: NoticeDocument,
  session: Session | null = null,
): Promise<NoticeWithDeliveries> {
  const [found] = await withDeliveries(database, [notice], session);
  return found ?? { notice, deliveries: [] };
}

async function withDeliveries(
  { models }: Database,
  notices: readonly NoticeDocument[],
  session: Session | null = null,
): Promise<NoticeWithDeliveries[]> {
  const all = await models.deliveries
    .find({ noticeId: { $in: notices.map(({ _id }) => _id) } })
    .sort({ noticeId: 1, platform: 1 })
    .session(session)
    .lean();
  return notices.map((notice) => ({
    notice,
    deliveries: all.filter(({ noticeId }) => noticeId === notice._id),
  }));
}
