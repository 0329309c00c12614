/** Figures made from a journal as plain data, so that a later check goes on from them. */
import type { LotId } from '../ids.ts';
import type { ArrearsFigures, LotFigures, PoolFigures, Rebuilt } from './rebuild.ts';
import type { PoolTotals } from './state.ts';

export interface StoredPoolFigures {
  readonly resource: string;
  readonly lots: readonly (LotFigures & { readonly lotId: LotId })[];
  readonly arrears: ArrearsFigures;
  readonly totals: PoolTotals;
  readonly available: number;
  readonly outstanding: number;
}

/** Lots with nothing left are left out unless they are asked for: an account has ever more of them. */
export function storedFigures(
  { pools }: Rebuilt,
  lots: 'live lots' | 'all lots' = 'live lots',
): StoredPoolFigures[] {
  return [...pools].map(([resource, figures]) => ({
    resource,
    lots: [...figures.lots]
      .filter(([, { remaining }]) => lots === 'all lots' || remaining !== 0)
      .map(([lotId, lot]) => ({ lotId, ...lot })),
    arrears: { ...figures.arrears },
    totals: { ...figures.totals },
    available: figures.available,
    outstanding: figures.outstanding,
  }));
}

/** The figures again, sharing nothing with what was stored. */
export function figuresFromStored(stored: readonly StoredPoolFigures[]): Rebuilt {
  return {
    pools: new Map(stored.map((pool) => [pool.resource, figuresOf(pool)])),
    firstWrongBalance: null,
  };
}

function figuresOf({ lots, arrears, totals, available, outstanding }: StoredPoolFigures): PoolFigures {
  return {
    lots: new Map(lots.map(({ lotId, ...figures }) => [lotId, figures])),
    arrears: { ...arrears },
    totals: { ...totals },
    available,
    outstanding,
  };
}
