/**
 * Lanes beside the shared transactions. An account whose ledger met another writer, such as its own crediting, gets a lane:
 * its usages are booked here, in order, in transactions of that account alone, and its later usages queue behind them.
 * Other accounts are not delayed.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../../domain/ids.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { isDuplicateKey } from '../../../storage/driver-errors.ts';
import { Semaphore } from '../../../infra/slots.ts';
import { isTransient } from './commit-failures.ts';
import type { LedgerStateCache } from './ledger-state-cache.ts';
import { lockLedger } from '../ledger-state.ts';
import { MOST_DUE, settleLedger } from '../settle-ledger.ts';
import { storeUsages, type UsageStorage } from './store-usages.ts';
import {
  acceptedAmong,
  resolveDecided,
  decidedAmong,
  rejectAll,
  withoutRepeats,
  type PendingUsage,
} from './pending-usages.ts';

/** Most concurrent transactions over all lanes. */
const AT_ONCE = 8;
const BACKOFF_BASE_MS = 2;
/** MongoDB refuses a locked document at once: a lane retries often, to catch the moment between two writers. */
const BACKOFF_LIMIT_MS = 50;
/** No other writer of this product locks an account that long; MongoDB aborts a transaction after a minute. */
const RETRY_LIMIT_MS = 30_000;

interface Lane {
  readonly accountId: AccountId;
  readonly waiting: PendingUsage[];
  /** Consecutive conflicts, and since when (`performance.now()`). A commit resets both. */
  tries: number;
  triedSince: number;
}

export class AccountLanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly slots = new Semaphore(AT_ONCE);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly storage: UsageStorage,
    private readonly states: LedgerStateCache,
    private readonly maxBatch: number,
  ) {}

  /** Usages that wait in all lanes. */
  get depth(): number {
    let waiting = 0;
    for (const lane of this.lanes.values()) waiting += lane.waiting.length;
    return waiting;
  }

  /** Accounts that have a lane. */
  get count(): number {
    return this.lanes.size;
  }

  has(accountId: AccountId): boolean {
    return this.lanes.has(accountId);
  }

  /** Usages that wait in the lane of an account; 0 where it has none. */
  depthOf(accountId: AccountId): number {
    return this.lanes.get(accountId)?.waiting.length ?? 0;
  }

  /** Appends usages to the lanes of their accounts. Settles every caller, whatever happens. */
  take(usages: readonly PendingUsage[]): void {
    const opened: Lane[] = [];
    for (const usage of usages) {
      const { accountId } = usage.request;
      let lane = this.lanes.get(accountId);
      if (lane === undefined) {
        lane = { accountId, waiting: [], tries: 0, triedSince: performance.now() };
        this.lanes.set(accountId, lane);
        opened.push(lane);
      }
      lane.waiting.push(usage);
    }
    for (const lane of opened) this.start(lane);
  }

  /** Resolves when no lane is left. */
  async drained(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private start(lane: Lane): void {
    const run = this.run(lane).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, this.maxBatch);
      await this.book(lane, batch);
    }
    this.lanes.delete(lane.accountId);
  }

  private async book(lane: Lane, batch: readonly PendingUsage[]): Promise<void> {
    let open = batch;
    while (open.length > 0) {
      try {
        open = await this.slots.run(() => this.commit(lane, open, (rest) => (open = rest)));
        if (open.length > 0) await this.settle(lane);
      } catch (error) {
        open = await this.afterFailure(lane, open, error);
      }
    }
  }

  /**
   * One transaction. `onOpen` gets the callers that are still open after each step. Returns the usages that were not decided
   * because much is due before them.
   */
  private async commit(
    lane: Lane,
    batch: readonly PendingUsage[],
    onOpen: (rest: readonly PendingUsage[]) => void,
  ): Promise<readonly PendingUsage[]> {
    const { decided, undecided, states } = await storeUsages(this.storage, batch, {
      lane: 'account',
      of: (unit) => lockedState(unit, lane.accountId),
      mostDue: MOST_DUE,
    });
    this.states.remember(states);
    resetRetries(lane);
    // Callers whose usage is committed come first: no later failure can undo it.
    const refused = resolveDecided(decided, ({ type }) => type !== 'refused');
    onOpen([...refused, ...undecided]);
    const fresh = await withoutRepeats(this.storage.database, refused, acceptedAmong(decided));
    resolveDecided(decidedAmong(decided, fresh), () => true);
    return undecided;
  }

  /** Settles what is due without taking a slot, because it is slow and other lanes need the slots. */
  private async settle(lane: Lane): Promise<void> {
    await settleLedger(this.storage, lane.accountId);
    resetRetries(lane);
  }

  /** Returns the usages to try again; the callers of the others have their result. */
  private async afterFailure(
    lane: Lane,
    open: readonly PendingUsage[],
    error: unknown,
  ): Promise<readonly PendingUsage[]> {
    let rest = open;
    try {
      if (isDuplicateKey(error)) rest = await withoutRepeats(this.storage.database, open);
    } catch (later) {
      rejectAll(open, later);
      return [];
    }
    if (rest.length < open.length) return rest;
    lane.tries += 1;
    if (!isTransient(error) || performance.now() - lane.triedSince > RETRY_LIMIT_MS) {
      rejectAll(open, error);
      return [];
    }
    await delay(
      1 + Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** Math.min(lane.tries, 10)),
    );
    return open;
  }
}

function resetRetries(lane: Lane): void {
  lane.tries = 0;
  lane.triedSince = performance.now();
}

/** Locked first, so that a conflict shows before anything is read or decided. */
async function lockedState(
  { database, session }: UnitOfWork,
  accountId: AccountId,
): Promise<ReadonlyMap<string, LedgerDocument>> {
  const state = await lockLedger(database, accountId, session);
  return new Map(state === null ? [] : [[accountId, state]]);
}
