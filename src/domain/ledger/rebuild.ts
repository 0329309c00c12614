/**
 * Rebuilds balances from the journal alone, independently of the engine; the stored state must equal them (rules §8.8). It
 * knows nothing of expiry, burn-down order or prices, only which accounts were debited and credited.
 */
import type { Currency } from '../currencies.ts';
import type { LotId } from '../ids.ts';
import {
  parseAccount,
  type JournalEntry,
  type JournalEntryKind,
  type MoneyPosting,
} from './journal-entry.ts';
import { parseMoneyAccount, REVENUE_TYPE } from './money-accounts.ts';
import type { LotFigures, PoolTotals } from './state.ts';

/** Counters only; which units they are is recorded with usages and settlements. */
export interface ArrearsFigures {
  incurred: number;
  settled: number;
  cancelled: number;
}

/** Money of a lot in minor units: what it was sold for, and what of it is deferred. */
export interface LotMoney {
  readonly currency: Currency;
  price: number;
  deferred: number;
}

export interface PoolFigures {
  readonly lots: Map<string, LotFigures>;
  /** By lot. A lot of which no entry moved money has none. */
  readonly money: Map<string, LotMoney>;
  readonly arrears: ArrearsFigures;
  readonly totals: PoolTotals;
  available: number;
  outstanding: number;
}

/** Figures by resource, and the first entry whose `balanceAfter` differs from the sum of the entries up to it. */
export interface Rebuilt {
  readonly pools: Map<string, PoolFigures>;
  firstWrongBalance: { readonly sequence: number; readonly resource: string } | null;
}

/** The figure of a lot that each kind of entry books; null if none. */
const LOT_FIGURE = {
  'lot.credited': 'credited',
  'lot.expired': 'expired',
  'lot.voided': 'voided',
  'usage.accepted': 'consumed',
  'usage.reversed': 'consumed',
  'arrears.offset': 'offset',
  'offset.returned': 'offset',
  'arrears.written_off': null,
  'write_off.undone': null,
} as const satisfies Record<JournalEntryKind, keyof LotFigures | null>;

/** The figure of a pool's arrears that each kind of entry books; null if none. */
const ARREARS_FIGURE = {
  'lot.credited': null,
  'lot.expired': null,
  'lot.voided': null,
  'usage.accepted': 'incurred',
  'usage.reversed': 'cancelled',
  'arrears.offset': 'settled',
  'offset.returned': 'settled',
  'arrears.written_off': 'settled',
  'write_off.undone': 'settled',
} as const satisfies Record<JournalEntryKind, keyof ArrearsFigures | null>;

/** Rebuilds from a whole journal, given oldest entry first. Throws `RangeError` for an account that the entry cannot have. */
export function rebuildFrom(entries: Iterable<JournalEntry>): Rebuilt {
  const rebuilt = emptyRebuilt();
  for (const entry of entries) applyEntry(rebuilt, entry);
  return rebuilt;
}

export function emptyRebuilt(): Rebuilt {
  return { pools: new Map(), firstWrongBalance: null };
}

/** Adds one entry of a stream to the figures. */
export function applyEntry(rebuilt: Rebuilt, entry: JournalEntry): void {
  const { resource, available, arrears } = entry.balanceAfter;
  const pool = poolOf(rebuilt, resource);
  for (const { account, units } of entry.postings) post(pool, entry.kind, account, units);
  for (const posting of entry.money ?? []) postMoney(pool, entry, posting);
  if (rebuilt.firstWrongBalance === null && (pool.available !== available || pool.outstanding !== arrears)) {
    rebuilt.firstWrongBalance = { sequence: entry.sequence, resource };
  }
}

/** Units consumed and not reversed: those that lots paid at once, and those that became arrears. */
export function drawnOf({
  totals: { consumed },
  arrears: { incurred, cancelled },
}: {
  readonly totals: Readonly<Pick<PoolTotals, 'consumed'>>;
  readonly arrears: Readonly<Pick<ArrearsFigures, 'incurred' | 'cancelled'>>;
}): number {
  return consumed + incurred - cancelled;
}

function post(pool: PoolFigures, kind: JournalEntryKind, account: string, units: number): void {
  const name = parseAccount(account);
  switch (name.type) {
    case 'lot':
      postToLot(pool, kind, name.lotId, units);
      break;
    case 'arrears':
      postToArrears(pool, kind, units);
      break;
    case 'written-off':
      pool.totals.writtenOff -= units;
      break;
    case 'granted':
    case 'consumed':
    case 'expired':
    case 'voided':
      // The counterpart of a posting to a lot or to arrears, which is what the sums are built from.
      break;
  }
}

function postToLot(pool: PoolFigures, kind: JournalEntryKind, lotId: LotId, units: number): void {
  let lot = pool.lots.get(lotId);
  if (lot === undefined) {
    lot = { credited: 0, consumed: 0, offset: 0, expired: 0, voided: 0, remaining: 0 };
    pool.lots.set(lotId, lot);
  }
  lot.remaining += units;
  pool.available += units;
  const figure = LOT_FIGURE[kind];
  if (figure === null) return;
  const change = figure === 'credited' ? units : -units;
  lot[figure] += change;
  pool.totals[figure] += change;
}

function postToArrears(pool: PoolFigures, kind: JournalEntryKind, units: number): void {
  const figure = ARREARS_FIGURE[kind];
  if (figure === null) throw new RangeError(`an entry of kind ${kind} moves no arrears`);
  pool.arrears[figure] += figure === 'incurred' ? -units : units;
  pool.outstanding -= units;
}

function postMoney(pool: PoolFigures, entry: JournalEntry, posting: MoneyPosting): void {
  const { account, amountMinor, currency } = posting;
  const name = parseMoneyAccount(account);
  if (name.type !== 'deferred') {
    // The counterpart of the lots' postings, which is what the sums are built from.
    const isOfKind =
      name.type === REVENUE_TYPE[entry.kind] || (name.type === 'breakage' && entry.kind === 'lot.voided');
    if (isOfKind && name.resource === entry.balanceAfter.resource) return;
    throw new RangeError(`an entry of kind ${entry.kind} moves no money of ${account}`);
  }
  let money = pool.money.get(name.lotId);
  if (money === undefined) pool.money.set(name.lotId, (money = { currency, price: 0, deferred: 0 }));
  if (money.currency !== currency) throw new RangeError(`${account} is in ${money.currency}`);
  if (entry.kind === 'lot.credited') money.price += amountMinor;
  money.deferred += amountMinor;
}

function poolOf(rebuilt: Rebuilt, resource: string): PoolFigures {
  let pool = rebuilt.pools.get(resource);
  if (pool === undefined) {
    pool = {
      lots: new Map(),
      money: new Map(),
      arrears: { incurred: 0, settled: 0, cancelled: 0 },
      totals: { credited: 0, consumed: 0, offset: 0, expired: 0, voided: 0, writtenOff: 0 },
      available: 0,
      outstanding: 0,
    };
    rebuilt.pools.set(resource, pool);
  }
  return pool;
}
