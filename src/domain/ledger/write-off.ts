/** Gives arrears up: an operator has decided that nobody has to pay them (rules §8.10). */
import { findPool, settledAt, type LedgerDraft } from './draft.ts';
import { arrearsAccount, writtenOffAccount, type Movement, type Posting } from './journal-entry.ts';
import { settleOldest, type Offset } from './pay-arrears.ts';
import { recordMovement } from './record-movement.ts';
import { outstandingOfTerm } from './state.ts';

export interface WrittenOff {
  readonly units: number;
  /** Which units of which storage terms; one for each unbroken range. */
  readonly ranges: readonly Offset[];
  /** `arrears.written_off` */
  readonly movement: Movement;
}

/** Settles all arrears of a pool, of every storage term, at the draft's instant. Null where none are owed. */
export function writeOff(draft: LedgerDraft, resource: string): WrittenOff | null {
  const at = settledAt(draft);
  const pool = findPool(draft, resource);
  if (pool === undefined || pool.outstanding === 0) return null;
  const ranges: Offset[] = [];
  const postings: Posting[] = [];
  let written = 0;
  for (const term of pool.arrears) {
    const units = outstandingOfTerm(term);
    if (units === 0) continue;
    ranges.push(...settleOldest(term, units));
    postings.push({ account: arrearsAccount(resource, term.storageYears), units });
    written += units;
  }
  postings.push({ account: writtenOffAccount(resource), units: -written });
  pool.totals.writtenOff += written;
  pool.outstanding -= written;
  const movement = recordMovement(pool, at, 'arrears.written_off', postings);
  return { units: written, ranges, movement };
}
