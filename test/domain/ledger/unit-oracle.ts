/**
 * The slow and obvious ledger that the engine is compared with: a list of single units, each saying what became of it.
 * It knows nothing of sums, ranges, journal or drafts.
 */
import type { NewLot } from '../../../src/domain/ledger/credit.ts';
import type { BurnPolicy, Use } from '../../../src/domain/ledger/burn.ts';

export interface LotUnit {
  readonly lot: NewLot & { readonly resource: string; readonly creditedAt: string };
  fate: 'left' | 'consumed' | 'offset' | 'expired';
}

export interface ArrearsUnit {
  readonly resource: string;
  readonly storageYears: number | null;
  readonly useId: string;
  paidBy: string | null;
}

export class UnitOracle {
  readonly units: LotUnit[] = [];
  readonly arrears: ArrearsUnit[] = [];
  at = '';

  settle(at: string): void {
    this.at = at;
    for (const unit of this.units) {
      if (unit.fate === 'left' && unit.lot.expiresAt <= at) unit.fate = 'expired';
    }
  }

  credit(resource: string, newLot: NewLot): void {
    const lot = { ...newLot, resource, creditedAt: this.at };
    for (let n = 0; n < newLot.units; n++) this.units.push({ lot, fate: 'left' });
    if (lot.expiresAt > this.at) {
      for (const term of new Set([lot.storageYears, null])) {
        for (const owed of this.arrears) {
          if (owed.resource !== resource || owed.storageYears !== term || owed.paidBy !== null) continue;
          const unit = this.units.find((candidate) => candidate.lot === lot && candidate.fate === 'left');
          if (unit === undefined) break;
          unit.fate = 'offset';
          owed.paidBy = lot.lotId;
        }
      }
    }
    this.settle(this.at);
  }

  /** Lots that paid, each with its units, or why it was refused. */
  use(useId: string, use: Use, policy: BurnPolicy): Map<string, number> | string {
    const eligible = this.left(use.resource)
      .filter((unit) => (use.storageYears ?? null) === null || unit.lot.storageYears === use.storageYears)
      .sort((a, b) => burnKey(a).localeCompare(burnKey(b), 'en'));
    const uncovered = Math.max(0, use.quantity - eligible.length);
    if (policy.suspended) return 'suspended';
    if (uncovered > 0 && policy.overdraft === 'none') return 'insufficient';
    const open = this.open(use.resource).length;
    if (uncovered > 0 && policy.overdraftCap !== null && open + uncovered > policy.overdraftCap) return 'cap';
    const draws = new Map<string, number>();
    for (const unit of eligible.slice(0, use.quantity)) {
      unit.fate = 'consumed';
      draws.set(unit.lot.lotId, (draws.get(unit.lot.lotId) ?? 0) + 1);
    }
    for (let n = 0; n < uncovered; n++) {
      this.arrears.push({
        resource: use.resource,
        storageYears: use.storageYears ?? null,
        useId,
        paidBy: null,
      });
    }
    return draws;
  }

  left(resource: string): LotUnit[] {
    return this.units.filter((unit) => unit.lot.resource === resource && unit.fate === 'left');
  }

  open(resource: string): ArrearsUnit[] {
    return this.arrears.filter((unit) => unit.resource === resource && unit.paidBy === null);
  }

  ofLot(lotId: string, fate: LotUnit['fate']): number {
    return this.units.filter((unit) => unit.lot.lotId === lotId && unit.fate === fate).length;
  }
}

function burnKey({ lot }: LotUnit): string {
  return [lot.expiresAt, lot.purchasedAt, lot.creditedAt, lot.lotId].join(' ');
}
