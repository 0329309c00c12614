/** A stored state as the figures that entries are added to: a rebuild that begins there instead of at the first entry. */
import type { PoolFigures, Rebuilt } from './rebuild.ts';
import { availableOf, outstandingOf, type LedgerState, type PoolState } from './state.ts';

/**
 * Shares nothing with the state. Only live lots are known to it: an entry that moves units of a lot which had ended by
 * then would find no figures of that lot, so the code that books such an entry must store a new state.
 */
export function figuresOfState({ pools }: LedgerState): Rebuilt {
  return {
    pools: new Map(pools.map((pool) => [pool.resource, figuresOfPool(pool)])),
    firstWrongBalance: null,
  };
}

function figuresOfPool(pool: PoolState): PoolFigures {
  const { incurred, settled, cancelled } = pool.arrears;
  return {
    lots: new Map(
      pool.lots.map(({ lotId, credited, consumed, offset, expired, voided, remaining }) => [
        lotId,
        { credited, consumed, offset, expired, voided, remaining },
      ]),
    ),
    arrears: { incurred, settled, cancelled },
    totals: { ...pool.totals },
    available: availableOf(pool),
    outstanding: outstandingOf(pool),
  };
}
