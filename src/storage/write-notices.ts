/**
 * Stores the notices of a change, each once for its cause, with one delivery to each platform: to the platform's endpoint
 * if it has one for this kind of account, otherwise to the built-in inbox (api.md §6), as notices of the canary are. Notices are rendered here and
 * nowhere else, so that the stored text is the sent text.
 */
import type { AccountId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { renderNotice } from '../messages/notices/render-notice.ts';
import { canariesAmong } from './account-facts.ts';
import type { Database, Session } from './database.ts';
import { endpointOf } from './collections/platforms.ts';
import { noticeNames, type KnownOrders } from './notice-names.ts';
import type { DeliveryDocument } from './collections/deliveries.ts';
import type { NoticeDocument } from './collections/notices.ts';
import { PLATFORMS } from './collections/platforms.ts';
import { inboxDelivery, noticeDocument, pendingDelivery, type NoticeEntry } from './side-effects.ts';

export interface NoticeContext {
  readonly database: Database;
  readonly session: Session;
  readonly recordedAt: Instant;
  /** Account time. */
  readonly accountNow: (accountId: AccountId) => Promise<Instant>;
  /** Orders that were read already, by id. */
  readonly orders: KnownOrders;
}

/** Returns the deliveries to an endpoint that are new. A notice that was stored before has none. */
export async function writeNotices(
  { database, session, recordedAt, accountNow, orders }: NoticeContext,
  entries: readonly NoticeEntry[],
): Promise<(DeliveryDocument & { nextAttemptAt: Instant })[]> {
  const { models, native } = database;
  const settings = await models.platforms.find({}, { secrets: 0 }, { session }).lean();
  const nameNotice = await noticeNames(database, session, entries, orders);
  const notices = entries.map((entry) => {
    const { subject, names } = nameNotice(entry);
    const { title, text } = renderNotice(entry.kind, entry.payload, subject);
    // The text is stored as sent. Later changes of names or wording do not affect it.
    const worded = { title: { ...title }, text: { ...text } };
    return noticeDocument({ ...entry, payload: { ...entry.payload, ...names, ...worded } }, recordedAt);
  });
  await native.notices.bulkWrite(insertions(notices), { session, ignoreUndefined: true });
  const canaries = await canariesAmong(database, sandboxesOf(notices), session);
  const deliveries: DeliveryDocument[] = [];
  const times = new Map<string, Instant>();
  const nowOf = async (accountId: AccountId): Promise<Instant> => {
    const now = times.get(accountId) ?? (await accountNow(accountId));
    times.set(accountId, now);
    return now;
  };
  for (const notice of notices) {
    for (const platform of PLATFORMS) {
      const found = settings.find(({ _id }) => _id === platform);
      const delivery =
        canaries.has(notice.accountId) || endpointOf(found, notice.sandbox) === null
          ? inboxDelivery(notice, platform)
          : pendingDelivery(notice, platform, notice.sandbox ? await nowOf(notice.accountId) : recordedAt);
      deliveries.push(delivery);
    }
  }
  const { upsertedIds } = await native.deliveries.bulkWrite(insertions(deliveries), { session });
  return deliveries.flatMap((delivery, index) => {
    const { nextAttemptAt } = delivery;
    return index in upsertedIds && nextAttemptAt !== null ? [{ ...delivery, nextAttemptAt }] : [];
  });
}

/** Only a sandbox can be the canary's. */
function sandboxesOf(notices: readonly NoticeDocument[]): AccountId[] {
  return notices.flatMap(({ accountId, sandbox }) => (sandbox ? [accountId] : []));
}

function insertions<T extends { _id: string }>(documents: readonly T[]) {
  return documents.map(({ _id, ...rest }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
  }));
}
