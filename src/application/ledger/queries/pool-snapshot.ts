/** A pool at one instant, read from the ledger's state or rebuilt from the journal. */
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { applyEntry, drawnOf, type PoolFigures } from '../../../domain/ledger/rebuild.ts';
import {
  availableOf,
  outstandingOf,
  type PoolState,
  type PoolTotals,
  type LotFigures,
} from '../../../domain/ledger/state.ts';
import { figuresAsOf } from '../verify/checkpoints.ts';
import type { Database } from '../../../storage/database.ts';
import type { SettledLedger } from './settled-ledger.ts';

export interface PoolSnapshot {
  readonly resource: string;
  readonly totals: Readonly<PoolTotals>;
  readonly available: number;
  readonly arrears: number;
  /** Units that usages took, from lots or into arrears. */
  readonly drawn: number;
  /** True while the pool's consumption is suspended. */
  readonly suspended: boolean;
  /** Figures of live lots, by id. */
  readonly lots: ReadonlyMap<string, Readonly<LotFigures>>;
}

/** The pools at the instant at which the ledger was read. */
export function currentPools({ pools }: SettledLedger): PoolSnapshot[] {
  return pools.map(snapshotOfState);
}

function snapshotOfState(pool: PoolState): PoolSnapshot {
  return {
    resource: pool.resource,
    totals: pool.totals,
    available: availableOf(pool),
    arrears: outstandingOf(pool),
    drawn: drawnOf(pool),
    suspended: pool.suspension !== null,
    lots: new Map(pool.lots.map((lot) => [lot.lotId, lot])),
  };
}

/** The pools at a past instant. Includes what was due by then, booked or not. */
export async function pastPools(
  database: Database,
  accountId: AccountId,
  { sequence, unbooked, pools }: SettledLedger,
  asOf: Instant,
): Promise<PoolSnapshot[]> {
  const figures = await figuresAsOf(database, accountId, asOf, sequence);
  for (const entry of unbooked) if (entry.at <= asOf) applyEntry(figures, entry);
  const suspended = await suspendedAsOf(database, accountId, pools, asOf);
  return [...figures.pools].map(([resource, pool]) =>
    snapshotOfFigures(resource, pool, suspended.has(resource)),
  );
}

/** Resources that were suspended at an instant. The last of their suspensions may not be booked yet. */
async function suspendedAsOf(
  { models }: Database,
  accountId: AccountId,
  pools: readonly PoolState[],
  asOf: Instant,
): Promise<ReadonlySet<string>> {
  const booked = await models.episodes
    .find({ accountId, kind: 'units', suspendedAt: { $lte: asOf } }, { resource: 1, resumedAt: 1 })
    .lean();
  return new Set([
    ...booked.flatMap(({ resource, resumedAt }) =>
      resource !== null && (resumedAt === null || asOf < resumedAt) ? [resource] : [],
    ),
    ...pools.flatMap(({ resource, suspension }) =>
      suspension !== null && suspension.since <= asOf ? [resource] : [],
    ),
  ]);
}

function snapshotOfFigures(resource: string, figures: PoolFigures, suspended: boolean): PoolSnapshot {
  const { lots, totals, available, outstanding } = figures;
  return {
    resource,
    totals,
    available,
    arrears: outstanding,
    drawn: drawnOf(figures),
    suspended,
    lots: new Map([...lots].filter(([, { remaining }]) => remaining > 0)),
  };
}
