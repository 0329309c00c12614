/**
 * The hot path of usage: all uses that wait in this process share one transaction, across accounts. Each is decided by
 * itself, in the order given, on the account's head as this process last knew it; the head's version proves at the commit
 * that it still is. On a conflict the accounts are tried one by one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { DomainError } from '../domain/refusals.ts';
import { isDuplicateKey } from '../persistence/idempotency.ts';
import type { LedgerHeadDocument, UsageDocument } from '../persistence/models/ledger.ts';
import { attempt, SYSTEM, type TransactionDependencies } from '../persistence/unit-of-work.ts';
import { decideUses, type Decision, type UsagePolicies } from './decide-uses.ts';
import { HeadCache } from './head-cache.ts';
import { LedgerBook } from './ledger-book.ts';
import type { UsageOutcome, UsageRequest } from './usage-request.ts';
import { StaleHeadError, writeBooks } from './write-books.ts';

interface Waiting {
  readonly request: UsageRequest;
  readonly answer: (outcome: UsageOutcome) => void;
  readonly fail: (error: unknown) => void;
}

export interface GroupCommitOptions {
  /** Most uses that share a transaction. */
  readonly maxBatch?: number;
  /** Most uses that may wait; one more is refused with `rate_limited`. */
  readonly maxWaiting?: number;
}

const MAX_ATTEMPTS = 12;
const BACKOFF_BASE_MS = 2;
const BACKOFF_LIMIT_MS = 200;

export class GroupCommit {
  private readonly heads = new HeadCache();
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;

  constructor(
    private readonly dependencies: TransactionDependencies,
    private readonly policies: UsagePolicies,
    private readonly options: GroupCommitOptions = {},
  ) {}

  /** Decides one use. Resolves when it is stored (or refused); rejects only when MongoDB is away. */
  submit(request: UsageRequest): Promise<UsageOutcome> {
    if (this.waiting.length >= (this.options.maxWaiting ?? 10_000)) {
      const refusal = new DomainError('usage_queue_full', { waiting: this.waiting.length });
      return Promise.resolve({ accepted: false, refusal });
    }
    return new Promise((answer, fail) => {
      this.waiting.push({ request, answer, fail });
      this.running ??= this.run();
    });
  }

  /** Uses that wait for the next transaction. */
  get depth(): number {
    return this.waiting.length;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private async run(): Promise<void> {
    // One turn of the event loop lets the callers that were answered together ask again together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.options.maxBatch ?? 1_000);
      await this.commit(batch, 0);
    }
    this.running = null;
  }

  private async commit(batch: readonly Waiting[], tries: number): Promise<void> {
    const accountIds = [...new Set(batch.map(({ request }) => request.accountId))];
    try {
      await this.commitOnce(batch, accountIds);
    } catch (error) {
      this.heads.forget(accountIds);
      if (isDuplicateKey(error)) {
        await this.answerRepeats(batch, tries);
      } else if (!isConflict(error) || tries >= MAX_ATTEMPTS) {
        for (const { fail } of batch) fail(error);
      } else if (accountIds.length > 1) {
        for (const accountId of accountIds) {
          await this.commit(
            batch.filter(({ request }) => request.accountId === accountId),
            tries + 1,
          );
        }
      } else {
        await delay(Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** tries));
        await this.commit(batch, tries + 1);
      }
    }
  }

  private async commitOnce(batch: readonly Waiting[], accountIds: readonly string[]): Promise<void> {
    const known = await this.heads.load(this.dependencies.database, accountIds);
    const requests = batch.map(({ request }) => request);
    let decisions: readonly Decision[] = [];
    let stored: readonly LedgerHeadDocument[] = [];
    await attempt(this.dependencies, SYSTEM, async (unit) => {
      const books = new Map([...known].map(([id, head]) => [id, new LedgerBook(head, unit.recordedAt)]));
      decisions = decideUses(requests, books, this.policies);
      const uses = decisions.flatMap((decision) => (decision.type === 'accepted' ? [decision.usage] : []));
      const written = [...books.values()].filter((book) => book.changed);
      if (written.length === 0) return 'nothing';
      stored = await writeBooks(unit, written);
      if (uses.length > 0) {
        await unit.database.native.usages.insertMany(uses, { session: unit.session });
      }
      return 'commit';
    });
    this.heads.remember(stored);
    await this.verifyRefusals(known, stored, decisions);
    batch.forEach(({ answer }, index) => {
      const decision = decisions[index];
      if (decision !== undefined) answer(outcomeOf(decision, decisions));
    });
  }

  /** A refusal on a head that no commit has proven is checked against the head as it is now. */
  private async verifyRefusals(
    known: ReadonlyMap<string, LedgerHeadDocument>,
    stored: readonly LedgerHeadDocument[],
    decisions: readonly Decision[],
  ): Promise<void> {
    const proven = new Set(stored.map(({ _id }) => _id));
    const unproven = new Set(
      decisions.flatMap(({ type, accountId }) =>
        type === 'refused' && !proven.has(accountId) ? [accountId] : [],
      ),
    );
    if (unproven.size === 0) return;
    const current = await this.dependencies.database.models.ledgers
      .find({ _id: { $in: [...unproven] } }, { version: 1 })
      .lean();
    for (const { _id, version } of current) {
      if (known.get(_id)?.version !== version) throw new StaleHeadError();
    }
  }

  /** Some keys of the batch were used before: those get their first result, the others are decided again. */
  private async answerRepeats(batch: readonly Waiting[], tries: number): Promise<void> {
    const earlier = await this.dependencies.database.models.usages
      .find({ $or: batch.map(({ request }) => ({ accountId: request.accountId, key: request.key })) })
      .lean();
    const byKey = new Map(earlier.map((usage) => [naturalKeyOf(usage), usage]));
    const others: Waiting[] = [];
    for (const waiting of batch) {
      const usage = byKey.get(naturalKeyOf(waiting.request));
      if (usage === undefined) others.push(waiting);
      else waiting.answer(repeatOf(waiting.request, usage));
    }
    if (others.length > 0) await this.commit(others, tries + 1);
  }
}

function outcomeOf(decision: Decision, decisions: readonly Decision[]): UsageOutcome {
  switch (decision.type) {
    case 'accepted':
      return { accepted: true, usage: decision.usage, replayed: false };
    case 'refused':
      return { accepted: false, refusal: decision.refusal };
    case 'repeat': {
      const first = decisions[decision.of];
      if (first === undefined || first.type === 'repeat')
        throw new Error('a repeat names the first use of its key');
      return first.type === 'accepted'
        ? repeatOf(decision.request, first.usage)
        : { accepted: false, refusal: first.refusal };
    }
  }
}

/** The first result again, or a refusal when the same key now asks for something else. */
function repeatOf(request: UsageRequest, usage: UsageDocument): UsageOutcome {
  return usage.bodyHash === request.bodyHash
    ? { accepted: true, usage, replayed: true }
    : { accepted: false, refusal: new DomainError('idempotency_mismatch', { key: request.key }) };
}

function naturalKeyOf({ accountId, key }: { accountId: string; key: string }): string {
  return `${accountId}\n${key}`;
}

function isConflict(error: unknown): boolean {
  return (
    error instanceof StaleHeadError ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('TransientTransactionError')) ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('UnknownTransactionCommitResult'))
  );
}
