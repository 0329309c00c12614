/** Compares the stored state of a ledger, or a checkpoint of it, with the figures rebuilt from its journal, and names each figure that differs. */
import type { PoolFigures, Rebuilt } from './rebuild.ts';
import type { LotFigures } from './state.ts';
import type { CountedPool } from './stored-figures.ts';

/** One figure that differs, in units, or in minor units of money. */
export interface BalanceDifference {
  readonly resource: string;
  /** `totals.credited`, `lot:<lotId>.remaining`, `lot:<lotId>.deferred`, `arrears.settled`, … */
  readonly figure: string;
  readonly stored: number;
  readonly rebuilt: number;
}

const LOT_FIGURES = ['credited', 'consumed', 'offset', 'expired', 'voided', 'remaining'] as const;
const ARREARS = ['incurred', 'settled', 'cancelled'] as const;
const TOTALS = ['credited', 'consumed', 'offset', 'expired', 'voided', 'writtenOff'] as const;

/** Every difference between a stored state and the figures rebuilt from its journal. Empty if they agree. */
export function balanceDifferences(
  state: { readonly pools: readonly CountedPool[] },
  rebuilt: Rebuilt,
): BalanceDifference[] {
  const differences: BalanceDifference[] = [];
  const resources = new Set([...state.pools.map((pool) => pool.resource), ...rebuilt.pools.keys()]);
  for (const resource of resources) {
    const pool = state.pools.find((stored) => stored.resource === resource);
    const figures = rebuilt.pools.get(resource);
    const note = (figure: string, storedUnits: number, rebuiltUnits: number) => {
      if (storedUnits !== rebuiltUnits) {
        differences.push({ resource, figure, stored: storedUnits, rebuilt: rebuiltUnits });
      }
    };
    for (const figure of TOTALS) {
      note(`totals.${figure}`, pool?.totals[figure] ?? 0, figures?.totals[figure] ?? 0);
    }
    for (const figure of ARREARS) {
      note(`arrears.${figure}`, pool?.arrears[figure] ?? 0, figures?.arrears[figure] ?? 0);
    }
    compareLots(pool, figures, note);
  }
  return differences;
}

type Note = (figure: string, storedUnits: number, rebuiltUnits: number) => void;

/** A lot that is not in the state has ended, so the only requirement is that nothing remains of it. */
function compareLots(pool: CountedPool | undefined, figures: PoolFigures | undefined, note: Note): void {
  const live = new Set<string>();
  for (const lot of pool?.lots ?? []) {
    live.add(lot.lotId);
    const after: LotFigures | undefined = figures?.lots.get(lot.lotId);
    for (const figure of LOT_FIGURES) note(`lot:${lot.lotId}.${figure}`, lot[figure], after?.[figure] ?? 0);
  }
  for (const [lotId, after] of figures?.lots ?? []) {
    if (!live.has(lotId)) note(`lot:${lotId}.remaining`, 0, after.remaining);
  }
}
