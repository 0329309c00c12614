/** Invariants of every ledger: the hash chain is intact, and the journal explains the stored balances. */
import { balanceDifferences } from '../../src/domain/ledger/balance-differences.ts';
import { verifyChain } from '../../src/domain/ledger/hash-chain.ts';
import { assertIdentities } from '../../src/domain/ledger/identities.ts';
import { moneyDifferences } from '../../src/domain/ledger/money-differences.ts';
import { rebuildFrom } from '../../src/domain/ledger/rebuild.ts';
import { availableOf } from '../../src/domain/ledger/state.ts';
import type { LedgerDocument } from '../../src/storage/collections/ledgers.ts';
import { sha256Hex } from '../../src/infra/ids.ts';
import { journalOf } from './journal.ts';
import type { OrderFixture } from './order-fixtures.ts';

/** Checks an account's ledger as it is stored, and answers its head. */
export async function soundLedger(
  { database }: Pick<OrderFixture, 'database'>,
  accountId: string,
): Promise<LedgerDocument> {
  const head = await database.models.ledgers.findById(accountId).orFail().lean();
  const entries = await journalOf(database, accountId);
  expect(verifyChain(entries, sha256Hex)).toBeNull();
  expect({ sequence: head.sequence, hash: head.hash }).toEqual({
    sequence: entries.at(-1)?.sequence ?? 0,
    hash: entries.at(-1)?.hash ?? '',
  });
  assertIdentities(head);
  const rebuilt = rebuildFrom(entries);
  expect(rebuilt.firstWrongBalance).toBeNull();
  expect(balanceDifferences(head, rebuilt)).toEqual([]);
  expect(moneyDifferences(head, rebuilt)).toEqual([]);
  return head;
}

/** Available units of a resource. */
export function availableIn(head: LedgerDocument, resource: string): number {
  const pool = head.pools.find((candidate) => candidate.resource === resource);
  return pool === undefined ? 0 : availableOf(pool);
}
