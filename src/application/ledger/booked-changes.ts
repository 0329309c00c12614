/** What a ledger session has booked: numbered, chained journal entries, and everything that has to be stored with them. */
import type { EpisodeId, LotId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AcceptedUsage } from '../../domain/ledger/consume.ts';
import type { EpisodeEvent } from '../../domain/ledger/episode.ts';
import { chainedEntry } from '../../domain/ledger/hash-chain.ts';
import type { Cause, JournalEntry, Movement } from '../../domain/ledger/journal-entry.ts';
import type { Expiry } from '../../domain/ledger/settle-due.ts';
import type { DeadLot } from '../../domain/ledger/state.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { usageHashOf, type UsageRecord } from '../../storage/journal/usage-record.ts';
import type { BookedEpisodeEvent } from '../arrears/unit-episodes.ts';
import type { BookedSettlement } from '../arrears/write-settlements.ts';

/** A lot that ended, and its resource. */
export interface EndedLot {
  readonly resource: string;
  readonly lot: DeadLot;
}

/** A lot that expired with units left, and the entry that booked it. */
export type BookedExpiry = Expiry & { readonly sequence: number };

/** A fall of a pool's available units, whatever took them, and the entry that booked it. */
export interface PoolDrop {
  readonly resource: string;
  readonly at: Instant;
  readonly sequence: number;
  readonly before: number;
  readonly available: number;
  /** The low-balance thresholds in force, highest first; null where the catalogue has to be read for them. */
  readonly lowBalanceUnits: readonly number[] | null;
}

/** A usage that was booked: its entry, and the episode of the pool after it. */
export type BookedUsage = AcceptedUsage & {
  readonly sequence: number;
  readonly episode: { readonly episodeId: EpisodeId; readonly suspendsAt: Instant } | null;
};

export class BookedChanges {
  readonly entries: JournalEntry[] = [];
  /** One for each entry of kind `usage.accepted`, in the same order. */
  readonly usages: UsageRecord[] = [];
  readonly expiries: BookedExpiry[] = [];
  readonly ended: EndedLot[] = [];
  /** Ids of lots that had ended and live again. */
  readonly revived: LotId[] = [];
  readonly drops: PoolDrop[] = [];
  readonly settlements: BookedSettlement[] = [];
  /** In the order in which they happened. */
  readonly episodeEvents: BookedEpisodeEvent[] = [];

  /** `sequence` and `hash` are those of the account's last entry so far; `recordedAt` is server time. */
  constructor(
    private lastSequence: number,
    private lastHash: string,
    private readonly recordedAt: Instant,
  ) {}

  /** Number of the account's last entry. */
  get sequence(): number {
    return this.lastSequence;
  }

  /** Hash of the account's last entry. */
  get hash(): string {
    return this.lastHash;
  }

  get isEmpty(): boolean {
    return this.entries.length === 0 && this.episodeEvents.length === 0;
  }

  /** Appends a journal entry. Returns its number. */
  addEntry(movement: Movement, causedBy: Cause, usageHash?: string): number {
    this.lastSequence += 1;
    const { lastSequence: sequence, recordedAt } = this;
    const entry = chainedEntry(
      this.lastHash,
      { ...movement, sequence, recordedAt, causedBy, usageHash },
      sha256Hex,
    );
    this.lastHash = entry.hash;
    this.entries.push(entry);
    return sequence;
  }

  /** Appends the entry that books a usage. */
  addUsage(movement: Movement, usage: UsageRecord): void {
    this.addEntry(movement, { type: 'usage', id: usage._id }, usageHashOf(usage));
    this.usages.push(usage);
  }

  /** Call it right after the entry that booked the expiry. */
  addExpiry(expiry: Expiry): void {
    this.expiries.push({ ...expiry, sequence: this.lastSequence });
    this.addEnded(expiry.resource, expiry.lot);
  }

  addEnded(resource: string, lot: DeadLot): void {
    this.ended.push({ resource, lot });
  }

  /** Call it right after the entry that took `units` out of the pool. Ignores a pool that did not fall. */
  addDrop(
    resource: string,
    { at, balanceAfter: { available } }: Movement,
    units: number,
    lowBalanceUnits: PoolDrop['lowBalanceUnits'] = null,
  ): void {
    if (units === 0) return;
    const { lastSequence: sequence } = this;
    this.drops.push({ resource, at, sequence, before: available + units, available, lowBalanceUnits });
  }

  addEpisodeEvents(events: readonly EpisodeEvent[]): void {
    for (const event of events) this.episodeEvents.push({ ...event, sequence: this.lastSequence });
  }
}
