/** The ledger head of a new account: nothing bought, nothing owed. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';

export interface NewLedger {
  readonly accountId: AccountId;
  /** Account time. */
  readonly createdAt: Instant;
  /** Of a sandbox: where its clock stands. */
  readonly frozenAt: Instant | null;
  readonly timeZone: string;
}

export function newLedger({ accountId, createdAt, frozenAt, timeZone }: NewLedger): LedgerDocument {
  return {
    _id: accountId,
    version: 0,
    sequence: 0,
    hash: '',
    at: createdAt,
    frozenAt,
    timeZone,
    pools: [],
    overrides: [],
    agreements: [],
    lowBalanceUnits: {},
  };
}
