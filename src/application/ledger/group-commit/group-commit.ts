/**
 * The hot path of usage: all usages that wait in this process share one transaction, across accounts. Each is decided on its
 * own, in the order given, on the account's ledger state as this process last knew it; the state's version proves at the
 * commit that it is current. An account that meets a conflict moves to a lane of its own, and the others commit without it.
 */
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { isDuplicateKey } from '../../../storage/driver-errors.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import { MOST_DUE } from '../settle-ledger.ts';
import type { UsagePolicies } from '../usage-policies.ts';
import { AccountLanes } from './account-lanes.ts';
import { isConflict, isOfOneAccount, isTransient } from './commit-failures.ts';
import { LedgerStateCache, type LedgerStates } from './ledger-state-cache.ts';
import {
  acceptedAmong,
  accountIdsOf,
  decidedAmong,
  rejectAll,
  resolveDecided,
  withoutRepeats,
  type DecidedUsage,
  type PendingUsage,
  type UsageOutcome,
  type UsageRequest,
} from './pending-usages.ts';
import { storeUsages, type UsageStorage } from './store-usages.ts';

export interface GroupCommitOptions {
  /** Most usages that share a transaction. */
  readonly maxBatch?: number;
  /** Most usages that may wait; the next is refused with `rate_limited`. */
  readonly maxWaiting?: number;
  /** Most of them that may wait for one account that another writer has locked. */
  readonly maxWaitingInLane?: number;
}

/**
 * Turns of the event loop before each transaction. Callers that got their results together send their next requests together:
 * those in the process at once, those behind sockets a few turns later. Without the wait they split into two halves that
 * alternate, in twice as many transactions (docs/performance.md).
 */
const GATHERING_TURNS = 3;
const MAX_BATCH = 4_000;
/** Attempts at a transaction that fails for reasons of no account. */
const MAX_ATTEMPTS = 12;
const BACKOFF_BASE_MS = 2;
const BACKOFF_LIMIT_MS = 200;

export class GroupCommit {
  private readonly storage: UsageStorage;
  private readonly states: LedgerStateCache;
  private readonly lanes: AccountLanes;
  private readonly maxBatch: number;
  private waiting: PendingUsage[] = [];
  private running: Promise<void> | null = null;
  /** Refusals are confirmed beside the transactions, so that booked usages do not wait for them. */
  private readonly confirming = new Set<Promise<void>>();

  constructor(
    { database, serverNow }: TransactionDependencies,
    policies: UsagePolicies,
    private readonly options: GroupCommitOptions = {},
  ) {
    this.storage = { database, serverNow, policies };
    this.states = new LedgerStateCache(database);
    this.maxBatch = options.maxBatch ?? MAX_BATCH;
    this.lanes = new AccountLanes(this.storage, this.states, this.maxBatch);
  }

  /** Decides one usage. Resolves when it is stored or refused; rejects only when MongoDB is unavailable. */
  submit(request: UsageRequest): Promise<UsageOutcome> {
    const { maxWaiting = 50_000, maxWaitingInLane = 10_000 } = this.options;
    if (this.depth >= maxWaiting || this.lanes.depthOf(request.accountId) >= maxWaitingInLane) {
      const refusal = new DomainError('usage_queue_full', { waiting: this.depth });
      return Promise.resolve({ accepted: false, refusal });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Usages that wait for a transaction. */
  get depth(): number {
    return this.waiting.length + this.lanes.depth;
  }

  /** Resolves when no usage waits any more. */
  async drained(): Promise<void> {
    while (this.running !== null) await this.running;
    await Promise.all(this.confirming);
    await this.lanes.drained();
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      for (let turn = 0; turn < GATHERING_TURNS; turn += 1) await nextTurn();
      await this.commit(this.nextBatch(), 0);
    }
    this.running = null;
  }

  /** Moves the usages of accounts that have a lane there, so that each account's order is preserved. */
  private nextBatch(): PendingUsage[] {
    const batch = this.waiting.splice(0, this.maxBatch);
    const aside = batch.filter(({ request }) => this.lanes.has(request.accountId));
    if (aside.length === 0) return batch;
    this.lanes.take(aside);
    return batch.filter(({ request }) => !this.lanes.has(request.accountId));
  }

  /** Settles every caller of the batch, or moves it to a lane, whatever happens. */
  private async commit(batch: readonly PendingUsage[], tries: number): Promise<void> {
    if (batch.length === 0) return;
    let open = batch;
    let known: LedgerStates = new Map();
    try {
      known = await this.states.load(accountIdsOf(batch));
      const { decided, undecided, states } = await storeUsages(this.storage, batch, {
        of: () => Promise.resolve(known),
        mostDue: MOST_DUE,
      });
      // An account with much due settles in its lane, before its usages and beside the other accounts.
      this.moveToLanes(undecided);
      this.states.remember(states);
      const proven = new Set(states.map(({ _id }) => _id));
      // Callers whose usage is committed come first: no later failure can undo it.
      open = resolveDecided(decided, ({ type }) => type !== 'refused');
      if (open.length === 0) return;
      const confirming = this.confirmRefused(decided, open, { known, proven }).finally(() =>
        this.confirming.delete(confirming),
      );
      this.confirming.add(confirming);
    } catch (error) {
      await this.recover(open, known, tries, error).catch((later: unknown) => {
        rejectAll(open, later);
      });
    }
  }

  /** Refuses each caller whose ledger state was current; the others are decided again in a lane. */
  private async confirmRefused(
    decided: readonly DecidedUsage[],
    refused: readonly PendingUsage[],
    { known, proven }: { readonly known: LedgerStates; readonly proven: ReadonlySet<AccountId> },
  ): Promise<void> {
    let open = refused;
    try {
      // A usage that was accepted earlier may not fit any more. Its key still returns the first result.
      open = await withoutRepeats(this.storage.database, open, acceptedAmong(decided));
      const unproven = accountIdsOf(open).filter((accountId) => !proven.has(accountId));
      const changed = await this.states.changedSince(known, unproven);
      this.moveToLanes(
        resolveDecided(decidedAmong(decided, open), ({ accountId }) => !changed.has(accountId)),
      );
    } catch (error) {
      rejectAll(open, error);
    }
  }

  /** Moves the accounts that caused the failure to lanes, and tries again with the others. */
  private async recover(
    open: readonly PendingUsage[],
    known: LedgerStates,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    this.states.forget(accountIds);
    if (isDuplicateKey(error)) {
      const rest = await withoutRepeats(this.storage.database, open);
      if (rest.length < open.length) {
        await this.commit(rest, tries);
        return;
      }
    }
    if (!isOfOneAccount(error)) await this.tryAllAgain(open, tries, error);
    else if (accountIds.length === 1) {
      if (isTransient(error)) this.moveToLanes(open);
      else rejectAll(open, error);
    } else await this.commitUnaffected(open, known, tries, error);
  }

  private async tryAllAgain(open: readonly PendingUsage[], tries: number, error: unknown): Promise<void> {
    if (!isTransient(error) || tries >= MAX_ATTEMPTS) {
      rejectAll(open, error);
      return;
    }
    await delay(Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** tries));
    await this.commit(open, tries + 1);
  }

  /**
   * A changed version identifies an account that met another writer. An account that is still locked, and one with another
   * failure, can only be found by halving the batch.
   */
  private async commitUnaffected(
    open: readonly PendingUsage[],
    known: LedgerStates,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    const of = (accounts: ReadonlySet<AccountId>) =>
      open.filter(({ request }) => accounts.has(request.accountId));
    const notOf = (accounts: ReadonlySet<AccountId>) =>
      open.filter(({ request }) => !accounts.has(request.accountId));
    const changed = isConflict(error)
      ? await this.states.changedSince(known, accountIds)
      : new Set<AccountId>();
    if (changed.size > 0) {
      this.moveToLanes(of(changed));
      await this.commit(notOf(changed), tries);
      return;
    }
    const half = new Set(accountIds.slice(0, accountIds.length / 2));
    await Promise.all([this.commit(of(half), tries), this.commit(notOf(half), tries)]);
  }

  private moveToLanes(usages: readonly PendingUsage[]): void {
    this.states.forget(accountIdsOf(usages));
    this.lanes.take(usages);
  }
}
