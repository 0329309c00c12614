/** Cancels the arrears of a reversed usage. Units that were still outstanding among other arrears leave a gap (AMB-26). */
import { oldestArrears, type PoolArrears } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** The part of a usage's arrears that is still outstanding; null if all of it is settled. */
export function openPartOf(arrears: Readonly<PoolArrears>, { from, to }: UnitRange): UnitRange | null {
  const open = Math.max(from, oldestArrears(arrears));
  return open < to ? { from: open, to } : null;
}

/**
 * Cancels the arrears `caused` by a usage. `open` is the part that was still outstanding; the settlements of the rest
 * must have been returned before. The caller updates the pool's sums.
 */
export function cancelArrears(arrears: PoolArrears, caused: UnitRange, open: UnitRange | null): void {
  arrears.cancelled += caused.to - caused.from;
  if (open === null) return;
  arrears.gaps = withGap(arrears.gaps, open);
  // The pointer skips a gap as soon as nothing before it is outstanding.
  const [first] = arrears.gaps;
  if (first !== undefined && first.from === oldestArrears(arrears)) arrears.gaps = arrears.gaps.slice(1);
}

function withGap(gaps: readonly UnitRange[], added: UnitRange): UnitRange[] {
  const merged: UnitRange[] = [];
  for (const gap of [...gaps, added].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && last.to === gap.from) {
      merged[merged.length - 1] = { from: last.from, to: gap.to };
    } else {
      merged.push(gap);
    }
  }
  return merged;
}
