/**
 * The hot path of usage: all uses that wait in this process share one transaction, across accounts. Each is decided by
 * itself, in the order given, on the account's head as this process last knew it; the head's version proves at the commit
 * that it still is. An account that meets a conflict leaves for a lane of its own, and the others commit without it.
 */
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '../../../domain/errors.ts';
import type { AccountId } from '../../../domain/ids.ts';
import { isDuplicateKey } from '../../../storage/idempotency.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { TransactionDependencies } from '../../../storage/unit-of-work.ts';
import { AccountLanes } from './account-lanes.ts';
import { isConflict, isOfOneAccount, mayPass } from './commit-failures.ts';
import type { UsagePolicies } from './decide-uses.ts';
import { LedgerStateCache } from './head-cache.ts';
import { MOST_DUE } from '../settle-ledger.ts';
import { storeUses, type UsageStorage } from './store-uses.ts';
import type { UsageOutcome, UsageRequest } from './usage-request.ts';
import {
  acceptedAmong,
  accountIdsOf,
  answered,
  decidedAmong,
  failAll,
  withoutRepeats,
  type Decided,
  type Waiting,
} from './waiting-uses.ts';

type Heads = ReadonlyMap<string, LedgerDocument>;

export interface GroupCommitOptions {
  /** Most uses that share a transaction. */
  readonly maxBatch?: number;
  /** Most uses that may wait; one more is refused with `rate_limited`. */
  readonly maxWaiting?: number;
  /** Most of them that may wait for one account that another writer holds. */
  readonly maxWaitingInLane?: number;
}

/**
 * Turns of the event loop before each transaction. Callers that were answered together ask again together: those in the
 * process at once, those behind sockets a few turns later. Without it two halves of them take turns, in twice as many
 * transactions (docs/performance.md).
 */
const GATHERING_TURNS = 3;
const MAX_BATCH = 4_000;
/** Tries of a transaction that fails for reasons of no account. */
const MAX_ATTEMPTS = 12;
const BACKOFF_BASE_MS = 2;
const BACKOFF_LIMIT_MS = 200;

export class GroupCommit {
  private readonly storage: UsageStorage;
  private readonly heads = new LedgerStateCache();
  private readonly lanes: AccountLanes;
  private readonly maxBatch: number;
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;
  /** Refusals that are looked after beside the transactions: whoever is booked does not wait for who is not. */
  private readonly refusing = new Set<Promise<void>>();

  constructor(
    dependencies: TransactionDependencies,
    policies: UsagePolicies,
    private readonly options: GroupCommitOptions = {},
  ) {
    const { database, serverNow } = dependencies;
    this.storage = { database, serverNow, policies };
    this.maxBatch = options.maxBatch ?? MAX_BATCH;
    this.lanes = new AccountLanes(this.storage, this.heads, this.maxBatch);
  }

  /** Decides one use. Resolves when it is stored (or refused); rejects only when MongoDB is away. */
  submit(request: UsageRequest): Promise<UsageOutcome> {
    const { maxWaiting = 50_000, maxWaitingInLane = 10_000 } = this.options;
    if (this.depth >= maxWaiting || this.lanes.depthOf(request.accountId) >= maxWaitingInLane) {
      const refusal = new DomainError('usage_queue_full', { waiting: this.depth });
      return Promise.resolve({ accepted: false, refusal });
    }
    return new Promise((answer, fail) => {
      this.waiting.push({ request, answer, fail });
      this.running ??= this.run();
    });
  }

  /** Uses that wait for a transaction. */
  get depth(): number {
    return this.waiting.length + this.lanes.depth;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.running !== null) await this.running;
    await Promise.all(this.refusing);
    await this.lanes.drained();
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      for (let turn = 0; turn < GATHERING_TURNS; turn += 1) await nextTurn();
      await this.commit(this.nextBatch(), 0);
    }
    this.running = null;
  }

  /** Uses of an account that has a lane go there, however many; no order is changed by it. */
  private nextBatch(): Waiting[] {
    const batch = this.waiting.splice(0, this.maxBatch);
    const aside = batch.filter(({ request }) => this.lanes.has(request.accountId));
    if (aside.length === 0) return batch;
    this.lanes.take(aside);
    return batch.filter(({ request }) => !this.lanes.has(request.accountId));
  }

  /** Answers every caller of the batch or hands him to a lane, whatever happens. */
  private async commit(batch: readonly Waiting[], tries: number): Promise<void> {
    if (batch.length === 0) return;
    const { database } = this.storage;
    let open = batch;
    let known: Heads = new Map();
    try {
      known = await this.heads.load(database, accountIdsOf(batch));
      const { decided, undecided, heads } = await storeUses(this.storage, batch, {
        of: () => Promise.resolve(known),
        mostDue: MOST_DUE,
      });
      // Where much is due, it is booked beside the others and before the uses of its account.
      this.setAside(undecided);
      this.heads.remember(heads);
      const proven = new Set(heads.map(({ _id }) => _id));
      // What a commit has stored is answered first: nothing that fails later can take it back.
      open = answered(decided, ({ type }) => type !== 'refused');
      if (open.length === 0) return;
      const refusing = this.refuse(decided, open, { known, proven }).finally(() =>
        this.refusing.delete(refusing),
      );
      this.refusing.add(refusing);
    } catch (error) {
      await this.recover(open, known, tries, error).catch((later: unknown) => {
        failAll(open, later);
      });
    }
  }

  /** Answers every one of them, or hands him to a lane where the head on which he was refused is not the one of now. */
  private async refuse(
    decided: readonly Decided[],
    refused: readonly Waiting[],
    { known, proven }: { readonly known: Heads; readonly proven: ReadonlySet<string> },
  ): Promise<void> {
    let open = refused;
    try {
      // A use that was accepted before may not fit any more: its key has its first result all the same.
      open = await withoutRepeats(this.storage.database, open, acceptedAmong(decided));
      const unproven = accountIdsOf(open).filter((accountId) => !proven.has(accountId));
      const moved = await this.movedAmong(known, unproven);
      this.setAside(answered(decidedAmong(decided, open), ({ accountId }) => !moved.has(accountId)));
    } catch (error) {
      failAll(open, error);
    }
  }

  /** Sets those aside whose accounts are at fault, and tries again with the others. */
  private async recover(
    open: readonly Waiting[],
    known: Heads,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    this.heads.forget(accountIds);
    if (isDuplicateKey(error)) {
      const rest = await withoutRepeats(this.storage.database, open);
      if (rest.length < open.length) {
        await this.commit(rest, tries);
        return;
      }
    }
    if (!isOfOneAccount(error)) await this.tryAllAgain(open, tries, error);
    else if (accountIds.length === 1) {
      if (mayPass(error)) this.setAside(open);
      else failAll(open, error);
    } else await this.commitBlameless(open, known, tries, error);
  }

  private async tryAllAgain(open: readonly Waiting[], tries: number, error: unknown): Promise<void> {
    if (!mayPass(error) || tries >= MAX_ATTEMPTS) {
      failAll(open, error);
      return;
    }
    await delay(Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** tries));
    await this.commit(open, tries + 1);
  }

  /** Heads that moved say who met another writer. Of one that is held still, and of other faults, only halving tells. */
  private async commitBlameless(
    open: readonly Waiting[],
    known: Heads,
    tries: number,
    error: unknown,
  ): Promise<void> {
    const accountIds = accountIdsOf(open);
    const moved = isConflict(error) ? await this.movedAmong(known, accountIds) : new Set<string>();
    if (moved.size > 0) {
      this.setAside(open.filter(({ request }) => moved.has(request.accountId)));
      await this.commit(
        open.filter(({ request }) => !moved.has(request.accountId)),
        tries,
      );
      return;
    }
    const half = new Set(accountIds.slice(0, accountIds.length / 2));
    await Promise.all([
      this.commit(
        open.filter(({ request }) => half.has(request.accountId)),
        tries,
      ),
      this.commit(
        open.filter(({ request }) => !half.has(request.accountId)),
        tries,
      ),
    ]);
  }

  private setAside(uses: readonly Waiting[]): void {
    this.heads.forget(accountIdsOf(uses));
    this.lanes.take(uses);
  }

  /** The accounts whose head is no longer the one that was known. */
  private async movedAmong(known: Heads, accountIds: readonly AccountId[]): Promise<ReadonlySet<string>> {
    if (accountIds.length === 0) return new Set();
    const heads = await this.storage.database.models.ledgers
      .find({ _id: { $in: accountIds } }, { version: 1 })
      .lean();
    const versions = new Map(heads.map(({ _id, version }) => [_id, version]));
    return new Set(accountIds.filter((id) => known.get(id)?.version !== versions.get(id)));
  }
}
