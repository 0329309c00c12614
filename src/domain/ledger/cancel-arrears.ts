/** Cancelling the arrears of a use that is undone. What was owed of them amid other arrears leaves a gap (AMB-26). */
import { oldestArrears, type PoolArrears } from './state.ts';
import type { UnitRange } from './unit-range.ts';

/** The part of a use's arrears that is owed; null where all is settled. */
export function openPartOf(arrears: Readonly<PoolArrears>, { from, to }: UnitRange): UnitRange | null {
  const open = Math.max(from, oldestArrears(arrears));
  return open < to ? { from: open, to } : null;
}

/**
 * Cancels the arrears of a use, `open` of which was owed and the rest settled and given back before. The pool's sums
 * are left to the caller.
 */
export function cancelArrears(arrears: PoolArrears, caused: UnitRange, open: UnitRange | null): void {
  arrears.cancelled += caused.to - caused.from;
  if (open === null) return;
  arrears.gaps = withGap(arrears.gaps, open);
  // The pointer passes a gap as soon as nothing is owed before it.
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
