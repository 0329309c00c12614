/** Notices to customers: one for each pair of cause and kind. */
import type { JsonObject } from '../../domain/json.ts';
import type { NoticeKind } from '../../domain/kinds.ts';
import type { AccountId, NoticeId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, text } from '../fields.ts';

export type NoticeDocument = DocumentOf<typeof notices>;

export const notices = defineCollection({
  name: 'notices',
  fields: {
    _id: id<NoticeId>(),
    kind: text<NoticeKind>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    at: instant(),
    recordedAt: instant(),
    /** Greater than that of every earlier notice, so that notices of one instant are listed in their order. */
    sortKey: text(),
    payload: data<JsonObject>(),
  },
  indexes: [
    { keys: { accountId: 1, at: -1, sortKey: -1, kind: 1 } },
    { keys: { sandbox: 1, at: -1, sortKey: -1 } },
    { keys: { sandbox: 1, kind: 1, at: -1, sortKey: -1 } },
    { keys: { 'payload.episodeId': 1, at: 1, sortKey: 1 }, partial: { 'payload.episodeId': PRESENT } },
  ],
});
