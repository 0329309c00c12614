/** An account for tests: a draft, its chained journal, and the facts of what was done, driven by plain commands. */
import { createHash } from 'node:crypto';
import { consume, type AcceptedUsage, type RequestedUsage } from '../../../src/domain/ledger/consume.ts';
import type { OverdraftPolicy } from '../../../src/domain/ledger/refused-usage.ts';
import { credit, type Credited, type NewLot } from '../../../src/domain/ledger/credit.ts';
import { openDraft, stateOf, type LedgerDraft } from '../../../src/domain/ledger/draft.ts';
import { chainedEntry } from '../../../src/domain/ledger/hash-chain.ts';
import type { JournalEntry, Movement } from '../../../src/domain/ledger/journal-entry.ts';
import { settleDue, type Expiry } from '../../../src/domain/ledger/settle-due.ts';
import { extendLot } from '../../../src/domain/ledger/extend.ts';
import type { Offset } from '../../../src/domain/ledger/pay-arrears.ts';
import { reverse } from '../../../src/domain/ledger/reverse.ts';
import type { Reversed } from '../../../src/domain/ledger/reversal.ts';
import {
  EMPTY_LEDGER,
  type DeadLot,
  type LedgerState,
  type LiveLot,
} from '../../../src/domain/ledger/state.ts';
import { settlementsOf, type UnitRange } from '../../../src/domain/ledger/unit-range.ts';
import { voidUnits, type Voided } from '../../../src/domain/ledger/void.ts';
import { writeOff, type WrittenOff } from '../../../src/domain/ledger/write-off.ts';
import type { Instant } from '../../../src/domain/instant.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const OVERDRAFT: OverdraftPolicy = { overdraft: 'arrears', overdraftCap: null };
export const NO_OVERDRAFT: OverdraftPolicy = { overdraft: 'none', overdraftCap: null };

/** A lot of 1,000 for 15 years that ends in 2026, unless said otherwise. */
export function aLot(given: Partial<NewLot> & { lotId: string }): NewLot {
  return {
    orderId: 'ord_1',
    lineId: 'lin_1',
    storageYears: 15,
    purchasedAt: '2025-03-07T09:00:00.000Z',
    expiresAt: '2026-03-07T16:00:00.000Z',
    units: 1000,
    ...given,
  };
}

/** An account that had a lot of one inspection, long spent: only such a one goes into arrears (AMB-16). */
export function emptied<Book extends AccountLedger>(book: Book): Book {
  book.settle('2025-01-01T09:00:00.000Z');
  book.credit('inspection', aLot({ lotId: 'lot_spent', units: 1 }));
  book.void('inspection', 'lot_spent', 1);
  return book;
}

/** A payment of arrears as it is stored: by a lot, or null for a write-off. */
export interface Payment {
  readonly lotId: string | null;
  readonly resource: string;
  readonly range: UnitRange;
}

/** An accepted use as it is stored. */
export interface BookedUse {
  readonly id: string;
  readonly resource: string;
  readonly result: AcceptedUsage;
  /** How many payments there were when it was reversed; null where it was not. */
  reversedAfter: number | null;
}

export class AccountLedger {
  draft: LedgerDraft = openDraft(EMPTY_LEDGER);
  readonly journal: JournalEntry[] = [];
  readonly uses: BookedUse[] = [];
  readonly payments: Payment[] = [];
  /** Records of the lots that left the head, by id. */
  readonly dead = new Map<string, DeadLot>();
  private hash = '';

  get state(): LedgerState {
    return structuredClone(stateOf(this.draft));
  }

  /** Stores the head and loads it again, as between two batches. */
  reopen(): void {
    const { at } = this.draft;
    this.draft = openDraft(JSON.parse(JSON.stringify(stateOf(this.draft))) as LedgerState);
    this.draft.at = at;
  }

  /** Books what is due. Answers what expired; no episode opens here, so nothing is suspended. */
  settle(at: Instant): readonly Expiry[] {
    const expiries = settleDue(this.draft, at).flatMap((due) => (due.type === 'expiry' ? [due] : []));
    for (const { movement, lot } of expiries) {
      this.record(movement, { type: 'lot', id: lot.lotId });
      this.bury([lot]);
    }
    return expiries;
  }

  credit(resource: string, lot: NewLot): Credited {
    const credited = credit(this.draft, resource, lot);
    for (const movement of credited.movements) this.record(movement, { type: 'lot', id: lot.lotId });
    this.pay(resource, lot.lotId, credited.offsets);
    if (credited.deadLot !== null) this.bury([credited.deadLot]);
    return credited;
  }

  use(id: string, use: RequestedUsage, policy: OverdraftPolicy): ReturnType<typeof consume> {
    const result = consume(this.draft, use, policy);
    if (result.accepted) {
      this.record(result.movement, { type: 'usage', id });
      this.uses.push({ id, resource: use.resource, result, reversedAfter: null });
      this.bury(result.deadLots);
    }
    return result;
  }

  /** An inspection, refused or not, at an instant. */
  upload(at: Instant, quantity: number, storageYears?: number): ReturnType<typeof consume> {
    this.settle(at);
    const term = storageYears === undefined ? {} : { storageYears };
    return this.use(`usg_${this.journal.length}`, { resource: 'inspection', quantity, ...term }, OVERDRAFT);
  }

  void(resource: string, lotId: string, units: number, refundedMinor?: number): Voided {
    const refunded = refundedMinor === undefined ? {} : { refundedMinor };
    const voided = voidUnits(this.draft, resource, { lotId, units, ...refunded });
    this.record(voided.movement, { type: 'lot', id: lotId });
    if (voided.deadLot !== null) this.bury([voided.deadLot]);
    return voided;
  }

  writeOff(resource = 'inspection'): WrittenOff | null {
    const written = writeOff(this.draft, resource);
    if (written !== null) {
      this.record(written.movement, { type: 'episode', id: 'epi_1' });
      this.pay(resource, null, written.ranges);
    }
    return written;
  }

  extend(resource: string, lotId: string, expiresAt: Instant): Readonly<LiveLot> {
    return extendLot(this.draft, resource, lotId, expiresAt);
  }

  /** Reverses a use from what is stored of it. */
  reverse(id: string): Reversed {
    const use = this.uses.find((candidate) => candidate.id === id)!;
    const { draws, arrears } = use.result;
    const reversed = reverse(this.draft, {
      resource: use.resource,
      draws,
      arrearsRange: arrears?.range ?? null,
      settlements: this.paymentsOf(use),
      endedLots: [...this.dead.values()],
    });
    use.reversedAfter = this.payments.length;
    for (const { movement, lotId, offsets } of reversed.steps) {
      this.record(movement, { type: 'usage', id });
      if (offsets.length > 0) this.pay(use.resource, lotId, offsets);
    }
    for (const { lotId } of reversed.revived) this.dead.delete(lotId);
    this.bury(reversed.ended);
    return reversed;
  }

  /** What paid the arrears of a use, among the given payments. */
  paymentsOf(
    { resource, result: { arrears } }: BookedUse,
    payments: readonly Payment[] = this.payments,
  ): { lotId: string | null; range: UnitRange; units: number }[] {
    if (arrears === null) return [];
    const ofPool = payments.filter((payment) => payment.resource === resource);
    return settlementsOf(arrears.range, ofPool).map(({ payment, range, units }) => ({
      lotId: payment.lotId,
      range,
      units,
    }));
  }

  balance(resource = 'inspection'): { available: number; arrears: number } {
    const pool = this.draft.pools.find((candidate) => candidate.resource === resource);
    return { available: pool?.available ?? 0, arrears: pool?.outstanding ?? 0 };
  }

  private pay(resource: string, lotId: string | null, offsets: readonly Offset[]): void {
    for (const { range } of offsets) this.payments.push({ lotId, resource, range });
  }

  private bury(lots: readonly DeadLot[]): void {
    for (const lot of lots) this.dead.set(lot.lotId, lot);
  }

  private record(movement: Movement, causedBy: { type: string; id: string }): void {
    const entry = chainedEntry(
      this.hash,
      { ...movement, sequence: this.journal.length + 1, recordedAt: movement.at, causedBy },
      sha256,
    );
    this.hash = entry.hash;
    this.journal.push(entry);
  }
}
