/** The lots that units of a reversed use return to: those in the head, and those that had left it. */
import type { LotId } from '../ids.ts';
import type { PoolDraft } from './draft.ts';
import { assertLot } from './identities.ts';
import { InvariantError } from './invariant-error.ts';
import type { DeadLot, LiveLot } from './state.ts';

/** A lot that units returned to, and its record where it had left the head. */
export interface ReturnedLot {
  readonly lot: LiveLot;
  readonly record: DeadLot | null;
}

/** In the order in which units returned to them. Those in the head change where they stand, the others beside it. */
export class ReturnedLots {
  private readonly byId = new Map<string, ReturnedLot>();

  constructor(
    private readonly pool: PoolDraft,
    private readonly records: readonly DeadLot[],
  ) {}

  get all(): Iterable<ReturnedLot> {
    return this.byId.values();
  }

  /** Moves units from what the lot paid back to what remains of it. */
  give(lotId: LotId, figure: 'consumed' | 'offset', units: number): void {
    const returned = this.byId.get(lotId) ?? this.find(lotId);
    this.byId.set(lotId, returned);
    const { lot } = returned;
    lot[figure] -= units;
    lot.remaining += units;
    this.pool.totals[figure] -= units;
    this.pool.available += units;
    assertLot(lot);
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
