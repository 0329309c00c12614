/**
 * The unit of work: one MongoDB transaction that holds a change together with its side effects: audit, outbox, tasks,
 * notices, deadlines. They are collected while the work runs and written just before the commit. Tasks and deadlines are
 * written sooner if the work reads some of them, so that the order of the calls is the order of their effects.
 */
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { AccountId } from '../domain/ids.ts';
import { newId } from '../infra/ids.ts';
import { plainDriverError } from './driver-errors.ts';
import type { ServerClock } from '../infra/clock.ts';
import { AccountClocks } from './account-clocks.ts';
import type { Database, Models, Session, TransactionOptions } from './database.ts';
import { AT_ONCE, type OutboxDocument, type OutboxMessage } from './collections/outbox.ts';
import type { OrderDocument } from './collections/orders.ts';
import {
  retryDeadline,
  type Actor,
  type AuditEntry,
  type DeadlineEntry,
  type NoticeEntry,
  type TaskEntry,
} from './side-effects.ts';
import { DeadlineChanges, type DeadlineFilter, type EarliestDeadline } from './deadline-changes.ts';
import { deliveryOf, isHint } from './outbox-delivery.ts';
import { sandboxesAmong } from './sandbox-accounts.ts';
import { auditRecord, writeAudit, type UnmarkedAudit } from './write-audit.ts';
import { writeNotices } from './write-notices.ts';
import { writeTasks } from './write-tasks.ts';

export { noticeIdOf, SYSTEM, taskIdOf, type Actor, type TaskEntry } from './side-effects.ts';

export class UnitOfWork {
  private readonly audits: UnmarkedAudit[] = [];
  private readonly messages: OutboxDocument[] = [];
  private openedTasks: TaskEntry[] = [];
  private readonly notices: NoticeEntry[] = [];
  private deliverCommitted: () => void = () => undefined;
  private readonly deadlines: DeadlineChanges;
  private readonly clocks: AccountClocks;
  /** Orders that this unit has read. Notices about them need no second read. */
  private readonly orders = new Map<string, Pick<OrderDocument, '_id' | 'reference'>>();

  constructor(
    readonly database: Database,
    readonly session: Session,
    readonly actor: Actor,
    /** Server time of this attempt. */
    readonly recordedAt: Instant,
  ) {
    this.deadlines = new DeadlineChanges(database, session);
    this.clocks = new AccountClocks(database, session, recordedAt);
  }

  /** Account time: the sandbox's frozen clock, or the server's. */
  accountNow(accountId: AccountId): Promise<Instant> {
    return this.clocks.now(accountId);
  }

  /** Zone of the account, in which its dates are counted. */
  timeZoneOf(accountId: AccountId): Promise<string> {
    return this.clocks.timeZone(accountId);
  }

  /** Notes an order that was read in this unit, so that notices need not read it again. */
  remember(order: Pick<OrderDocument, '_id' | 'reference'>): void {
    this.orders.set(order._id, order);
  }

  /** Records who changed what. */
  audit(entry: AuditEntry): void {
    this.audits.push(auditRecord(entry, this.actor, this.recordedAt));
  }

  /** Publishes a message through the outbox. It is delivered after the commit, `waitMs` later at the earliest. */
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

  /** The tasks, with those opened so far in this unit, for callers that read or change some. */
  async tasksSoFar(): Promise<Models['tasks']> {
    await this.flushTasks();
    return this.database.models.tasks;
  }

  /** Sends a notice to both platforms, once for its cause. */
  notify(entry: NoticeEntry): void {
    this.notices.push(entry);
  }

  /** Stores a deadline, replacing the one of the same id. */
  setDeadline(entry: DeadlineEntry): void {
    this.deadlines.set(entry);
  }

  /** The deadlines, with those set so far in this unit, for callers that read some. */
  async deadlinesSoFar(): Promise<Models['deadlines']> {
    await this.deadlines.flush();
    return this.database.models.deadlines;
  }

  /** Declares that a workflow has no stored deadline, which saves a read. */
  assumeNoDeadlines(workflowId: string): void {
    this.deadlines.assumeNone(workflowId);
  }

  /** The earliest deadline of a workflow, changes of this unit included; null if it has none. */
  earliestDeadline(workflowId: string): Promise<EarliestDeadline | null> {
    return this.deadlines.earliest(workflowId);
  }

  /** Removes deadlines that are processed or no longer matter, those set so far in this unit included. */
  clearDeadlines(filter: DeadlineFilter): Promise<void> {
    return this.deadlines.clear(filter);
  }

  /** Writes the side effects. Called by `transact`, once, before the commit. */
  async flush(): Promise<void> {
    const { models } = this.database;
    const session = this.session;
    await this.flushTasks();
    // Notices set deadlines and publish messages themselves.
    await this.flushNotices();
    await this.deadlines.flush();
    if (this.messages.length > 0) {
      await this.leaseForDelivery();
      await models.outbox.insertMany(this.messages, { session });
    }
    await writeAudit(this.database, session, this.audits);
  }

  /**
   * Leases hints to this process, which delivers them itself after the commit. A sandbox waits for what follows from each
   * of its hints, so the relay delivers those.
   */
  private async leaseForDelivery(): Promise<void> {
    const { database, session } = this;
    const delivery = deliveryOf(database);
    if (delivery === null) return;
    const ids = this.messages.map(({ accountId }) => accountId);
    const sandboxes = await sandboxesAmong(database, ids, session);
    const own = this.messages.filter(
      ({ accountId, message, visibleAtMs }) =>
        visibleAtMs === AT_ONCE && isHint(message) && !sandboxes.has(accountId),
    );
    for (const row of own) {
      row.leasedBy = delivery.name;
      row.visibleAtMs = Date.now() + delivery.leaseMs;
    }
    if (own.length > 0) this.deliverCommitted = () => delivery.deliver(own);
  }

  /** To be called once it is committed. */
  committed(): void {
    this.deliverCommitted();
  }

  private async flushTasks(): Promise<void> {
    const entries = this.openedTasks;
    if (entries.length === 0) return;
    this.openedTasks = [];
    await writeTasks(this.database, this.session, entries);
  }

  private async flushNotices(): Promise<void> {
    if (this.notices.length === 0) return;
    const { database, session, recordedAt } = this;
    const accountNow = (accountId: AccountId) => this.accountNow(accountId);
    const context = { database, session, recordedAt, accountNow, orders: this.orders };
    const pending = await writeNotices(context, this.notices);
    for (const delivery of pending) {
      this.setDeadline(retryDeadline(delivery, delivery.nextAttemptAt));
      this.publish(delivery.accountId, {
        type: 'workflow.start',
        workflowId: workflowIdOf('notice', delivery._id),
      });
    }
  }
}

const TRANSACTION_OPTIONS: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
};

export interface TransactionDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

/** Thrown by work that needs something done first, in transactions of its own (`first`). `transact` then runs it again. */
export class FirstError extends Error {
  override readonly name = 'FirstError';

  constructor(
    message: string,
    readonly first: (dependencies: TransactionDependencies) => Promise<void>,
  ) {
    super(message);
  }
}

/** Something else may have to be done first meanwhile, but not this often. */
const MOST_FIRSTS = 10;

/**
 * Runs `work` in one transaction and commits it with its side effects. `work` runs again, with a new time, after a write
 * conflict and after a `FirstError`, so it must have no effect outside the transaction. Its other errors abort the
 * transaction and are thrown.
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
 * One attempt at a transaction, for callers that handle conflicts themselves. `work` returns whether there is something to
 * commit. Its errors abort the transaction and are thrown, conflicts with the driver's labels.
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
