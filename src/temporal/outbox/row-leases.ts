/**
 * Leases of outbox rows. A row is delivered by the relay that leases it, so several relays share the work; the rows of a
 * dead relay become available again when its leases expire.
 */
import { newId } from '../../infra/ids.ts';
import type { OutboxDocument } from '../../storage/collections/outbox.ts';
import type { Models } from '../../storage/database.ts';

/** Renewed while rows are in flight, so that only the leases of a dead relay expire. */
const LEASE_MS = 5_000;
/** From this many repeats in a batch on, all other waiting repeats are included. */
const MANY_REPEATS = 20;

export type RowFilter = Readonly<Record<string, unknown>>;

/** Rows of the same message to the same receiver, oldest first. */
export type Repeats = readonly [OutboxDocument, ...OutboxDocument[]];

/** What a row records of a failed delivery. */
type FailedDelivery = Pick<OutboxDocument, 'attempts' | 'lastError' | 'failingSince'>;

export class RowLeases {
  private readonly holder = newId('out');

  constructor(private readonly outbox: Models['outbox']) {}

  /** Leases at most `limit` matching rows while `work` runs, and returns its result; 0 if no row matches. */
  async withLeasedRows(
    filter: RowFilter,
    limit: number,
    work: (rows: readonly OutboxDocument[]) => Promise<number>,
  ): Promise<number> {
    const leasedBy = `${this.holder}:${newId('out')}`;
    const rows = await this.lease(filter, limit, leasedBy);
    if (rows.length === 0) return 0;
    const renewal = setInterval(() => void this.renew(leasedBy), LEASE_MS / 3);
    try {
      return await work(rows);
    } finally {
      clearInterval(renewal);
    }
  }

  /**
   * If a receiver has very many of the same message, one delivery also covers those outside the batch. `repeats` are those
   * in it.
   */
  async leaseRepeats(repeats: Repeats): Promise<void> {
    const [{ accountId, message, leasedBy }] = repeats;
    if (repeats.length < MANY_REPEATS || message.type !== 'workflow.signal') return;
    const same = { accountId, 'message.type': message.type, 'message.workflowId': message.workflowId };
    await this.outbox.updateMany({ ...same, leasedBy: null, givenUpAt: null }, this.untilExpiry(leasedBy));
  }

  /** Removes a delivered message with its repeats, those outside the batch included. */
  async removeRepeats(repeats: Repeats): Promise<void> {
    const [{ message, leasedBy }] = repeats;
    if (repeats.length < MANY_REPEATS || message.type !== 'workflow.signal') await this.remove(repeats);
    else {
      const { type, workflowId } = message;
      await this.outbox.deleteMany({ leasedBy, 'message.type': type, 'message.workflowId': workflowId });
    }
  }

  async remove(rows: readonly OutboxDocument[]): Promise<void> {
    if (rows.length > 0) await this.outbox.deleteMany({ _id: { $in: idsOf(rows) } });
  }

  /** Makes rows available again after a pause. */
  async release(
    rows: readonly OutboxDocument[],
    pauseMs: number,
    failure: Partial<FailedDelivery> = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const visibleAtMs = Date.now() + pauseMs;
    await this.outbox.updateMany(
      { _id: { $in: idsOf(rows) } },
      { $set: { leasedBy: null, visibleAtMs, ...failure } },
    );
  }

  private async lease(filter: RowFilter, limit: number, leasedBy: string): Promise<OutboxDocument[]> {
    const { outbox } = this;
    const index: Record<string, 1> =
      'accountId' in filter ? { accountId: 1, _id: 1 } : { visibleAtMs: 1, _id: 1 };
    const candidates = await outbox.find(filter, { _id: 1 }).sort(index).hint(index).limit(limit).lean();
    if (candidates.length === 0) return [];
    await outbox.updateMany({ _id: { $in: idsOf(candidates) }, ...filter }, this.untilExpiry(leasedBy));
    return outbox.find({ leasedBy }).sort({ _id: 1 }).lean();
  }

  /** If the lease expires anyway, the message is delivered twice; receivers are idempotent. */
  private async renew(leasedBy: string): Promise<void> {
    await this.outbox.updateMany({ leasedBy }, this.untilExpiry(leasedBy)).catch(() => undefined);
  }

  private untilExpiry(leasedBy: string | null) {
    return { $set: { leasedBy, visibleAtMs: Date.now() + LEASE_MS } };
  }
}

function idsOf(rows: readonly Pick<OutboxDocument, '_id'>[]): string[] {
  return rows.map(({ _id }) => _id);
}
