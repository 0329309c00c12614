/**
 * The deadlines that one transaction sets and removes. They are written together before the commit, or sooner if the work
 * reads some of them. A deadline that is set and removed again is never written.
 */
import type { OrderId } from '../domain/ids.ts';
import { compareText } from '../domain/ledger/state.ts';
import type { Instant } from '../domain/instant.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import type { Database, Session } from './database.ts';
import type { DeadlineDocument } from './collections/deadlines.ts';
import { earliestEnd, isEnd, ordersEnding, storeEnd } from './order-ends.ts';
import { deadlineDocument, type DeadlineEntry } from './side-effects.ts';

export type EarliestDeadline = Pick<DeadlineDocument, '_id' | 'kind' | 'at'>;

type OneOrMore = string | { $in: string[] };

/** Deadlines by one of their fields. */
export type DeadlineFilter =
  | { _id: OneOrMore }
  | { orderId: OrderId }
  | { workflowId: string }
  | { lotId: { $in: string[] } }
  | { licenceId: { $in: string[] } }
  | { termId: { $in: string[] } };

export class DeadlineChanges {
  /** Not written yet, by their ids. */
  private readonly waiting = new Map<string, DeadlineEntry>();
  /** Workflows without a stored deadline. */
  private readonly cleared = new Set<string>();
  /** Orders of which an end was set or removed. */
  private readonly endsChanged = new Set<OrderId>();
  /** Ends set in this unit, by their ids, of each order that had none before it. */
  private readonly firstEnds = new Map<OrderId, Map<string, Instant>>();

  constructor(
    private readonly database: Database,
    private readonly session: Session,
  ) {}

  set(entry: DeadlineEntry): void {
    this.waiting.set(entry._id, entry);
    const { kind, orderId } = entry;
    if (!isEnd(kind) || typeof orderId !== 'string') return;
    this.endsChanged.add(orderId);
    this.firstEnds.get(orderId)?.set(entry._id, entry.at);
  }

  /** Declares that no end of the order was stored before this unit. */
  assumeNoEnds(orderId: OrderId): void {
    if (!this.endsChanged.has(orderId)) this.firstEnds.set(orderId, new Map());
  }

  /** Declares that no deadline of the workflow is stored. */
  assumeNone(workflowId: string): void {
    this.cleared.add(workflowId);
  }

  /** The earliest deadline of a workflow, written or not; null if it has none. */
  async earliest(workflowId: string): Promise<EarliestDeadline | null> {
    const stored = this.cleared.has(workflowId)
      ? null
      : await this.database.models.deadlines
          .findOne({ workflowId, _id: { $nin: [...this.waiting.keys()] } })
          .sort({ at: 1, _id: 1 })
          .session(this.session)
          .lean();
    const own = [...this.waiting.values()].filter((entry) => entry.workflowId === workflowId);
    const [earliest] = [...(stored === null ? [] : [stored]), ...own].sort(
      (one, other) => compareText(one.at, other.at) || compareText(one._id, other._id),
    );
    return earliest ?? null;
  }

  /** Removes the matching deadlines, written or not. */
  async clear(filter: DeadlineFilter): Promise<void> {
    const removed = [...this.waiting.values()].filter((entry) => isAmong(entry, filter));
    for (const { _id, orderId } of removed) {
      this.waiting.delete(_id);
      if (typeof orderId === 'string') this.firstEnds.get(orderId)?.delete(_id);
    }
    if ('orderId' in filter) this.cleared.add(workflowIdOf('order', filter.orderId));
    if ('_id' in filter) {
      // It was set after all deadlines of its order had been removed, so it is not stored.
      const isNew = (id: string) =>
        removed.some(({ _id, workflowId }) => _id === id && this.cleared.has(workflowId));
      if (textsOf(filter._id).every(isNew)) return;
    }
    await this.noteEnds(filter);
    await this.database.models.deadlines.deleteMany(filter, { session: this.session });
  }

  /** Stores the earliest end in each order of which one was set or removed. The deadlines are written. */
  async storeEnds(): Promise<void> {
    for (const orderId of this.endsChanged) {
      const first = this.firstEnds.get(orderId);
      const endsAt =
        first === undefined
          ? await earliestEnd(this.database, orderId, this.session)
          : ([...first.values()].sort(compareText)[0] ?? null);
      await storeEnd(this.database, orderId, endsAt, this.session);
    }
    this.endsChanged.clear();
    this.firstEnds.clear();
  }

  /** Notes the orders of which an end is about to be removed. */
  private async noteEnds(filter: DeadlineFilter): Promise<void> {
    if ('_id' in filter && !textsOf(filter._id).some(isEnd)) return;
    const known = 'orderId' in filter ? this.firstEnds.get(filter.orderId) : undefined;
    if (known?.size === 0) return;
    // Which orders it is about is not known before the read: all are read again.
    this.firstEnds.clear();
    const orderIds = await ordersEnding(this.database, filter, this.session);
    for (const orderId of orderIds) this.endsChanged.add(orderId);
  }

  /** Writes the waiting deadlines. Each replaces the one with the same id. */
  async flush(): Promise<void> {
    const entries = [...this.waiting.values()];
    if (entries.length === 0) return;
    this.waiting.clear();
    for (const { workflowId } of entries) this.cleared.delete(workflowId);
    await this.database.models.deadlines.bulkWrite(
      entries.map((entry) => ({
        replaceOne: { filter: { _id: entry._id }, replacement: deadlineDocument(entry), upsert: true },
      })),
      { session: this.session },
    );
  }
}

/** Whether MongoDB would find the deadline by the filter. */
function isAmong(entry: DeadlineEntry, filter: DeadlineFilter): boolean {
  return Object.entries(filter).every(([field, wanted]: [string, OneOrMore]) => {
    const value = entry[field as keyof DeadlineEntry];
    return typeof value === 'string' && textsOf(wanted).includes(value);
  });
}

function textsOf(wanted: OneOrMore): readonly string[] {
  return typeof wanted === 'string' ? [wanted] : wanted.$in;
}
