/** Where a rebuild starts if not at the first entry: figures of an earlier check as plain data, or a stored state. */
import type { LotId } from '../ids.ts';
import type { ArrearsFigures, LotMoney, PoolFigures, Rebuilt } from './rebuild.ts';
import { availableOf, outstandingOf, type PoolTotals, type LotFigures } from './state.ts';

/** What is counted of a pool. Everything else that a reader of the past needs follows from it. */
export interface CountedPool {
  readonly resource: string;
  readonly lots: readonly (Readonly<LotFigures> & { readonly lotId: LotId })[];
  readonly arrears: Readonly<ArrearsFigures>;
  readonly totals: Readonly<PoolTotals>;
}

/** What was rebuilt of a pool, to be continued from. */
export interface StoredPoolFigures extends CountedPool {
  /** Absent in what was stored before money was in the journal. */
  readonly money?: readonly (Readonly<LotMoney> & { readonly lotId: LotId })[];
  readonly available: number;
  readonly outstanding: number;
}

/** Plain data to store. Omits lots with nothing left by default, because their number grows with history. */
export function storedFigures(
  { pools }: Rebuilt,
  lots: 'live lots' | 'all lots' = 'live lots',
): StoredPoolFigures[] {
  return [...pools].map(([resource, figures]) => {
    const isStored = (remaining: number | undefined) => lots === 'all lots' || remaining !== 0;
    return {
      resource,
      lots: [...figures.lots]
        .filter(([, { remaining }]) => isStored(remaining))
        .map(([lotId, lot]) => ({ lotId, ...lot })),
      money: [...figures.money]
        .filter(([lotId]) => isStored(figures.lots.get(lotId)?.remaining))
        .map(([lotId, money]) => ({ lotId, ...money })),
      arrears: { ...figures.arrears },
      totals: { ...figures.totals },
      available: figures.available,
      outstanding: figures.outstanding,
    };
  });
}

/** Restores stored figures. Shares nothing with its input. */
export function figuresFromStored(stored: readonly StoredPoolFigures[]): Rebuilt {
  return {
    pools: new Map(stored.map((pool) => [pool.resource, figuresOf(pool)])),
    firstWrongBalance: null,
  };
}

function figuresOf({
  lots,
  money = [],
  arrears,
  totals,
  available,
  outstanding,
}: StoredPoolFigures): PoolFigures {
  return {
    lots: new Map(lots.map(({ lotId, ...figures }) => [lotId, figures])),
    money: new Map(money.map(({ lotId, ...figures }) => [lotId, figures])),
    arrears: { ...arrears },
    totals: { ...totals },
    available,
    outstanding,
  };
}

/**
 * The figures of a stored state or a checkpoint, without money. Shares nothing with it. Contains live lots only: an entry that
 * moves units of a lot that had ended before finds no figures of that lot, so the code that books such an entry must store a
 * new state.
 */
export function figuresOfState({ pools }: { readonly pools: readonly CountedPool[] }): Rebuilt {
  return {
    pools: new Map(pools.map((pool) => [pool.resource, figuresOfPool(pool)])),
    firstWrongBalance: null,
  };
}

function figuresOfPool(pool: CountedPool): PoolFigures {
  const { incurred, settled, cancelled } = pool.arrears;
  return {
    lots: new Map(
      pool.lots.map(({ lotId, credited, consumed, offset, expired, voided, remaining }) => [
        lotId,
        { credited, consumed, offset, expired, voided, remaining },
      ]),
    ),
    money: new Map(),
    arrears: { incurred, settled, cancelled },
    totals: { ...pool.totals },
    available: availableOf(pool),
    outstanding: outstandingOf(pool),
  };
}

/** What is counted of pools, as plain data. Omits lots with nothing left. */
export function countedPools(figures: Rebuilt): CountedPool[] {
  return storedFigures(figures).map(({ resource, lots, arrears, totals }) => ({
    resource,
    lots,
    arrears,
    totals,
  }));
}
