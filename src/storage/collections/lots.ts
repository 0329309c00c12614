/** Lots: the lasting record of each. A live lot's figures are in its ledger; when it ends they are copied to `final`. */
import type { AccountId, LineId, LotId, OrderId } from '../../domain/ids.ts';
import type { LotFigures } from '../../domain/ledger/state.ts';
import type { Money } from '../../domain/money.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, flag, id, instant, integer, orNull, text, whereWritten } from '../fields.ts';

export type LotEnd = 'exhausted' | 'expired' | 'voided';

/** Units of a lot that has ended. */
export type FinalLotFigures = Omit<LotFigures, 'credited'>;

export type LotDocument = DocumentOf<typeof lots>;

export const lots = defineCollection({
  name: 'lots',
  fields: {
    _id: id<LotId>(),
    accountId: id<AccountId>(),
    sandbox: flag(),
    resource: text(),
    orderId: orNull(id<OrderId>()),
    lineId: orNull(id<LineId>()),
    storageYears: orNull(integer()),
    /** What was paid for all its units. Goodwill has none, nor have lots of before money was in the journal. */
    price: whereWritten(data<Money>()),
    purchasedAt: instant(),
    creditedAt: instant(),
    /** Last calendar date, in the account's zone. */
    expiresOn: text(),
    /** Exclusive. */
    expiresAt: instant(),
    /** Units. */
    credited: integer(),
    /** Why it ended; null for a live lot. */
    end: orNull(text<LotEnd>()),
    endedAt: orNull(instant()),
    final: orNull(data<FinalLotFigures>()),
  },
  indexes: [
    { keys: { accountId: 1, purchasedAt: -1, _id: -1, resource: 1, end: 1, expiresAt: 1 } },
    { keys: { sandbox: 1, purchasedAt: -1, _id: -1 } },
    { keys: { sandbox: 1, end: 1, purchasedAt: -1, _id: -1, resource: 1, expiresAt: 1 } },
    { keys: { sandbox: 1, resource: 1, purchasedAt: -1, _id: -1 } },
    { keys: { accountId: 1, resource: 1, purchasedAt: 1, _id: 1, credited: 1 } },
  ],
});
