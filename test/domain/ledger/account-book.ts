/** An account for tests: a draft, its chained journal, and the facts of what was done, driven by plain commands. */
import { createHash } from 'node:crypto';
import { burn, type BurnAccepted, type BurnPolicy, type Use } from '../../../src/domain/ledger/burn.ts';
import { credit, type Credited, type NewLot } from '../../../src/domain/ledger/credit.ts';
import { openDraft, stateOf, type LedgerDraft } from '../../../src/domain/ledger/draft.ts';
import { chainedEntry } from '../../../src/domain/ledger/hash-chain.ts';
import type { JournalEntry, Movement } from '../../../src/domain/ledger/journal-entry.ts';
import { settleDue, type Expiry } from '../../../src/domain/ledger/settle-due.ts';
import { EMPTY_LEDGER, type DeadLot, type LedgerState } from '../../../src/domain/ledger/state.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const OVERDRAFT: BurnPolicy = { overdraft: 'arrears', overdraftCap: null, suspended: false };
export const NO_OVERDRAFT: BurnPolicy = { overdraft: 'none', overdraftCap: null, suspended: false };

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

export class AccountBook {
  draft: LedgerDraft = openDraft(EMPTY_LEDGER);
  readonly journal: JournalEntry[] = [];
  readonly accepted: BurnAccepted[] = [];
  readonly dead: DeadLot[] = [];
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

  settle(at: string): readonly Expiry[] {
    const expiries = settleDue(this.draft, at);
    for (const { movement, lot } of expiries) {
      this.record(movement, { type: 'lot', id: lot.lotId });
      this.dead.push(lot);
    }
    return expiries;
  }

  credit(resource: string, lot: NewLot): Credited {
    const credited = credit(this.draft, resource, lot);
    for (const movement of credited.movements) this.record(movement, { type: 'lot', id: lot.lotId });
    if (credited.deadLot !== null) this.dead.push(credited.deadLot);
    return credited;
  }

  use(id: string, use: Use, policy: BurnPolicy): ReturnType<typeof burn> {
    const result = burn(this.draft, use, policy);
    if (result.accepted) {
      this.record(result.movement, { type: 'usage', id });
      this.accepted.push(result);
      this.dead.push(...result.deadLots);
    }
    return result;
  }

  /** An inspection, refused or not, at an instant. */
  upload(at: string, quantity: number, storageYears?: number): ReturnType<typeof burn> {
    this.settle(at);
    const term = storageYears === undefined ? {} : { storageYears };
    return this.use(`usg_${this.journal.length}`, { resource: 'inspection', quantity, ...term }, OVERDRAFT);
  }

  balance(resource = 'inspection'): { available: number; arrears: number } {
    const pool = this.draft.pools.find((candidate) => candidate.resource === resource);
    return { available: pool?.available ?? 0, arrears: pool?.outstanding ?? 0 };
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
