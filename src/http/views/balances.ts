/** The pools of an account as responses show them: totals, parts by storage term, the next expiry, and live lots. */
import type { Balances, PoolBalance } from '../../application/usages/read-balances.ts';
import type { Pool } from '../../contracts/balances.ts';
import { dateIn } from '../../domain/calendar.ts';
import type { Instant } from '../../domain/instant.ts';
import { forecast, type DrawRate } from '../../domain/ledger/forecast.ts';
import { compareLots } from '../../domain/ledger/state.ts';
import { storageLeft } from '../../domain/ledger/storage.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';
import { lotView } from './lots.ts';

/** When and where a pool is shown. */
interface PoolContext {
  readonly at: Instant;
  readonly timeZone: string;
}

export function balancesView({ at, ledger: { timeZone }, pools }: Balances): { pools: Pool[] } {
  return { pools: pools.map((balance) => poolView(balance, { at, timeZone })) };
}

function poolView({ pool, lots: documents, rate }: PoolBalance, context: PoolContext): Pool {
  const { resource, totals, available, arrears } = pool;
  const lots = documents
    .toSorted((a, b) => compareLots(burnable(a), burnable(b)))
    .flatMap((document) => {
      const figures = pool.lots.get(document._id);
      return figures === undefined ? [] : [lotView({ document, figures, state: 'live' })];
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
    forecast: forecastOf(lots, rate, context),
    suspended: pool.suspended,
    lots,
  };
}

/** Only these fields decide the burn order. The figures do not. */
function burnable({ _id, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresAt }: LotDocument) {
  const figures = { credited: 0, consumed: 0, offset: 0, expired: 0, voided: 0, remaining: 0 };
  return { lotId: _id, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresAt, ...figures };
}

/** Shortest term first. Units without storage come last. */
function byStorage(lots: Pool['lots']): Pool['byStorage'] {
  const left = storageLeft(
    lots.map(({ storageYears = null, remaining }) => ({ storageYears, remaining })),
  ).filter(({ available }) => available > 0);
  return left.sort((a, b) => (a.storageYears ?? Infinity) - (b.storageYears ?? Infinity));
}

/** `lots` are in burn order. */
function forecastOf(
  lots: Pool['lots'],
  rate: DrawRate | null,
  { at, timeZone }: PoolContext,
): Pool['forecast'] {
  if (rate === null) return null;
  const { exhaustsAt, unitsAtRisk } = forecast(lots, rate, at);
  return { exhaustsOn: exhaustsAt === null ? null : dateIn(timeZone, exhaustsAt), unitsAtRisk };
}

/** Returns the units that expire first. `lots` are in order of their ends. */
function nextExpiryOf(lots: Pool['lots']): Pool['nextExpiry'] {
  const [first] = lots;
  if (first === undefined) return null;
  const at = first.expiresAt;
  const units = lots
    .filter(({ expiresAt }) => expiresAt === at)
    .reduce((sum, { remaining }) => sum + remaining, 0);
  return { at, units };
}
