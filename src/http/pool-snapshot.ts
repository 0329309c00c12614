/** A pool at one instant, whether it was read from the head or rebuilt from the journal. */
import type { Instant } from '../domain/instant.ts';
import { applyEntry, type LotFigures, type PoolFigures } from '../domain/ledger/rebuild.ts';
import {
  availableOf,
  outstandingOf,
  outstandingOfTerm,
  type PoolState,
  type PoolTotals,
  type StorageYears,
} from '../domain/ledger/state.ts';
import { figuresAsOf } from '../ledger/figures-as-of.ts';
import type { Database } from '../persistence/database.ts';
import type { SettledLedger } from './settled-ledger.ts';

export interface PoolSnapshot {
  readonly resource: string;
  readonly totals: Readonly<PoolTotals>;
  readonly available: number;
  readonly arrears: number;
  /** Outstanding arrears by storage term. */
  readonly arrearsByStorage: ReadonlyMap<StorageYears, number>;
  /** Figures of the lots that live, by id. */
  readonly lots: ReadonlyMap<string, Readonly<LotFigures>>;
}

/** The pools of a ledger as it was read. */
export function currentPools({ pools }: SettledLedger): PoolSnapshot[] {
  return pools.map(snapshotOfState);
}

function snapshotOfState(pool: PoolState): PoolSnapshot {
  return {
    resource: pool.resource,
    totals: pool.totals,
    available: availableOf(pool),
    arrears: outstandingOf(pool),
    arrearsByStorage: new Map(pool.arrears.map((term) => [term.storageYears, outstandingOfTerm(term)])),
    lots: new Map(pool.lots.map((lot) => [lot.lotId, lot])),
  };
}

/** The pools as of a past instant. What was due by then counts, booked or not. */
export async function pastPools(
  database: Database,
  accountId: string,
  { sequence, unbooked }: SettledLedger,
  asOf: Instant,
): Promise<PoolSnapshot[]> {
  const figures = await figuresAsOf(database, accountId, asOf, sequence);
  for (const entry of unbooked) if (entry.at <= asOf) applyEntry(figures, entry);
  return [...figures.pools].map(([resource, pool]) => snapshotOfFigures(resource, pool));
}

function snapshotOfFigures(resource: string, figures: PoolFigures): PoolSnapshot {
  const { lots, arrears, totals, available, outstanding } = figures;
  return {
    resource,
    totals,
    available,
    arrears: outstanding,
    arrearsByStorage: new Map([...arrears].map(([term, counters]) => [term, outstandingOfTerm(counters)])),
    lots: new Map([...lots].filter(([, { remaining }]) => remaining > 0)),
  };
}
