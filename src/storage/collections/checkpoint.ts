/** The pools of a ledger at some of its entries, so that a past instant is read without folding all that went before. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PoolState } from '../../domain/ledger/state.ts';
import { data, integer, text, type CollectionDeclaration } from '../define.ts';

export interface CheckpointDocument {
  /** Of the account and the version of its head. */
  _id: string;
  accountId: AccountId;
  version: number;
  /** Last journal entry in it, and the instant of the head that it copies. */
  sequence: number;
  at: Instant;
  pools: PoolState[];
}

export const checkpoints: CollectionDeclaration = {
  name: 'checkpoints',
  fields: { accountId: text, version: integer, sequence: integer, at: text, pools: data },
  indexes: [{ keys: { accountId: 1, at: -1, version: -1 } }],
};
