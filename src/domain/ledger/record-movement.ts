/** The last step of every operation on a pool: checks the identities and builds the movement to record. */
import type { Instant } from '../instant.ts';
import type { PoolDraft } from './draft.ts';
import { assertMovement } from './identities.ts';
import type { JournalEntryKind, Movement, Posting } from './journal-entry.ts';

/** A movement with the pool's current balance. Throws `InvariantError` if an identity does not hold. */
export function recordMovement(
  pool: PoolDraft,
  at: Instant,
  kind: JournalEntryKind,
  postings: readonly Posting[],
): Movement {
  const { resource } = pool;
  const balanceAfter = { resource, available: pool.available, arrears: pool.outstanding };
  const movement: Movement = { at, kind, postings, balanceAfter };
  assertMovement(pool, movement);
  return movement;
}
