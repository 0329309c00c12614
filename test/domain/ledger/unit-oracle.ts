/**
 * The slow and obvious ledger that the engine is compared with: a list of single units, each saying what became of it.
 * It knows nothing of sums, ranges, journal or drafts.
 */
import type { NewLot } from '../../../src/domain/ledger/credit.ts';
import type { RequestedUsage } from '../../../src/domain/ledger/consume.ts';
import type { OverdraftPolicy } from '../../../src/domain/ledger/refused-usage.ts';

type OracleLot = Omit<NewLot, 'expiresAt'> & {
  readonly resource: string;
  readonly creditedAt: string;
  expiresAt: string;
};

export interface LotUnit {
  readonly lot: OracleLot;
  state: 'left' | 'consumed' | 'offset' | 'expired' | 'voided';
  /** The unit of arrears that it paid. */
  paid: ArrearsUnit | null;
}

export interface ArrearsUnit {
  readonly resource: string;
  readonly useId: string;
  /** Lot, or `written off`. */
  paidBy: string | null;
  isCancelled: boolean;
}

export class UnitOracle {
  readonly units: LotUnit[] = [];
  readonly lots: OracleLot[] = [];
  readonly arrears: ArrearsUnit[] = [];
  /** Of each use, the units it drew, in that order. */
  readonly drawn = new Map<string, LotUnit[]>();
  at = '';

  settle(at: string): void {
    this.at = at;
    for (const unit of this.units) {
      if (unit.state === 'left' && unit.lot.expiresAt <= at) unit.state = 'expired';
    }
  }

  credit(resource: string, newLot: NewLot): void {
    const lot = { ...newLot, resource, creditedAt: this.at };
    this.lots.push(lot);
    for (let n = 0; n < newLot.units; n++) this.units.push({ lot, state: 'left', paid: null });
    this.settle(this.at);
    this.payFrom(lot);
  }

  private payFrom(lot: OracleLot): void {
    for (const unpaid of this.open(lot.resource)) {
      const unit = this.units.find((candidate) => candidate.lot === lot && candidate.state === 'left');
      if (unit === undefined) break;
      unit.state = 'offset';
      unit.paid = unpaid;
      unpaid.paidBy = lot.lotId;
    }
  }

  void(lotId: string, units: number): void {
    const left = this.units.filter((unit) => unit.lot.lotId === lotId && unit.state === 'left');
    for (const unit of left.slice(0, units)) unit.state = 'voided';
  }

  writeOff(resource: string): void {
    for (const unpaid of this.open(resource)) unpaid.paidBy = 'written off';
  }

  extend(lotId: string, expiresAt: string): void {
    for (const unit of this.units) if (unit.lot.lotId === lotId) unit.lot.expiresAt = expiresAt;
  }

  /** Units go back to where they came from, one by one, the last first. */
  reverse(useId: string): void {
    const back: LotUnit[] = [];
    for (const unpaid of this.arrears.filter((unit) => unit.useId === useId).reverse()) {
      back.push(...this.units.filter((unit) => unit.paid === unpaid));
      unpaid.paidBy = null;
      unpaid.isCancelled = true;
    }
    back.push(...(this.drawn.get(useId) ?? []).reverse());
    for (const unit of back) {
      unit.state = 'left';
      unit.paid = null;
    }
    this.settle(this.at);
    for (const lot of new Set(back.map((unit) => unit.lot))) this.payFrom(lot);
  }

  /** Lots that paid, each with its units, or why it was refused. */
  use(useId: string, use: RequestedUsage, policy: OverdraftPolicy): Map<string, number> | string {
    const left = this.left(use.resource).sort((a, b) => burnKey(a).localeCompare(burnKey(b), 'en'));
    const storedFor = (years: number | null | undefined) =>
      left.filter((unit) => years == null || (unit.lot.storageYears ?? 0) >= years);
    const preferred = storedFor(use.preferredStorageYears);
    const eligible =
      use.storageYears == null && preferred.length >= use.quantity ? preferred : storedFor(use.storageYears);
    const uncovered = Math.max(0, use.quantity - eligible.length);
    if (uncovered > 0 && left.length > eligible.length) return 'storage';
    if (uncovered > 0 && policy.overdraft === 'none') return 'insufficient';
    if (uncovered > 0 && !this.units.some((unit) => unit.lot.resource === use.resource)) {
      return 'never_credited';
    }
    const open = this.open(use.resource).length;
    if (uncovered > 0 && policy.overdraftCap !== null && open + uncovered > policy.overdraftCap) return 'cap';
    const draws = new Map<string, number>();
    const drawn = eligible.slice(0, use.quantity);
    this.drawn.set(useId, drawn);
    for (const unit of drawn) {
      unit.state = 'consumed';
      draws.set(unit.lot.lotId, (draws.get(unit.lot.lotId) ?? 0) + 1);
    }
    for (let n = 0; n < uncovered; n++) {
      this.arrears.push({
        resource: use.resource,
        useId,
        paidBy: null,
        isCancelled: false,
      });
    }
    return draws;
  }

  left(resource: string): LotUnit[] {
    return this.units.filter((unit) => unit.lot.resource === resource && unit.state === 'left');
  }

  open(resource: string): ArrearsUnit[] {
    return this.arrears.filter(
      (unit) => unit.resource === resource && unit.paidBy === null && !unit.isCancelled,
    );
  }

  ofLot(lotId: string, state: LotUnit['state']): number {
    return this.units.filter((unit) => unit.lot.lotId === lotId && unit.state === state).length;
  }
}

function burnKey({ lot }: LotUnit): string {
  return [lot.expiresAt, lot.purchasedAt, lot.creditedAt, lot.lotId].join(' ');
}
