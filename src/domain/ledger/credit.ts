/** Credits a lot: it pays the pool's arrears first (AMB-19), and the rest of it joins the pool (rules §8.10). */
import type { LineId, LotId, OrderId } from '../ids.ts';
import type { Instant } from '../instant.ts';
import type { Money } from '../money.ts';
import { placeInBurnOrder, takeOut } from './burn-order.ts';
import { emptyPool, findPool, settledAt, type LedgerDraft, type PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { grantedAccount, lotAccount, type Movement } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import { payFromLot, type Offset } from './pay-arrears.ts';
import { recordMovement } from './record-movement.ts';
import { expire, type Expiry } from './settle-due.ts';
import type { DeadLot, LastBought, LiveLot, StorageYears } from './state.ts';

/** A lot to credit at the draft's instant. */
export interface NewLot {
  readonly lotId: LotId;
  readonly orderId: OrderId | null;
  readonly lineId: LineId | null;
  readonly storageYears: StorageYears;
  /** The capture (rules §8.4); for goodwill, the credit itself. */
  readonly purchasedAt: Instant;
  /** Exclusive end (AMB-08). */
  readonly expiresAt: Instant;
  /** An integer ≥ 1. */
  readonly units: number;
  /** What was paid for them. Absent for goodwill. */
  readonly price?: Money;
  /** The SKU it was sold as. Absent for goodwill. */
  readonly soldAs?: Pick<LastBought, 'productLine' | 'sku'>;
}

export interface Credited {
  /** A copy of the lot after the operation. */
  readonly lot: Readonly<LiveLot>;
  /** Set if nothing remains of the lot: arrears took all of it, or it had expired before it was credited. */
  readonly deadLot: DeadLot | null;
  /** The arrears it paid, in that order. */
  readonly offsets: readonly Offset[];
  /** Set if the lot's end had passed: it then pays no arrears and expires as it is credited. */
  readonly expiry: Expiry | null;
  /** In order: `lot.credited`, then `arrears.offset` or `lot.expired` if it applies. */
  readonly movements: readonly Movement[];
}

/** Credits a lot to the pool of a resource. Throws `RangeError` if `units` is not an integer ≥ 1. */
export function credit(draft: LedgerDraft, resource: string, newLot: NewLot): Credited {
  const at = settledAt(draft);
  const lot = liveLotOf(newLot, at);
  let pool = findPool(draft, resource);
  if (pool === undefined) draft.pools.push((pool = emptyPool(resource)));
  placeInBurnOrder(pool.lots, lot);
  pool.totals.credited += lot.remaining;
  pool.available += lot.remaining;
  noteBought(pool, newLot);
  assertLot(lot);
  const movements = [
    recordMovement(
      pool,
      at,
      'lot.credited',
      [
        { account: grantedAccount(resource), units: -lot.credited },
        { account: lotAccount(lot.lotId), units: lot.credited },
      ],
      deferredChange(lot, lot.credited),
    ),
  ];

  if (lot.expiresAt <= at) {
    const expiry = expire(pool, lot, at);
    movements.push(expiry.movement);
    return { lot: { ...lot }, deadLot: expiry.lot, offsets: [], expiry, movements };
  }
  const paid = payFromLot(pool, lot, at);
  if (paid !== null) movements.push(paid.movement);
  let deadLot: DeadLot | null = null;
  if (lot.remaining === 0) {
    takeOut(pool.lots, lot);
    deadLot = { ...lot, state: 'exhausted', endedAt: at };
  }
  return { lot: { ...lot }, deadLot, offsets: paid?.offsets ?? [], expiry: null, movements };
}

function noteBought(pool: PoolDraft, { soldAs, storageYears, purchasedAt }: NewLot): void {
  if (soldAs === undefined || (pool.lastBought !== null && purchasedAt < pool.lastBought.purchasedAt)) return;
  pool.lastBought = { ...soldAs, storageYears, purchasedAt };
}

function liveLotOf(newLot: NewLot, creditedAt: Instant): LiveLot {
  const { lotId, orderId, lineId, storageYears, price, purchasedAt, expiresAt, units } = newLot;
  if (!Number.isSafeInteger(units) || units < 1) throw new RangeError(`not units of a lot: ${units}`);
  return {
    lotId,
    orderId,
    lineId,
    storageYears,
    ...(price === undefined ? {} : { price }),
    purchasedAt,
    creditedAt,
    expiresAt,
    credited: units,
    consumed: 0,
    offset: 0,
    expired: 0,
    voided: 0,
    remaining: units,
  };
}
