/** What was counted of a ledger's pools at some of its entries. A past instant is read from one without folding the whole journal. */
import type { CountedPool } from '../../domain/ledger/stored-figures.ts';
import type { AccountId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { data, id, instant, integer } from '../fields.ts';

export type CheckpointDocument = DocumentOf<typeof checkpoints>;

export const checkpoints = defineCollection({
  name: 'checkpoints',
  fields: {
    /** Made of the account and the ledger version. */
    _id: id(),
    accountId: id<AccountId>(),
    version: integer(),
    /** Last journal entry that the checkpoint includes. */
    sequence: integer(),
    /** Instant of the ledger state that it copies. */
    at: instant(),
    /** Older ones hold the whole state of each pool; only what is counted is read. */
    pools: data<CountedPool[]>(),
  },
  indexes: [
    { keys: { accountId: 1, at: -1, version: -1 } },
    // For their verification, which reads them beside the journal.
    { keys: { accountId: 1, sequence: 1, version: 1 } },
  ],
});
