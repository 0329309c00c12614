/** How far the journal of each account has been verified. */
import type { Instant } from '../../domain/instant.ts';
import type { StoredPoolFigures } from '../../domain/ledger/stored-figures.ts';
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer, orNull, textOrEmpty } from '../fields.ts';

/** A position in a journal, and the figures that its entries up to there add up to. */
export interface CheckedPlace {
  sequence: number;
  hash: string;
  at: Instant;
  figures: StoredPoolFigures[];
}

export type VerificationDocument = DocumentOf<typeof verifications>;

export const verifications = defineCollection({
  name: 'verifications',
  fields: {
    /** The account's id. */
    _id: id<AccountId>(),
    /** The last verified position: a `CheckedPlace`. */
    sequence: integer(),
    hash: textOrEmpty(),
    at: textOrEmpty<Instant>(),
    figures: data<StoredPoolFigures[]>(),
    /** Where full checks begin since an operator rebaselined the journal; null for its first entry. */
    base: orNull(data<CheckedPlace>()),
    /** Server time of the last check. */
    checkedAt: instant(),
    /** Server time of the last full check. */
    wholeAt: instant(),
  },
  indexes: [],
});
