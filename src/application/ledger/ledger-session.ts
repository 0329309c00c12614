/**
 * An account's ledger while one transaction works on it. Opening it settles what is due; each operation then books its
 * movements. A session lives in memory only: `writeSessions` stores what it booked.
 */
import type { AccountId, EpisodeId, LotId } from '../../domain/ids.ts';
import { laterOf, type Instant } from '../../domain/instant.ts';
import { consume, type RequestedUsage } from '../../domain/ledger/consume.ts';
import { credit, type Credited, type NewLot } from '../../domain/ledger/credit.ts';
import { findLot, findPool, openDraft, stateOf, type LedgerDraft } from '../../domain/ledger/draft.ts';
import { followRelief, followUse, type EpisodeOutcome } from '../../domain/ledger/episode.ts';
import { extendLot } from '../../domain/ledger/extend.ts';
import type { Cause, JournalEntry } from '../../domain/ledger/journal-entry.ts';
import type { Offset } from '../../domain/ledger/pay-arrears.ts';
import type { Reversal, Reversed } from '../../domain/ledger/reversal.ts';
import type { RefusedUsage } from '../../domain/ledger/refused-usage.ts';
import { reverse } from '../../domain/ledger/reverse.ts';
import { settleDue } from '../../domain/ledger/settle-due.ts';
import type { LiveLot } from '../../domain/ledger/state.ts';
import { voidableUnits, voidUnits, type VoidedUnits } from '../../domain/ledger/void.ts';
import { writeOff } from '../../domain/ledger/write-off.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { UsageRecord } from '../../storage/journal/usage-record.ts';
import { BookedChanges, type BookedUsage, type EndedLot } from './booked-changes.ts';
import { episodeTermsOf, type ConsumptionPolicy } from './consumption-policy.ts';

export class LedgerSession {
  /** Instant of the operations: account time, but never before the journal's last entry. */
  readonly at: Instant;
  readonly booked: BookedChanges;
  /** Set by what the entries alone do not show, such as units returned to a lot that had ended; see `checkpoints.ts`. */
  mustCheckpoint = false;
  private readonly draft: LedgerDraft;

  /**
   * Books what is due (rules §8.6), at most `mostDue` ends of lots and of graces, because a transaction has bounds.
   * `loaded` is the ledger's state as it is stored; `recordedAt` is server time.
   */
  constructor(
    readonly loaded: LedgerDocument,
    recordedAt: Instant,
    mostDue = Infinity,
  ) {
    this.at = laterOf(loaded.frozenAt ?? recordedAt, loaded.at);
    this.booked = new BookedChanges(loaded.sequence, loaded.hash, recordedAt);
    this.draft = openDraft({ pools: loaded.pools });
    for (const due of settleDue(this.draft, this.at, mostDue)) {
      if (due.type === 'suspension') this.booked.addEpisodeEvents([due.event]);
      else {
        this.booked.addEntry(due.movement, { type: 'lot', id: due.lot.lotId });
        this.booked.addExpiry(due);
        this.booked.addDrop(due.resource, due.movement, due.units);
      }
    }
  }

  get accountId(): AccountId {
    return this.loaded._id;
  }

  get sandbox(): boolean {
    return this.loaded.frozenAt !== null;
  }

  get timeZone(): string {
    return this.loaded.timeZone;
  }

  get entries(): readonly JournalEntry[] {
    return this.booked.entries;
  }

  get ended(): readonly EndedLot[] {
    return this.booked.ended;
  }

  /** False where more is due than was allowed. The session can be stored, and every operation on it throws. */
  get isSettled(): boolean {
    return this.draft.at !== null;
  }

  /** True when there is something to store. */
  get changed(): boolean {
    return !this.booked.isEmpty || this.mustCheckpoint;
  }

  /**
   * Decides one usage. A refused one leaves no trace; the first that is not covered opens an episode. `recordOf` makes the
   * record of an accepted one.
   */
  consume(
    usage: RequestedUsage,
    policy: ConsumptionPolicy,
    recordOf: (booked: BookedUsage) => UsageRecord,
  ): UsageRecord | RefusedUsage {
    const { booked, draft } = this;
    const result = consume(draft, usage, policy);
    if (!result.accepted) return result;
    const { resource } = usage;
    const { movement, draws, deadLots } = result;
    const sequence = booked.sequence + 1;
    const pool = movement.balanceAfter.arrears === 0 ? undefined : findPool(draft, resource);
    const episodeEvents =
      pool === undefined
        ? []
        : followUse(pool, this.at, () => this.episodeTerms(policy, sequence), policy.highArrearsUnits);
    // The entry holds the hash of the record, and the record the episode.
    const record = recordOf({ ...result, sequence, episode: pool?.episode ?? null });
    booked.addUsage(movement, record);
    for (const lot of deadLots) booked.addEnded(resource, lot);
    const drawn = draws.reduce((sum, { units }) => sum + units, 0);
    booked.addDrop(resource, movement, drawn, policy.lowBalanceUnits);
    booked.addEpisodeEvents(episodeEvents);
    return record;
  }

  /** Credits a lot, which pays arrears first. */
  credit(resource: string, lot: NewLot, cause: Cause): Credited {
    const credited = () => {
      const result = credit(this.draft, resource, lot);
      for (const movement of result.movements) {
        const isExpiry = movement.kind === 'lot.expired';
        const sequence = this.booked.addEntry(movement, isExpiry ? { type: 'lot', id: lot.lotId } : cause);
        if (movement.kind === 'arrears.offset') {
          this.addSettlements(resource, result.offsets, lot.lotId, sequence);
        }
      }
      if (result.expiry !== null) this.booked.addExpiry(result.expiry);
      else if (result.deadLot !== null) this.booked.addEnded(resource, result.deadLot);
      return result;
    };
    return this.relieve(resource, () => 'paid', credited);
  }

  /** Writes all arrears of a pool off and closes its episode. Returns the units; null where that episode is not open. */
  writeOff(resource: string, episodeId: EpisodeId, cause: Cause): number | null {
    if (findPool(this.draft, resource)?.episode?.episodeId !== episodeId) return null;
    const written = () => {
      const result = writeOff(this.draft, resource);
      if (result === null) return 0;
      const sequence = this.booked.addEntry(result.movement, cause);
      this.addSettlements(resource, result.ranges, null, sequence);
      return result.units;
    };
    return this.relieve(resource, () => 'written_off', written);
  }

  /** Reverses a usage (AMB-26). Lots that had ended may live again, so a checkpoint is stored beside the entries. */
  reverse(reversal: Reversal, cause: Cause): Reversed {
    const { resource } = reversal;
    this.mustCheckpoint = true;
    return this.relieve(resource, outcomeOfReversal, () => {
      const result = reverse(this.draft, reversal);
      for (const { movement, lotId, offsets } of result.steps) {
        const sequence = this.booked.addEntry(movement, cause);
        this.addSettlements(resource, offsets, lotId, sequence);
      }
      for (const { lotId } of result.revived) this.booked.revived.push(lotId);
      for (const lot of result.ended) this.booked.addEnded(resource, lot);
      return result;
    });
  }

  /** True while the pool's figures differ from its journal and an operator has to decide (rules §8.8). */
  isBlocked(resource: string): boolean {
    const blockedBy = findPool(this.draft, resource)?.blockedBy ?? null;
    return blockedBy !== null;
  }

  /** A copy of a live lot; null where it has ended. */
  liveLot(resource: string, lotId: LotId): Readonly<LiveLot> | null {
    const found = findLot(this.draft, resource, lotId);
    return found === undefined ? null : { ...found.lot };
  }

  /** Moves the end of a live lot to a later one. */
  extend(resource: string, lotId: LotId, expiresAt: Instant): Readonly<LiveLot> {
    this.mustCheckpoint = true;
    return extendLot(this.draft, resource, lotId, expiresAt);
  }

  /** Units of a lot that can be voided; 0 where it has ended. */
  voidable(resource: string, lotId: LotId): number {
    return voidableUnits(this.draft, resource, lotId);
  }

  /** Voids units of a lot. */
  voidUnits(resource: string, voided: VoidedUnits, cause: Cause): void {
    const { movement, deadLot } = voidUnits(this.draft, resource, voided);
    this.booked.addEntry(movement, cause);
    if (deadLot !== null) this.booked.addEnded(resource, deadLot);
    this.booked.addDrop(resource, movement, voided.units);
  }

  /** First and last of the entries booked since there were `earlier` of them, for the audit record. */
  rangeSince(earlier: number): { from: number; to: number } {
    return { from: this.loaded.sequence + earlier + 1, to: this.booked.sequence };
  }

  /** The state to store. The session must not be used after this call. */
  nextState(): LedgerDocument {
    const { loaded, booked } = this;
    return {
      ...loaded,
      version: loaded.version + 1,
      sequence: booked.sequence,
      hash: booked.hash,
      at: this.mustCheckpoint ? this.at : (booked.entries.at(-1) ?? loaded).at,
      pools: [...stateOf(this.draft).pools],
    };
  }

  /** Does what may settle arrears of a pool or fill it, and books what follows for its episode. */
  private relieve<T>(resource: string, outcomeOf: (result: T) => EpisodeOutcome | null, work: () => T): T {
    const arrearsBefore = findPool(this.draft, resource)?.outstanding ?? 0;
    const result = work();
    const pool = findPool(this.draft, resource);
    if (pool !== undefined) {
      const relief = { arrearsBefore, outcome: outcomeOf(result) };
      this.booked.addEpisodeEvents(followRelief(pool, this.at, relief));
    }
    return result;
  }

  private episodeTerms(policy: ConsumptionPolicy, sequence: number) {
    const { accountId, at } = this;
    return episodeTermsOf(policy, { accountId, sequence, at });
  }

  /** To be called with the lot as it is after it paid. */
  private addSettlements(
    resource: string,
    offsets: readonly Offset[],
    lotId: LotId | null,
    sequence: number,
  ): void {
    const episodeId = findPool(this.draft, resource)?.episode?.episodeId ?? null;
    const { at } = this;
    let remaining = lotId === null ? 0 : (this.liveLot(resource, lotId)?.remaining ?? 0);
    for (const { units } of offsets) remaining += units;
    for (const offset of offsets) {
      const lotRemaining = lotId === null ? null : remaining;
      this.booked.settlements.push({ resource, offset, lotId, lotRemaining, at, sequence, episodeId });
      remaining -= offset.units;
    }
  }
}

/** Paid where returned units settled other arrears; a reversed usage itself is neither paid nor written off (AMB-26). */
function outcomeOfReversal({ steps }: Reversed): EpisodeOutcome | null {
  return steps.some(({ offsets }) => offsets.length > 0) ? 'paid' : null;
}
