/**
 * The hot path of usage: the usages that wait in this process share a transaction, across accounts. While it runs, those of
 * the next one gather. Usages of an account that has a lane wait there.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '../../../domain/errors.ts';
import { currentTraceparent, withTraceparent } from '../../../infra/trace-context.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import type { UsagePolicies } from '../usage-policies.ts';
import { AccountLanes } from './account-lanes.ts';
import { UNOBSERVED, type CommitObserver } from './commit-observer.ts';
import { LedgerStateCache } from './ledger-state-cache.ts';
import type { PendingUsage, UsageOutcome, UsageRequest } from './pending-usages.ts';
import { SharedTransactions } from './shared-transactions.ts';

export interface GroupCommitOptions {
  /** Most usages that share a transaction. */
  readonly maxBatch?: number;
  /** Most usages that may wait; the next is refused with `rate_limited`. */
  readonly maxWaiting?: number;
  /** Most of them that may wait for one account that another writer has locked. */
  readonly maxWaitingInLane?: number;
  readonly observer?: CommitObserver;
}

/**
 * Turns of the event loop before each transaction. Callers that got their results together send their next requests together:
 * those in the process at once, those behind sockets a few turns later. Without the wait they split into two halves that
 * alternate, in twice as many transactions (docs/performance.md).
 */
const GATHERING_TURNS = 3;
const MAX_BATCH = 4_000;

export class GroupCommit {
  private readonly lanes: AccountLanes;
  private readonly transactions: SharedTransactions;
  private readonly maxBatch: number;
  private readonly observer: CommitObserver;
  private waiting: PendingUsage[] = [];
  private running: Promise<void> | null = null;

  constructor(
    dependencies: TransactionDependencies,
    policies: UsagePolicies,
    private readonly options: GroupCommitOptions = {},
  ) {
    this.observer = options.observer ?? UNOBSERVED;
    const storage = { ...dependencies, policies, observer: this.observer };
    const states = new LedgerStateCache(dependencies.database);
    this.maxBatch = options.maxBatch ?? MAX_BATCH;
    this.lanes = new AccountLanes(storage, states, this.maxBatch);
    this.transactions = new SharedTransactions(storage, states, this.lanes);
  }

  /** Decides one usage. Resolves when it is stored or refused; rejects only when MongoDB is unavailable. */
  submit(request: UsageRequest): Promise<UsageOutcome> {
    const { maxWaiting = 50_000, maxWaitingInLane = 10_000 } = this.options;
    if (this.depth >= maxWaiting || this.lanes.depthOf(request.accountId) >= maxWaitingInLane) {
      const refusal = new DomainError('usage_queue_full', { waiting: this.depth });
      this.observer.decided('refused');
      return Promise.resolve({ accepted: false, refusal });
    }
    const decided = new Promise<UsageOutcome>((resolve, reject) => {
      const traceparent = currentTraceparent();
      this.waiting.push({ request, submittedMs: performance.now(), traceparent, resolve, reject });
      // The transactions are of all callers, not of the first.
      this.running ??= withTraceparent(undefined, () => this.run());
    });
    decided.then(
      (outcome) => this.observer.decided(nameOf(outcome)),
      () => this.observer.decided('failed'),
    );
    return decided;
  }

  /** Usages that wait for a transaction. */
  get depth(): number {
    return this.waiting.length + this.lanes.depth;
  }

  /** Accounts whose usages wait in a lane of their own. */
  get laneCount(): number {
    return this.lanes.count;
  }

  /** Resolves when no usage waits any more. */
  async drained(): Promise<void> {
    while (this.running !== null) await this.running;
    await this.transactions.confirmed();
    await this.lanes.drained();
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      for (let turn = 0; turn < GATHERING_TURNS; turn += 1) await nextTurn();
      await this.transactions.commit(this.nextBatch());
    }
    this.running = null;
  }

  /** Moves the usages of accounts that have a lane there, so that each account's order is preserved. */
  private nextBatch(): PendingUsage[] {
    const batch = this.waiting.splice(0, this.maxBatch);
    const nowMs = performance.now();
    for (const { submittedMs } of batch) this.observer.waited((nowMs - submittedMs) / 1_000);
    const aside = batch.filter(({ request }) => this.lanes.has(request.accountId));
    if (aside.length === 0) return batch;
    this.lanes.take(aside);
    return batch.filter(({ request }) => !this.lanes.has(request.accountId));
  }
}

function nameOf(outcome: UsageOutcome): 'accepted' | 'repeated' | 'refused' {
  if (!outcome.accepted) return 'refused';
  return outcome.replayed ? 'repeated' : 'accepted';
}
