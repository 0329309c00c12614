/**
 * An account's ledger while one transaction works on it: what is due is settled first, then operations book movements,
 * each numbered and chained. It lives in memory only; `writeSessions` stores what came of it.
 */
import type { EpisodeId, LotId, UsageId } from '../../domain/ids.ts';
import { consume, type AcceptedUsage, type RequestedUsage } from '../../domain/ledger/consume.ts';
import type { RefusedUsage } from '../../domain/ledger/refused-usage.ts';
import { credit, type Credited, type NewLot } from '../../domain/ledger/credit.ts';
import {
  followRelief,
  followUse,
  type EpisodeEvent,
  type EpisodeOutcome,
  type EpisodeTerms,
} from '../../domain/ledger/episode.ts';
import { findLot, findPool, openDraft, stateOf, type LedgerDraft } from '../../domain/ledger/draft.ts';
import { chainedEntry } from '../../domain/ledger/hash-chain.ts';
import type { Cause, JournalEntry, Movement } from '../../domain/ledger/journal-entry.ts';
import type { Offset } from '../../domain/ledger/pay-arrears.ts';
import { extendLot } from '../../domain/ledger/extend.ts';
import { reverse } from '../../domain/ledger/reverse.ts';
import type { Reversal, Reversed } from '../../domain/ledger/reversal.ts';
import { settleDue, type Expiry } from '../../domain/ledger/settle-due.ts';
import type { LiveLot } from '../../domain/ledger/state.ts';
import { voidableUnits, voidUnits } from '../../domain/ledger/void.ts';
import { writeOff } from '../../domain/ledger/write-off.ts';
import { HOUR_MS, laterOf, plusMs, type Instant } from '../../domain/instant.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { derivedId, sha256Hex } from '../../infra/ids.ts';
import type { BookedEpisodeEvent, BookedSettlement } from '../arrears/unit-episodes.ts';
import type { BookedExpiry, BookedUse, DrawPolicy, EndedLot, PoolDrop } from './booked.ts';

export class LedgerSession {
  /** Instant of the operations: account time, but never before the journal's last entry. */
  readonly at: Instant;
  readonly entries: JournalEntry[] = [];
  readonly expiries: BookedExpiry[] = [];
  readonly ended: EndedLot[] = [];
  /** Ids of lots that had ended and live again. */
  readonly revived: string[] = [];
  readonly drops: PoolDrop[] = [];
  readonly settlements: BookedSettlement[] = [];
  /** What happened to episodes, in order. */
  readonly episodeEvents: BookedEpisodeEvent[] = [];
  /** Set by what entries alone do not tell, such as units that go back to a lot which had ended: see `checkpoints.ts`. */
  mustCheckpoint = false;
  private readonly draft: LedgerDraft;
  private sequence: number;
  private hash: string;

  /**
   * Books at once what is due (rules §8.6), but no more than `mostDue`: a transaction has bounds. `recordedAt` is the
   * server's time.
   */
  constructor(
    readonly head: LedgerDocument,
    private readonly recordedAt: Instant,
    mostDue = Infinity,
  ) {
    this.at = laterOf(head.frozenAt ?? recordedAt, head.at);
    this.sequence = head.sequence;
    this.hash = head.hash;
    this.draft = openDraft({ pools: head.pools });
    for (const due of settleDue(this.draft, this.at, mostDue)) {
      if (due.type === 'suspension') this.keepEvent(due.event);
      else {
        this.keep(due.movement, { type: 'lot', id: due.lot.lotId });
        this.keepExpiry(due);
        const { available } = due.movement.balanceAfter;
        this.keepDrop(due.resource, { at: due.movement.at, before: available + due.units, available });
      }
    }
  }

  get accountId(): string {
    return this.head._id;
  }

  get sandbox(): boolean {
    return this.head.frozenAt !== null;
  }

  /** False where more is due than was to be booked: the book can be stored, and every operation on it throws. */
  get isSettled(): boolean {
    return this.draft.at !== null;
  }

  /** True when there is something to store. */
  get changed(): boolean {
    return this.entries.length > 0 || this.episodeEvents.length > 0 || this.mustCheckpoint;
  }

  /** Decides one use; a refused one leaves no trace. Opens an episode where it is the first that was not covered. */
  use(usageId: UsageId, use: RequestedUsage, policy: DrawPolicy): BookedUse | RefusedUsage {
    const result = consume(this.draft, use, policy);
    if (!result.accepted) return result;
    const { resource } = use;
    const sequence = this.keep(result.movement, { type: 'usage', id: usageId });
    for (const lot of result.deadLots) this.ended.push({ resource, lot });
    this.keepUseDrop(resource, result, policy.lowBalanceUnits);
    if (result.movement.balanceAfter.arrears === 0) return { ...result, sequence, episode: null };
    const pool = findPool(this.draft, resource);
    if (pool === undefined) throw new Error(`no pool of ${resource} after its use`);
    const terms = () => this.termsOf(policy, sequence);
    for (const event of followUse(pool, this.at, terms, policy.highArrearsUnits)) this.keepEvent(event);
    return { ...result, sequence, episode: pool.episode };
  }

  /** Credits a lot; it pays arrears first. */
  credit(resource: string, lot: NewLot, cause: Cause): Credited {
    return this.relieve(
      resource,
      () => 'paid',
      () => {
        const result = credit(this.draft, resource, lot);
        for (const movement of result.movements) {
          const sequence = this.keep(
            movement,
            movement.kind === 'lot.expired' ? { type: 'lot', id: lot.lotId } : cause,
          );
          if (movement.kind === 'arrears.offset') {
            this.keepSettlements(resource, result.offsets, lot.lotId, sequence);
          }
        }
        if (result.expiry !== null) this.keepExpiry(result.expiry);
        else if (result.deadLot !== null) this.ended.push({ resource, lot: result.deadLot });
        return result;
      },
    );
  }

  /** Gives all arrears of a pool up and closes its episode. Returns the units; null where that episode is not open. */
  writeOff(resource: string, episodeId: EpisodeId, cause: Cause): number | null {
    if (findPool(this.draft, resource)?.episode?.episodeId !== episodeId) return null;
    return this.relieve(
      resource,
      () => 'written_off',
      () => {
        const result = writeOff(this.draft, resource);
        if (result === null) return 0;
        const sequence = this.keep(result.movement, cause);
        this.keepSettlements(resource, result.ranges, null, sequence);
        return result.units;
      },
    );
  }

  /**
   * Undoes a use from its records (AMB-26). Lots that had ended may live again, so the head is kept beside the entries.
   */
  reverse(reversal: Reversal, cause: Cause): Reversed {
    const { resource } = reversal;
    this.mustCheckpoint = true;
    return this.relieve(resource, outcomeOfReversal, () => {
      const result = reverse(this.draft, reversal);
      for (const { movement, lotId, offsets } of result.steps) {
        const sequence = this.keep(movement, cause);
        this.keepSettlements(resource, offsets, lotId, sequence);
      }
      for (const { lotId } of result.revived) this.revived.push(lotId);
      for (const lot of result.ended) this.ended.push({ resource, lot });
      return result;
    });
  }

  /** The figures of a pool differ from its journal: what needs them to be right waits for an operator. */
  isBlocked(resource: string): boolean {
    const blockedBy = findPool(this.draft, resource)?.blockedBy ?? null;
    return blockedBy !== null;
  }

  /** A lot as it is now, a copy; null where it does not live any more. */
  liveLot(resource: string, lotId: LotId): Readonly<LiveLot> | null {
    const found = findLot(this.draft, resource, lotId);
    return found === undefined ? null : { ...found.lot };
  }

  /** Moves the end of a live lot to a later one. */
  extend(resource: string, lotId: LotId, expiresAt: Instant): Readonly<LiveLot> {
    this.mustCheckpoint = true;
    return extendLot(this.draft, resource, lotId, expiresAt);
  }

  /** Units that can be taken back of a lot; 0 where it does not live any more. */
  voidable(resource: string, lotId: LotId): number {
    return voidableUnits(this.draft, resource, lotId);
  }

  /** Takes units of a lot back. */
  voidUnits(resource: string, lotId: LotId, units: number, cause: Cause): void {
    const result = voidUnits(this.draft, resource, lotId, units);
    this.keep(result.movement, cause);
    if (result.deadLot !== null) this.ended.push({ resource, lot: result.deadLot });
    const { available } = result.movement.balanceAfter;
    this.keepDrop(resource, { at: this.at, before: available + units, available });
  }

  /** First and last of the entries booked since there were `earlier` of them, for the audit record. */
  rangeSince(earlier: number): { from: number; to: number } {
    return { from: this.head.sequence + earlier + 1, to: this.sequence };
  }

  /** The head to store. The book must not be used after it. */
  nextHead(): LedgerDocument {
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

  /** Does what may settle arrears of a pool or fill it, and lets its episode hear of it. */
  private relieve<T>(resource: string, outcomeOf: (result: T) => EpisodeOutcome | null, work: () => T): T {
    const arrearsBefore = findPool(this.draft, resource)?.outstanding ?? 0;
    const result = work();
    const pool = findPool(this.draft, resource);
    if (pool !== undefined) {
      const relief = { arrearsBefore, outcome: outcomeOf(result) };
      for (const event of followRelief(pool, this.at, relief)) this.keepEvent(event);
    }
    return result;
  }

  private termsOf(policy: DrawPolicy, sequence: number): EpisodeTerms {
    const { graceHours, resumeRequires, policyVersion, capability } = policy;
    return {
      // An account numbers its entries: whoever decides this use again opens the same episode.
      episodeId: derivedId('epi', `${this.accountId}:${sequence}`),
      suspendsAt: plusMs(this.at, graceHours * HOUR_MS),
      resumeRequires,
      policyVersion,
      capability,
    };
  }

  private keepEvent(event: EpisodeEvent): void {
    this.episodeEvents.push({ ...event, sequence: this.sequence });
  }

  private keepSettlements(
    resource: string,
    offsets: readonly Offset[],
    lotId: LotId | null,
    sequence: number,
  ): void {
    const episodeId = findPool(this.draft, resource)?.episode?.episodeId ?? null;
    for (const offset of offsets) {
      this.settlements.push({ resource, offset, lotId, at: this.at, sequence, episodeId });
    }
  }

  private keepUseDrop(
    resource: string,
    { movement, draws }: AcceptedUsage,
    lowBalanceUnits: readonly number[],
  ): void {
    const { available } = movement.balanceAfter;
    const before = available + draws.reduce((sum, { units }) => sum + units, 0);
    this.keepDrop(resource, { at: this.at, before, available, lowBalanceUnits });
  }

  /** Right after its entry. */
  private keepDrop(
    resource: string,
    {
      lowBalanceUnits = null,
      ...drop
    }: Omit<PoolDrop, 'resource' | 'sequence' | 'lowBalanceUnits'> & {
      readonly lowBalanceUnits?: readonly number[] | null;
    },
  ): void {
    if (drop.available < drop.before) {
      this.drops.push({ resource, sequence: this.sequence, ...drop, lowBalanceUnits });
    }
  }

  /** Right after its entry. */
  private keepExpiry(expiry: Expiry): void {
    this.expiries.push({ ...expiry, sequence: this.sequence });
    this.ended.push({ resource: expiry.resource, lot: expiry.lot });
  }
}

/** Paid where returned units settled what others owed; a use that is taken back is neither paid nor given up (AMB-26). */
function outcomeOfReversal({ steps }: Reversed): EpisodeOutcome | null {
  return steps.some(({ offsets }) => offsets.length > 0) ? 'paid' : null;
}
