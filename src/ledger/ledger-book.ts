/**
 * An account's ledger while one transaction works on it: what is due is settled first, then operations book movements,
 * each numbered and chained. It lives in memory only; `writeBooks` stores what came of it.
 */
import {
  burn,
  type BurnAccepted,
  type BurnPolicy,
  type BurnRefused,
  type Use,
} from '../domain/ledger/burn.ts';
import { credit, type Credited, type NewLot } from '../domain/ledger/credit.ts';
import { openDraft, stateOf, type LedgerDraft } from '../domain/ledger/draft.ts';
import { chainedEntry } from '../domain/ledger/hash-chain.ts';
import type { Cause, JournalEntry, Movement } from '../domain/ledger/journal-entry.ts';
import { settleDue, type Expiry } from '../domain/ledger/settle-due.ts';
import type { DeadLot } from '../domain/ledger/state.ts';
import { voidableUnits, voidUnits } from '../domain/ledger/void.ts';
import { laterOf, type Instant } from '../domain/instant.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import { sha256Hex } from '../platform/ids.ts';

/** A lot that ended, and the resource it was for. */
export interface EndedLot {
  readonly resource: string;
  readonly lot: DeadLot;
}

/** A pool that came to nothing: when, and by which entry. */
export interface ExhaustedPool {
  readonly resource: string;
  readonly at: Instant;
  readonly sequence: number;
}

/** A lot that expired with units left, and the entry that booked it. */
export type BookedExpiry = Expiry & { readonly sequence: number };

export class LedgerBook {
  /** Instant of the operations: account time, but never before the journal's last entry. */
  readonly at: Instant;
  readonly entries: JournalEntry[] = [];
  readonly expiries: BookedExpiry[] = [];
  readonly ended: EndedLot[] = [];
  readonly exhausted: ExhaustedPool[] = [];
  /** Set by what entries alone do not tell, such as units that go back to a lot which had ended: see `checkpoints.ts`. */
  mustCheckpoint = false;
  private readonly draft: LedgerDraft;
  private sequence: number;
  private hash: string;

  /** `accountNow` is the account's time, `recordedAt` the server's. Books at once what is due (rules §8.6). */
  constructor(
    readonly head: LedgerHeadDocument,
    private readonly recordedAt: Instant,
  ) {
    this.at = laterOf(head.frozenAt ?? recordedAt, head.at);
    this.sequence = head.sequence;
    this.hash = head.hash;
    this.draft = openDraft({ pools: head.pools });
    for (const expiry of settleDue(this.draft, this.at)) {
      this.keep(expiry.movement, { type: 'lot', id: expiry.lot.lotId });
      this.keepExpiry(expiry);
    }
  }

  get accountId(): string {
    return this.head._id;
  }

  get sandbox(): boolean {
    return this.head.frozenAt !== null;
  }

  /** True when there is something to store. */
  get changed(): boolean {
    return this.entries.length > 0 || this.mustCheckpoint;
  }

  /** Decides one use; a refused one leaves no trace. Returns the number of its entry with it. */
  use(
    usageId: string,
    use: Use,
    policy: BurnPolicy,
  ): (BurnAccepted & { readonly sequence: number }) | BurnRefused {
    const result = burn(this.draft, use, policy);
    if (!result.accepted) return result;
    const sequence = this.keep(result.movement, { type: 'usage', id: usageId });
    for (const lot of result.deadLots) this.ended.push({ resource: use.resource, lot });
    if (result.exhaustedPool) this.exhausted.push({ resource: use.resource, at: this.at, sequence });
    return { ...result, sequence };
  }

  /** Credits a lot; it pays arrears first. */
  credit(resource: string, lot: NewLot, cause: Cause): Credited {
    const result = credit(this.draft, resource, lot);
    for (const movement of result.movements) {
      this.keep(movement, movement.kind === 'lot.expired' ? { type: 'lot', id: lot.lotId } : cause);
    }
    if (result.expiry !== null) this.keepExpiry(result.expiry);
    else if (result.deadLot !== null) this.ended.push({ resource, lot: result.deadLot });
    return result;
  }

  /** Units that can be taken back of a lot; 0 where it does not live any more. */
  voidable(resource: string, lotId: string): number {
    return voidableUnits(this.draft, resource, lotId);
  }

  /** Takes units of a lot back. */
  voidUnits(resource: string, lotId: string, units: number, cause: Cause): void {
    const result = voidUnits(this.draft, resource, lotId, units);
    const sequence = this.keep(result.movement, cause);
    if (result.deadLot !== null) this.ended.push({ resource, lot: result.deadLot });
    if (result.exhaustedPool) this.exhausted.push({ resource, at: this.at, sequence });
  }

  /** First and last of the entries booked since there were `earlier` of them, for the audit record. */
  rangeSince(earlier: number): { from: number; to: number } {
    return { from: this.head.sequence + earlier + 1, to: this.sequence };
  }

  /** The head to store. The book must not be used after it. */
  nextHead(): LedgerHeadDocument {
    const last = this.entries.at(-1);
    return {
      ...this.head,
      version: this.head.version + 1,
      sequence: this.sequence,
      hash: this.hash,
      at: this.mustCheckpoint ? this.at : (last ?? this.head).at,
      pools: [...stateOf(this.draft).pools],
    };
  }

  private keep(movement: Movement, causedBy: Cause): number {
    this.sequence += 1;
    const entry = chainedEntry(
      this.hash,
      {
        sequence: this.sequence,
        at: movement.at,
        recordedAt: this.recordedAt,
        kind: movement.kind,
        postings: movement.postings,
        causedBy,
        balanceAfter: movement.balanceAfter,
      },
      sha256Hex,
    );
    this.hash = entry.hash;
    this.entries.push(entry);
    return this.sequence;
  }

  /** Right after its entry. */
  private keepExpiry(expiry: Expiry): void {
    this.expiries.push({ ...expiry, sequence: this.sequence });
    this.ended.push({ resource: expiry.resource, lot: expiry.lot });
    if (expiry.exhaustedPool) {
      this.exhausted.push({ resource: expiry.resource, at: expiry.movement.at, sequence: this.sequence });
    }
  }
}
