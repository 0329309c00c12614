/** Deliveries: one for each notice and platform. */
import type { NoticeKind } from '../../domain/kinds.ts';
import type { DeliveryTimeOuts } from '../../domain/notices/delivery-time-outs.ts';
import type { AccountId, DeliveryId, NoticeId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, optional, orNull, text } from '../fields.ts';
import type { Platform } from './platforms.ts';

export type DeliveryDocument = DocumentOf<typeof deliveries>;

export const deliveries = defineCollection({
  name: 'deliveries',
  fields: {
    _id: id<DeliveryId>(),
    noticeId: id<NoticeId>(),
    platform: text<Platform>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    /** Copied from the notice, for lists of notices by their deliveries; `at` and `sortKey` too. */
    kind: text<NoticeKind>(),
    at: instant(),
    sortKey: text(),
    state: text<'pending' | 'delivered' | 'failed'>(),
    attempts: integer(),
    /** Failed attempts since the delivery began or was started again. */
    failures: integer(),
    lastError: orNull(text()),
    /** In a sandbox: timed-out attempts of the last advance of its clock that had any. */
    timeOuts: orNull(data<DeliveryTimeOuts>()),
    deliveredAt: orNull(instant()),
    /** Account time; null once it is no longer pending. */
    nextAttemptAt: orNull(instant()),
    /** Account time; null once it is no longer pending. */
    givesUpAt: orNull(instant()),
    /** What its notice is about. Absent from those of earlier versions, which are sent in any order. */
    subject: optional(text()),
    /** While it is held: the earlier delivery about the same subject. */
    heldBehind: optional(id<DeliveryId>()),
    /** How often it was held behind another one, or another one behind it. */
    holds: optional(integer()),
  },
  indexes: [
    { keys: { noticeId: 1, platform: 1 }, unique: true },
    { keys: { accountId: 1, platform: 1, at: -1, sortKey: -1, state: 1, kind: 1 } },
    { keys: { sandbox: 1, platform: 1, at: -1, sortKey: -1, kind: 1 } },
    { keys: { sandbox: 1, platform: 1, state: 1, at: -1, sortKey: -1, kind: 1 } },
    { keys: { state: 1, _id: 1 } },
    { keys: { subject: 1, platform: 1, at: -1, sortKey: -1 }, partial: { state: 'pending' } },
  ],
});
