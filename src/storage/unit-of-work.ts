/**
 * The unit of work: one MongoDB transaction that holds a change together with everything it owes to others: audit,
 * outbox, tasks, notices, deadlines. What is owed is collected while the work runs and written just before the commit;
 * tasks and deadlines are written sooner where the work reads some of them, so that the order of the calls is the order
 * of their effects.
 */
import { TASK_ROLES } from '../domain/kinds.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Instant } from '../domain/instant.ts';
import { DomainError } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import { newId } from '../infra/ids.ts';
import { plainDriverError } from './driver-errors.ts';
import type { ServerClock } from '../infra/clock.ts';
import type { Database, Models, Session, TransactionOptions } from './database.ts';
import type { AuditDocument } from './collections/audit.ts';
import { AT_ONCE, type OutboxDocument, type OutboxMessage } from './collections/outbox.ts';
import type { OrderDocument } from './collections/orders.ts';
import {
  retryDeadline,
  taskDocument,
  type Actor,
  type AuditEntry,
  type DeadlineEntry,
  type NoticeEntry,
  type TaskEntry,
} from './side-effects.ts';
import { DeadlineChanges, type DeadlineFilter, type EarliestDeadline } from './deadline-changes.ts';
import { carrierOf, isHint } from './outbox-delivery.ts';
import type { LedgerDocument } from './collections/ledgers.ts';
import { runsOnServerClock, sandboxesAmong } from './sandbox-accounts.ts';
import { writeNotices } from './write-notices.ts';

export { noticeIdOf, SYSTEM, taskIdOf, type Actor, type TaskEntry } from './side-effects.ts';

export class UnitOfWork {
  private readonly audits: Omit<AuditDocument, 'sandbox'>[] = [];
  private readonly messages: OutboxDocument[] = [];
  private openedTasks: TaskEntry[] = [];
  private readonly told: NoticeEntry[] = [];
  private carry: () => void = () => undefined;
  private readonly deadlines: DeadlineChanges;
  private readonly clocks = new Map<string, Promise<AccountClock>>();
  /** Orders that this unit has read: what is told of them needs no second look. */
  private readonly orders = new Map<string, Pick<OrderDocument, '_id' | 'reference'>>();

  constructor(
    readonly database: Database,
    readonly session: Session,
    readonly actor: Actor,
    /** Server time of this attempt. */
    readonly recordedAt: Instant,
  ) {
    this.deadlines = new DeadlineChanges(database, session);
  }

  /** Account time: the sandbox's frozen clock, or the server's. */
  async accountNow(accountId: AccountId): Promise<Instant> {
    if (await runsOnServerClock(this.database, accountId, this.session)) return this.recordedAt;
    return (await this.clockOf(accountId)).frozenAt ?? this.recordedAt;
  }

  /** Zone of the account, in which its dates are counted. */
  async timeZoneOf(accountId: AccountId): Promise<string> {
    return (await this.clockOf(accountId)).timeZone;
  }

  /** Read once: within a transaction it cannot change but by itself. */
  private clockOf(accountId: AccountId): Promise<AccountClock> {
    const known = this.clocks.get(accountId);
    if (known !== undefined) return known;
    const read = this.readClock(accountId);
    this.clocks.set(accountId, read);
    return read;
  }

  private async readClock(accountId: AccountId): Promise<AccountClock> {
    const clock = await this.database.models.ledgers
      .findById(accountId, { frozenAt: 1, timeZone: 1 }, { session: this.session })
      .lean();
    if (clock === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
    return clock;
  }

  /** Notes an order that was read in this unit. */
  remember(order: Pick<OrderDocument, '_id' | 'reference'>): void {
    this.orders.set(order._id, order);
  }

  /** Records who changed what. */
  audit(entry: AuditEntry): void {
    const actor = entry.actor ?? this.actor;
    this.audits.push({
      _id: newId('aud'),
      at: entry.at,
      recordedAt: this.recordedAt,
      type: entry.type,
      actor: actor.by,
      reason: entry.reason ?? null,
      requestId: actor.requestId,
      commandId: entry.commandId ?? null,
      accountId: entry.accountId,
      orderId: entry.orderId ?? null,
      facts: entry.facts ?? {},
      before: entry.before ?? null,
      after: entry.after ?? null,
      journal: entry.journal ?? null,
      catalogueVersion: entry.catalogueVersion ?? null,
      policyVersion: entry.policyVersion ?? null,
    });
  }

  /** Leaves a message for the relay, which carries it at once, or after `waitMs`. */
  publish(accountId: AccountId, message: OutboxMessage, waitMs = 0): void {
    this.messages.push({
      _id: newId('out'),
      accountId,
      message,
      createdAt: this.recordedAt,
      visibleAtMs: waitMs === 0 ? AT_ONCE : Date.now() + waitMs,
      leasedBy: null,
      attempts: 0,
      lastError: null,
      failingSince: null,
      givenUpAt: null,
    });
  }

  /** Opens a task once for its cause. */
  openTask(entry: TaskEntry): void {
    this.openedTasks.push(entry);
  }

  /** The tasks as this unit leaves them, for who reads or changes some: those opened so far are among them. */
  async tasksSoFar(): Promise<Models['tasks']> {
    await this.flushTasks();
    return this.database.models.tasks;
  }

  /** Gives a notice to both platforms, once for its cause. */
  notify(entry: NoticeEntry): void {
    this.told.push(entry);
  }

  /** Stores a deadline, replacing the one of the same id. */
  setDeadline(entry: DeadlineEntry): void {
    this.deadlines.set(entry);
  }

  /** The deadlines as this unit leaves them, for who reads some: those set so far are among them. */
  async deadlinesSoFar(): Promise<Models['deadlines']> {
    await this.deadlines.flush();
    return this.database.models.deadlines;
  }

  /** Says that a workflow has no stored deadline, so that nobody looks. */
  assumeNoDeadlines(workflowId: string): void {
    this.deadlines.assumeNone(workflowId);
  }

  /** The earliest deadline of a workflow as this unit leaves them; null where it has none. */
  earliestDeadline(workflowId: string): Promise<EarliestDeadline | null> {
    return this.deadlines.earliest(workflowId);
  }

  /** Removes deadlines that were met or no longer matter, those set so far in this unit included. */
  clearDeadlines(filter: DeadlineFilter): Promise<void> {
    return this.deadlines.clear(filter);
  }

  /** Writes what is owed. Called by `transact`, once, before the commit. */
  async flush(): Promise<void> {
    const { models } = this.database;
    const session = this.session;
    await this.flushTasks();
    // Notices owe deadlines and messages themselves.
    await this.flushNotices();
    await this.deadlines.flush();
    if (this.messages.length > 0) {
      await this.handToCarrier();
      await models.outbox.insertMany(this.messages, { session });
    }
    await this.flushAudit();
  }

  /** Hints about accounts on the server's clock are carried by this process; a sandbox waits for what follows from each. */
  private async handToCarrier(): Promise<void> {
    const { database, session } = this;
    const carrier = carrierOf(database);
    if (carrier === null) return;
    const ids = this.messages.map(({ accountId }) => accountId);
    const sandboxes = await sandboxesAmong(database, ids, session);
    const own = this.messages.filter(
      ({ accountId, message, visibleAtMs }) =>
        visibleAtMs === AT_ONCE && isHint(message) && !sandboxes.has(accountId),
    );
    for (const row of own) {
      row.leasedBy = carrier.name;
      row.visibleAtMs = Date.now() + carrier.leaseMs;
    }
    if (own.length > 0) this.carry = () => carrier.carry(own);
  }

  /** To be called once it is committed. */
  committed(): void {
    this.carry();
  }

  private async flushAudit(): Promise<void> {
    if (this.audits.length === 0) return;
    const accountIds = this.audits.flatMap(({ accountId }) => accountId ?? []);
    const sandboxes = await sandboxesAmong(this.database, accountIds, this.session);
    const records = this.audits.map((record): AuditDocument => ({
      ...record,
      sandbox: record.accountId !== null && sandboxes.has(record.accountId),
    }));
    await this.database.native.audit.insertMany(records, { session: this.session, ignoreUndefined: true });
  }

  private async flushTasks(): Promise<void> {
    const entries = this.openedTasks;
    if (entries.length === 0) return;
    this.openedTasks = [];
    const { models } = this.database;
    const session = this.session;
    const { upsertedIds } = await models.tasks.bulkWrite(
      entries.map((entry) => {
        const { _id, ...rest } = taskDocument(entry);
        return { updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } };
      }),
      { session },
    );
    // A fact that is reported again opens nothing: whoever looked after its task has done so.
    const troubled = entries.flatMap(({ orderId, kind }, index) =>
      index in upsertedIds && orderId !== undefined && TASK_ROLES[kind] === 'operator' ? [orderId] : [],
    );
    if (troubled.length > 0) {
      await models.orders.updateMany(
        { _id: { $in: troubled } },
        { $set: { needsAttention: true } },
        { session },
      );
    }
  }

  private async flushNotices(): Promise<void> {
    if (this.told.length === 0) return;
    const { database, session, recordedAt } = this;
    const accountNow = (accountId: AccountId) => this.accountNow(accountId);
    const context = { database, session, recordedAt, accountNow, orders: this.orders };
    const pending = await writeNotices(context, this.told);
    for (const delivery of pending) {
      this.setDeadline(retryDeadline(delivery, delivery.nextAttemptAt));
      this.publish(delivery.accountId, {
        type: 'workflow.start',
        workflowId: workflowIdOf('notice', delivery._id),
      });
    }
  }
}

type AccountClock = Pick<LedgerDocument, 'frozenAt' | 'timeZone'>;

const TRANSACTION_OPTIONS: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
};

export interface TransactionDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

/** Thrown by work that needs something done before it, in transactions of its own. */
export class FirstError extends Error {
  override readonly name = 'FirstError';

  constructor(
    message: string,
    readonly first: (dependencies: TransactionDependencies) => Promise<void>,
  ) {
    super(message);
  }
}

/** What has to be done first may come again while it is done, but not so often. */
const MOST_FIRSTS = 10;

/**
 * Runs `work` in one transaction and commits it with what it owes. On a write conflict the whole work runs again with a
 * new time, and so it does after what it wanted done first (`FirstError`), so it must have no effect outside the
 * transaction. Other errors of `work` abort and are passed on.
 */
export async function transact<T>(
  dependencies: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  for (let firsts = 0; ; firsts += 1) {
    try {
      return await transactOnce(dependencies, actor, work);
    } catch (error) {
      if (!(error instanceof FirstError) || firsts === MOST_FIRSTS) throw error;
      await error.first(dependencies);
    }
  }
}

async function transactOnce<T>(
  dependencies: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  const { database, serverNow } = dependencies;
  const session = await database.connection.startSession();
  try {
    const { result, unit } = await session.withTransaction(async () => {
      const unit = new UnitOfWork(database, session, actor, serverNow());
      try {
        const result = await work(unit);
        await unit.flush();
        return { result, unit };
      } catch (error) {
        throw plainDriverError(error);
      }
    }, TRANSACTION_OPTIONS);
    unit.committed();
    return result;
  } finally {
    await session.endSession();
  }
}

/**
 * One attempt at a transaction, for callers that decide for themselves what a conflict means. `work` says whether there
 * is something to commit; errors abort and are passed on, conflicts with their driver's labels.
 */
export async function attempt(
  dependencies: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<'commit' | 'nothing'>,
): Promise<void> {
  const { database, serverNow } = dependencies;
  const session = await database.connection.startSession();
  try {
    session.startTransaction(TRANSACTION_OPTIONS);
    const unit = new UnitOfWork(database, session, actor, serverNow());
    if ((await work(unit)) === 'nothing') {
      await session.abortTransaction();
      return;
    }
    await unit.flush();
    await session.commitTransaction();
    unit.committed();
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction();
    throw plainDriverError(error);
  } finally {
    await session.endSession();
  }
}
