/** The lots that the units of a reversed usage return to: live lots of the pool, and lots that had left it. */
import type { LotId } from '../ids.ts';
import type { PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import type { MoneyPosting } from './journal-entry.ts';
import { deferredChange } from './lot-money.ts';
import type { DeadLot, LiveLot } from './state.ts';

/** A lot that units returned to, and its record if it had left the pool. */
export interface ReturnedLot {
  readonly lot: LiveLot;
  readonly record: DeadLot | null;
}

/** In the order in which units returned to them. Live lots change in place; lots that had left are copies. */
export class ReturnedLots {
  private readonly byId = new Map<string, ReturnedLot>();

  constructor(
    private readonly pool: PoolDraft,
    private readonly records: readonly DeadLot[],
  ) {}

  get all(): Iterable<ReturnedLot> {
    return this.byId.values();
  }

  /**
   * Moves units from a figure of the lot back to its remaining units. Returns the change of its deferred money. Throws
   * `InvariantError` for an unknown lot.
   */
  give(lotId: LotId, figure: 'consumed' | 'offset', units: number): readonly MoneyPosting[] {
    const returned = this.byId.get(lotId) ?? this.find(lotId);
    this.byId.set(lotId, returned);
    const { lot } = returned;
    lot[figure] -= units;
    lot.remaining += units;
    this.pool.totals[figure] -= units;
    this.pool.available += units;
    assertLot(lot);
    return deferredChange(lot, units);
  }

  private find(lotId: LotId): ReturnedLot {
    const live = this.pool.lots.find((lot) => lot.lotId === lotId);
    if (live !== undefined) return { lot: live, record: null };
    const record = this.records.find((lot) => lot.lotId === lotId);
    if (record === undefined) throw new InvariantError('a lot that units return to is known', { lotId });
    const { state: _state, endedAt: _endedAt, ...lot } = record;
    return { lot, record };
  }
}
