/** The view of a lot for its workflow, at the current account time. */
import type { LotView } from '../../../domain/entitlements/lot-view.ts';
import type { LotId, OrderId } from '../../../domain/ids.ts';
import { readLiveLot } from '../../ledger/ledger-state.ts';
import { lineStatuses } from '../../orders/line-statuses.ts';
import type { Database } from '../../../storage/database.ts';
import type { ServerClock } from '../../../infra/clock.ts';
import { workflowOfLot } from './lot-deadlines.ts';

export interface LotReaderDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

/** Returns null if the lot does not exist. */
export async function readLotView(
  { database, serverNow }: LotReaderDependencies,
  lotId: LotId,
): Promise<LotView | null> {
  const { lots, deadlines } = database.models;
  const lot = await lots.findById(lotId).lean();
  if (lot === null) return null;
  const [head, deadline, isLineStale] = await Promise.all([
    readLiveLot(database, lot.accountId, lotId),
    deadlines
      .findOne({ workflowId: workflowOfLot(lotId) })
      .sort({ at: 1, _id: 1 })
      .lean(),
    isStale(database, lot.orderId),
  ]);
  if (head === null) return null;
  const { accountId, resource, orderId, credited, expiresAt, end, endedAt } = lot;
  return {
    lotId,
    accountId,
    sandbox: head.frozenAt !== null,
    resource,
    orderId,
    credited,
    remaining: end === null ? (head.live?.lot.remaining ?? 0) : 0,
    expiresAt,
    end,
    endedAt,
    nextDeadline: deadline === null ? null : { id: deadline._id, kind: deadline.kind, at: deadline.at },
    isDeadlineDue: deadline !== null && deadline.at <= (head.frozenAt ?? serverNow()),
    isLineStale,
  };
}

/** True if the line of a completed order does not show the lot's current state. */
async function isStale(database: Database, orderId: OrderId | null): Promise<boolean> {
  const order =
    orderId === null
      ? null
      : await database.models.orders.findOne({ _id: orderId, state: 'completed' }, { lines: 1 }).lean();
  if (order === null) return false;
  const statuses = await lineStatuses(database, order.lines, null);
  return order.lines.some(({ state }, index) => state !== statuses[index]?.state);
}
