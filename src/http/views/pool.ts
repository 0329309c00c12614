/** A pool as answers show it: its sums, its parts by storage term, what expires next, and its living lots. */
import type { Pool } from '../../contracts/balances.ts';
import { dateIn } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import { forecast, type DrawRate } from '../../domain/ledger/forecast.ts';
import { compareLots } from '../../domain/ledger/state.ts';
import { storageLeft } from '../../domain/ledger/storage.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import type { PoolSnapshot } from '../../application/ledger/queries/pool-snapshot.ts';
import { lotView } from './lot.ts';

/** What a pool is looked at with besides its figures. */
export interface PoolContext {
  /** Records of the pool's living lots, as of `at`. */
  readonly documents: readonly LotDocument[];
  /** How fast it is drawn; null where it is not. */
  readonly rate: DrawRate | null;
  readonly at: Instant;
  readonly timeZone: string;
}

export function poolView(pool: PoolSnapshot, { documents, ...context }: PoolContext): Pool {
  const { resource, totals, available, arrears } = pool;
  const lots = documents
    .toSorted((a, b) => compareLots(burnable(a), burnable(b)))
    .flatMap((document) => {
      const figures = pool.lots.get(document._id);
      return figures === undefined ? [] : [lotView(document, { figures, state: 'live' })];
    });
  return {
    resource,
    credited: totals.credited,
    used: totals.consumed + totals.offset,
    available,
    arrears,
    expired: totals.expired,
    voided: totals.voided,
    offset: totals.offset,
    byStorage: byStorage(lots),
    nextExpiry: nextExpiryOf(lots),
    forecast: forecastOf(lots, context),
    suspended: pool.suspended,
    lots,
  };
}

/** What the burn order looks at; the figures play no part in it. */
function burnable({ _id, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresAt }: LotDocument) {
  const figures = { credited: 0, consumed: 0, offset: 0, expired: 0, voided: 0, remaining: 0 };
  return { lotId: _id, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresAt, ...figures };
}

/** Shortest first, units without storage last. */
function byStorage(lots: Pool['lots']): Pool['byStorage'] {
  const left = storageLeft(
    lots.map(({ storageYears = null, remaining }) => ({ storageYears, remaining })),
  ).filter(({ available }) => available > 0);
  return left.sort((a, b) => (a.storageYears ?? Infinity) - (b.storageYears ?? Infinity));
}

/** Lots stand in burn order. */
function forecastOf(
  lots: Pool['lots'],
  { rate, at, timeZone }: Omit<PoolContext, 'documents'>,
): Pool['forecast'] {
  if (rate === null) return null;
  const { exhaustsAt, unitsAtRisk } = forecast(lots, rate, at);
  return { exhaustsOn: exhaustsAt === null ? null : dateIn(timeZone, exhaustsAt), unitsAtRisk };
}

/** Units that go at the earliest end. Lots stand in order of their ends. */
function nextExpiryOf(lots: Pool['lots']): Pool['nextExpiry'] {
  const [first] = lots;
  if (first === undefined) return null;
  const at = first.expiresAt;
  const units = lots
    .filter(({ expiresAt }) => expiresAt === at)
    .reduce((sum, { remaining }) => sum + remaining, 0);
  return { at, units };
}
