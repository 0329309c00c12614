/** The last step of every operation on a pool: checks the identities and builds the movement to record. */
import type { Instant } from '../instant.ts';
import type { PoolDraft } from './draft.ts';
import { assertMovement } from './identities.ts';
import type { JournalEntryKind, MoneyPosting, Movement, Posting } from './journal-entry.ts';
import { balancedMoney, NO_MONEY } from './lot-money.ts';

/**
 * A movement with the pool's current balance. `money` is what it moves, but for the posting that balances it. Throws `InvariantError` if an identity does
 * not hold.
 */
export function recordMovement(
  pool: PoolDraft,
  at: Instant,
  kind: JournalEntryKind,
  postings: readonly Posting[],
  money: readonly MoneyPosting[] = NO_MONEY,
): Movement {
  const { resource } = pool;
  const balanceAfter = { resource, available: pool.available, arrears: pool.outstanding };
  const movement: Movement =
    money.length === 0
      ? { at, kind, postings, balanceAfter }
      : { at, kind, postings, money: balancedMoney(kind, resource, money), balanceAfter };
  assertMovement(pool, movement);
  return movement;
}
