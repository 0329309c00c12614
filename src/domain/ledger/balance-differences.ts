/** Compares what a ledger head stores with what its journal makes, and names every figure that differs. */
import type { LotFigures, PoolFigures, Rebuilt } from './rebuild.ts';
import type { LedgerState, PoolState } from './state.ts';

/** One figure that differs. */
export interface BalanceDifference {
  readonly resource: string;
  /** `totals.credited`, `lot:<lotId>.remaining`, `arrears:15.settled`, … */
  readonly figure: string;
  readonly stored: number;
  readonly rebuilt: number;
}

const LOT_FIGURES = ['credited', 'consumed', 'offset', 'expired', 'voided', 'remaining'] as const;
const TOTALS = ['credited', 'consumed', 'offset', 'expired', 'voided', 'writtenOff'] as const;

/** Every difference between a stored state and figures rebuilt from its journal; empty when they agree. */
export function balanceDifferences(state: LedgerState, rebuilt: Rebuilt): BalanceDifference[] {
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
    compareArrears(pool, figures, note);
    compareLots(pool, figures, note);
  }
  return differences;
}

type Note = (figure: string, storedUnits: number, rebuiltUnits: number) => void;

function compareArrears(pool: PoolState | undefined, figures: PoolFigures | undefined, note: Note): void {
  const stored = new Map(pool?.arrears.map((term) => [term.storageYears, term]));
  for (const term of new Set([...stored.keys(), ...(figures?.arrears.keys() ?? [])])) {
    const name = `arrears:${term ?? 'any'}`;
    const before = stored.get(term);
    const after = figures?.arrears.get(term);
    note(`${name}.incurred`, before?.incurred ?? 0, after?.incurred ?? 0);
    note(`${name}.settled`, before?.settled ?? 0, after?.settled ?? 0);
    note(`${name}.cancelled`, before?.cancelled ?? 0, after?.cancelled ?? 0);
  }
}

/** A lot that is not in the head has ended: all that must be true of it is that nothing remains. */
function compareLots(pool: PoolState | undefined, figures: PoolFigures | undefined, note: Note): void {
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
