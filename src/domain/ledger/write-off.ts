/** Writes off the arrears of a pool, on the decision of an operator (rules §8.10). */
import { findPool, settledAt, type LedgerDraft } from './draft.ts';
import { arrearsAccount, writtenOffAccount, type Movement } from './journal-entry.ts';
import { settleOldest, type Offset } from './pay-arrears.ts';
import { recordMovement } from './record-movement.ts';

export interface WrittenOff {
  readonly units: number;
  /** Which units, one for each unbroken range. */
  readonly ranges: readonly Offset[];
  /** `arrears.written_off` */
  readonly movement: Movement;
}

/** Settles all arrears of a pool. Null if nothing is outstanding. */
export function writeOff(draft: LedgerDraft, resource: string): WrittenOff | null {
  const at = settledAt(draft);
  const pool = findPool(draft, resource);
  if (pool === undefined || pool.outstanding === 0) return null;
  const units = pool.outstanding;
  const ranges = settleOldest(pool, units);
  pool.totals.writtenOff += units;
  const movement = recordMovement(pool, at, 'arrears.written_off', [
    { account: arrearsAccount(resource), units },
    { account: writtenOffAccount(resource), units: -units },
  ]);
  return { units, ranges, movement };
}
