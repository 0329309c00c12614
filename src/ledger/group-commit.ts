/**
 * The hot path of usage: all uses that wait in this process share one transaction, across accounts. Each is decided by
 * itself, in the order given, on the account's head as this process last knew it; the head's version proves at the commit
 * that it still is. On a conflict the accounts are tried one by one.
 */
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { mongo, MongooseError } from 'mongoose';
import { DomainError } from '../domain/refusals.ts';
import { isDuplicateKey } from '../persistence/idempotency.ts';
import type { LedgerHeadDocument, UsageDocument } from '../persistence/models/ledger.ts';
import { attempt, SYSTEM, type TransactionDependencies } from '../persistence/unit-of-work.ts';
import { BasicSoftware } from './basic-software.ts';
import { decideUses, organizationsToCheck, type Decision, type UsagePolicies } from './decide-uses.ts';
import { HeadCache } from './head-cache.ts';
import { LedgerBook } from './ledger-book.ts';
import type { UsageOutcome, UsageRequest } from './usage-request.ts';
import { StaleHeadError, writeBooks } from './write-books.ts';

interface Waiting {
  readonly request: UsageRequest;
  readonly answer: (outcome: UsageOutcome) => void;
  readonly fail: (error: unknown) => void;
}

interface Decided {
  readonly waiting: Waiting;
  readonly decision: Decision;
}

/** What one transaction decided, and the heads it stood on: as they were known, and those that its commit proved. */
interface Stored {
  readonly known: ReadonlyMap<string, LedgerHeadDocument>;
  readonly proven: ReadonlySet<string>;
  readonly decided: readonly Decided[];
}

export interface GroupCommitOptions {
  /** Most uses that share a transaction. */
  readonly maxBatch?: number;
  /** Most uses that may wait; one more is refused with `rate_limited`. */
  readonly maxWaiting?: number;
}

/**
 * Turns of the event loop before each transaction. Callers that were answered together ask again together: those in the
 * process at once, those behind sockets a few turns later. Without it two halves of them take turns, in twice as many
 * transactions (docs/performance.md).
 */
const GATHERING_TURNS = 3;
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
    if (this.waiting.length >= (this.options.maxWaiting ?? 50_000)) {
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
    while (this.waiting.length > 0) {
      for (let turn = 0; turn < GATHERING_TURNS; turn += 1) await nextTurn();
      const batch = this.waiting.splice(0, this.options.maxBatch ?? 4_000);
      await this.commit(batch, 0);
    }
    this.running = null;
  }

  /** Answers every caller of the batch, whatever happens. */
  private async commit(batch: readonly Waiting[], tries: number): Promise<void> {
    let open = batch;
    try {
      const { known, proven, decided } = await this.store(batch);
      // What a commit has stored is answered first: nothing that fails later can take it back.
      open = answered(decided, ({ type }) => type !== 'refused');
      if (open.length === 0) return;
      // A use that was accepted before may not fit any more: its key has its first result all the same.
      open = await this.withoutRepeats(open, acceptedAmong(decided));
      const unproven = accountIdsOf(open).filter((accountId) => !proven.has(accountId));
      const current = await this.currentAmong(known, unproven);
      const refused = decided.filter(({ waiting }) => open.includes(waiting));
      open = answered(refused, ({ accountId }) => proven.has(accountId) || current.has(accountId));
      if (open.length > 0) throw new StaleHeadError();
    } catch (error) {
      await this.recover(open, tries, error).catch((later: unknown) => {
        for (const { fail } of open) fail(later);
      });
    }
  }

  /** Tries again what may pass, account by account where there are several, and tells the others what happened. */
  private async recover(open: readonly Waiting[], tries: number, error: unknown): Promise<void> {
    const accountIds = accountIdsOf(open);
    this.heads.forget(accountIds);
    const rest = isDuplicateKey(error) ? await this.withoutRepeats(open) : open;
    const next = tries + 1;
    if (rest.length < open.length) {
      if (rest.length > 0) await this.commit(rest, next);
    } else if (
      tries >= MAX_ATTEMPTS ||
      !(mayPass(error) || (accountIds.length > 1 && isOfOneAccount(error)))
    ) {
      for (const { fail } of rest) fail(error);
    } else if (accountIds.length > 1) {
      for (const accountId of accountIds) {
        await this.commit(
          rest.filter(({ request }) => request.accountId === accountId),
          next,
        );
      }
    } else {
      await delay(Math.random() * Math.min(BACKOFF_LIMIT_MS, BACKOFF_BASE_MS * 2 ** tries));
      await this.commit(rest, next);
    }
  }

  /** Decides a batch in one transaction. Nobody is answered yet. */
  private async store(batch: readonly Waiting[]): Promise<Stored> {
    const known = await this.heads.load(this.dependencies.database, accountIdsOf(batch));
    const requests = batch.map(({ request }) => request);
    let decisions: readonly Decision[] = [];
    let stored: readonly LedgerHeadDocument[] = [];
    await attempt(this.dependencies, SYSTEM, async (unit) => {
      const books = new Map([...known].map(([id, head]) => [id, new LedgerBook(head, unit.recordedAt)]));
      const basics = await BasicSoftware.of(unit, organizationsToCheck(requests, books, this.policies));
      decisions = decideUses(requests, books, this.policies, basics);
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
    const decided = batch.flatMap((waiting, index) => {
      const decision = decisions[index];
      return decision === undefined ? [] : [{ waiting, decision }];
    });
    return { known, proven: new Set(stored.map(({ _id }) => _id)), decided };
  }

  /** The accounts whose head is still the one that was known: a refusal that no commit proves may stand on it. */
  private async currentAmong(
    known: ReadonlyMap<string, LedgerHeadDocument>,
    accountIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const heads = await this.dependencies.database.models.ledgers
      .find({ _id: { $in: accountIds } }, { version: 1 })
      .lean();
    const versions = new Map(heads.map(({ _id, version }) => [_id, version]));
    return new Set(accountIds.filter((id) => known.get(id)?.version === versions.get(id)));
  }

  /** Keys that were used before, by uses other than `except`, get their first result. Returns the others. */
  private async withoutRepeats(
    batch: readonly Waiting[],
    except: readonly string[] = [],
  ): Promise<readonly Waiting[]> {
    const keys = batch.map(({ request: { accountId, key } }) => ({ accountId, key }));
    const earlier = await this.dependencies.database.models.usages
      .find({ $or: keys, _id: { $nin: except } })
      .lean();
    const byKey = new Map(earlier.map((usage) => [naturalKeyOf(usage), usage]));
    return batch.filter(({ request, answer }) => {
      const usage = byKey.get(naturalKeyOf(request));
      if (usage !== undefined) answer(repeatOf(request, usage));
      return usage === undefined;
    });
  }
}

/** Answers those whose decision may be told. Returns the others. */
function answered(decided: readonly Decided[], isFinal: (decision: Decision) => boolean): Waiting[] {
  return decided.flatMap(({ waiting, decision }) => {
    if (!isFinal(decision)) return [waiting];
    waiting.answer(outcomeOf(decision));
    return [];
  });
}

/** Ids of the uses that are new. */
function acceptedAmong(decided: readonly Decided[]): string[] {
  return decided.flatMap(({ decision }) => (decision.type === 'accepted' ? [decision.usage._id] : []));
}

function accountIdsOf(batch: readonly Waiting[]): string[] {
  return [...new Set(batch.map(({ request }) => request.accountId))];
}

function outcomeOf(decision: Decision): UsageOutcome {
  switch (decision.type) {
    case 'accepted':
      return { accepted: true, usage: decision.usage, replayed: false };
    case 'refused':
      return { accepted: false, refusal: decision.refusal };
    case 'repeat':
      return repeatOf(decision.request, decision.usage);
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

/** A conflict with another writer, or a commit whose answer was lost. */
function mayPass(error: unknown): boolean {
  return (
    error instanceof StaleHeadError ||
    isDuplicateKey(error) ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('TransientTransactionError')) ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('UnknownTransactionCommitResult'))
  );
}

/** True where the server or our own rules object to what was written, so that other accounts need not suffer. */
function isOfOneAccount(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) return true;
  return !(error instanceof mongo.MongoError || error instanceof MongooseError);
}
