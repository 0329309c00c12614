/** Settlements of units in arrears. Joined with the ranges of usages, they show which lot paid for which usage. */
import type { AccountId, EpisodeId, LotId } from '../../domain/ids.ts';
import { defineCollection, PRESENT, type DocumentOf } from '../define-collection.ts';
import { id, instant, integer, orNull, text, whereWritten } from '../fields.ts';

export type SettlementDocument = DocumentOf<typeof settlements>;

export const settlements = defineCollection({
  name: 'settlements',
  fields: {
    _id: id(),
    accountId: id<AccountId>(),
    resource: text(),
    /** First unit within the pool's arrears, inclusive. */
    from: integer(),
    /** Exclusive. */
    to: integer(),
    units: integer(),
    kind: text<'offset' | 'written_off'>(),
    /** The lot that paid; null if the units were written off. */
    lotId: orNull(id<LotId>()),
    /** Units that remained of the lot before it paid these: what they earned follows from it. */
    lotRemaining: whereWritten(integer()),
    at: instant(),
    /** Journal entry that booked it. */
    sequence: integer(),
    episodeId: orNull(id<EpisodeId>()),
  },
  indexes: [
    { keys: { accountId: 1, resource: 1, to: 1, from: 1 } },
    { keys: { accountId: 1, sequence: 1, _id: 1 } },
    { keys: { episodeId: 1, sequence: 1, from: 1 }, partial: { episodeId: PRESENT } },
  ],
});
