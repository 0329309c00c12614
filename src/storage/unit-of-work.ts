/**
 * The unit of work: one MongoDB transaction that holds a change together with its side effects: audit, outbox, tasks,
 * notices, deadlines. They are collected while the work runs and written just before the commit. Tasks and deadlines are
 * written sooner if the work reads some of them, so that the order of the calls is the order of their effects.
 */
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { AccountId, OrderId } from '../domain/ids.ts';
import { currentTraceparent } from '../infra/trace-context.ts';
import { AccountClocks } from './account-clocks.ts';
import type { Actor } from './actor.ts';
import type { Database, Models, Session } from './database.ts';
import type { OutboxDocument, OutboxMessage } from './collections/outbox.ts';
import type { OrderDocument } from './collections/orders.ts';
import {
  retryDeadline,
  type AuditEntry,
  type DeadlineEntry,
  type NoticeEntry,
  type TaskEntry,
} from './side-effects.ts';
import { DeadlineChanges, type DeadlineFilter, type EarliestDeadline } from './deadline-changes.ts';
import { auditRecord, writeAudit, type UnmarkedAudit } from './write-audit.ts';
import { outboxDocument, writeMessages } from './write-messages.ts';
import { writeNotices } from './write-notices.ts';
import { writeTasks } from './write-tasks.ts';

export class UnitOfWork {
  private readonly audits: UnmarkedAudit[] = [];
  private readonly messages: OutboxDocument[] = [];
  private openedTasks: TaskEntry[] = [];
  private readonly notices: NoticeEntry[] = [];
  private readonly deadlines: DeadlineChanges;
  private readonly clocks: AccountClocks;
  /** Orders that this unit has read. Notices about them need no second read. */
  private readonly orders = new Map<string, Pick<OrderDocument, '_id' | 'reference'>>();

  /** Traces of accounts whose changes in this unit come from different requests. */
  private readonly traces = new Map<AccountId | '', string>();

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

  /** Notes an order as this unit read it before any change, so that its notices and its ends need no second read. */
  remember(order: Pick<OrderDocument, '_id' | 'reference' | 'endsAt'>): void {
    this.orders.set(order._id, order);
    if (order.endsAt === null) this.deadlines.assumeNoEnds(order._id);
  }

  /** Records who changed what. */
  audit(entry: AuditEntry): void {
    this.audits.push(auditRecord(entry, this.actor, this.recordedAt));
  }

  /** Publishes a message through the outbox. It is delivered after the commit, `waitMs` later at the earliest. */
  publish(accountId: AccountId, message: OutboxMessage, waitMs = 0): void {
    const createdAt = this.recordedAt;
    const traceparent = this.traceOf(accountId);
    this.messages.push(outboxDocument(accountId, message, { waitMs, createdAt, traceparent }));
  }

  /** Publishes the message that starts the workflow of a new order, `waitMs` after the commit at the earliest. */
  publishStart({ _id, accountId }: Pick<OrderDocument, '_id' | 'accountId'>, waitMs: number): void {
    const message = { type: 'workflow.start', workflowId: workflowIdOf('order', _id) } as const;
    const id = startMessageId(_id);
    const traceparent = this.traceOf(accountId);
    this.messages.push(
      outboxDocument(accountId, message, { id, waitMs, createdAt: this.recordedAt, traceparent }),
    );
  }

  /** Messages about the account belong to this trace, and not to that of the work in progress. */
  traceAs(accountId: AccountId, traceparent: string): void {
    this.traces.set(accountId, traceparent);
  }

  /** Removes the message that starts the workflow of an order: it runs already. */
  async withdrawStart(orderId: OrderId): Promise<void> {
    await this.database.models.outbox.deleteOne({ _id: startMessageId(orderId) }, { session: this.session });
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

  /** Writes the side effects. Called by the transaction, once, before the commit. Returns what to call after it. */
  async flush(): Promise<() => void> {
    const { database, session } = this;
    await this.flushTasks();
    // Notices set deadlines and publish messages themselves.
    await this.flushNotices();
    await this.deadlines.flush();
    await this.deadlines.storeEnds();
    await writeAudit(database, session, this.audits);
    return writeMessages(database, session, this.messages);
  }

  private traceOf(accountId: AccountId | ''): string | undefined {
    return this.traces.get(accountId) ?? currentTraceparent();
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

/** Sorts among the other messages by the time of the order, as they do by theirs. */
function startMessageId(orderId: OrderId): string {
  return orderId.replace(/^ord_/, 'out_');
}
