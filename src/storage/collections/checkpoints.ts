/** Copies of a ledger's pools at some of its entries. A past instant is read from one without folding the whole journal. */
import type { PoolState } from '../../domain/ledger/state.ts';
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
    pools: data<PoolState[]>(),
  },
  indexes: [{ keys: { accountId: 1, at: -1, version: -1 } }],
});
