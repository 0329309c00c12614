/**
 * Lanes beside the shared transactions. Uses of an account that met another writer of it, such as its own crediting, are
 * booked here, in order, in transactions of that account alone; while it has a lane, its later uses go behind them. A lane
 * waits in no one's way: other accounts do not notice it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { AccountId } from '../../../domain/ids.ts';
import type { LedgerDocument } from '../../../storage/collections/ledgers.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { isDuplicateKey } from '../../../storage/idempotency.ts';
import { Semaphore } from '../../../infra/slots.ts';
import { mayPass } from './commit-failures.ts';
import type { LedgerStateCache } from './head-cache.ts';
import { lockLedger } from '../lock-ledger.ts';
import { MOST_DUE, settleLedger } from '../settle-ledger.ts';
import { storeUses, type UsageStorage } from './store-uses.ts';
import {
  acceptedAmong,
  answered,
  decidedAmong,
  failAll,
  withoutRepeats,
  type Waiting,
} from './waiting-uses.ts';

/** Transactions of all lanes that run at once. */
const AT_ONCE = 8;
const BACKOFF_BASE_MS = 2;
/** MongoDB refuses a held document at once: a lane must look often, so as not to miss the moment between two writers. */
const BACKOFF_LIMIT_MS = 50;
/** No writer of ours holds an account for so long; a server gives up a transaction after a minute. */
const PATIENCE_MS = 30_000;

interface Lane {
  readonly accountId: AccountId;
  readonly waiting: Waiting[];
  /** Conflicts one after the other, and since when; a commit begins anew. */
  tries: number;
  triedSince: number;
}

export class AccountLanes {
  private readonly lanes = new Map<string, Lane>();
  private readonly slots = new Semaphore(AT_ONCE);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly storage: UsageStorage,
    private readonly heads: LedgerStateCache,
    private readonly maxBatch: number,
  ) {}

  /** Uses that wait in all lanes. */
  get depth(): number {
    let waiting = 0;
    for (const lane of this.lanes.values()) waiting += lane.waiting.length;
    return waiting;
  }

  has(accountId: AccountId): boolean {
    return this.lanes.has(accountId);
  }

  /** Uses that wait in the lane of an account; 0 where it has none. */
  depthOf(accountId: AccountId): number {
    return this.lanes.get(accountId)?.waiting.length ?? 0;
  }

  /** Takes uses, each behind those of its account that wait already. Answers every caller, whatever happens. */
  take(uses: readonly Waiting[]): void {
    const opened: Lane[] = [];
    for (const use of uses) {
      const { accountId } = use.request;
      let lane = this.lanes.get(accountId);
      if (lane === undefined) {
        lane = { accountId, waiting: [], tries: 0, triedSince: performance.now() };
        this.lanes.set(accountId, lane);
        opened.push(lane);
      }
      lane.waiting.push(use);
    }
    for (const lane of opened) this.start(lane);
  }

  /** Resolves when there is no lane any more. */
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
      await this.serve(lane, batch);
    }
    this.lanes.delete(lane.accountId);
  }

  private async serve(lane: Lane, batch: readonly Waiting[]): Promise<void> {
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

  /** One transaction. `onAnswered` hears who is left as soon as others are answered. Returns those before whom much is due. */
  private async commit(
    lane: Lane,
    batch: readonly Waiting[],
    onAnswered: (rest: readonly Waiting[]) => void,
  ): Promise<readonly Waiting[]> {
    const { decided, undecided, heads } = await storeUses(this.storage, batch, {
      of: (unit) => heldHeads(unit, lane.accountId),
      mostDue: MOST_DUE,
    });
    this.heads.remember(heads);
    resetRetries(lane);
    // What a commit has stored is answered first: nothing that fails later can take it back.
    const refused = answered(decided, ({ type }) => type !== 'refused');
    onAnswered([...refused, ...undecided]);
    const fresh = await withoutRepeats(this.storage.database, refused, acceptedAmong(decided));
    answered(decidedAmong(decided, fresh), () => true);
    return undecided;
  }

  /** Books what is due, without a slot: it takes its time, and other lanes do not wait for it. */
  private async settle(lane: Lane): Promise<void> {
    await settleLedger(this.storage, lane.accountId);
    resetRetries(lane);
  }

  /** Returns those that are tried again; the others have been told. */
  private async afterFailure(
    lane: Lane,
    open: readonly Waiting[],
    error: unknown,
  ): Promise<readonly Waiting[]> {
    let rest = open;
    try {
      if (isDuplicateKey(error)) rest = await withoutRepeats(this.storage.database, open);
    } catch (later) {
      failAll(open, later);
      return [];
    }
    if (rest.length < open.length) return rest;
    lane.tries += 1;
    if (!mayPass(error) || performance.now() - lane.triedSince > PATIENCE_MS) {
      failAll(open, error);
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

/** Held from the first step on, so that a conflict shows before anything is read or decided. */
async function heldHeads(
  { database, session }: UnitOfWork,
  accountId: AccountId,
): Promise<ReadonlyMap<string, LedgerDocument>> {
  const head = await lockLedger(database, accountId, session);
  return new Map(head === null ? [] : [[accountId, head]]);
}
