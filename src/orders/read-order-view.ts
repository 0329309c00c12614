/** Reads an order and the facts around it, and says what it can do now. Writes nothing. */
import { dateIn } from '../domain/calendar.ts';
import type { Instant } from '../domain/instant.ts';
import { isSettled, lineStateOfLot, type LineState } from '../domain/order/line-states.ts';
import { nextStepOf, type OrderDeadline } from '../domain/order/next-step.ts';
import { phaseOf } from '../domain/order/states.ts';
import type { OrderView } from '../domain/order/view.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Database, Session } from '../persistence/database.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { ServerClock } from '../platform/clock.ts';
import { findActiveAgreement } from './active-agreement.ts';
import { orderWorkflowId } from './workflow-id.ts';

export interface OrderDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

export async function readOrderView(
  { database, serverNow }: OrderDependencies,
  orderId: string,
): Promise<OrderView> {
  const order = await database.models.orders.findById(orderId).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  const [head, deadline, lineStates] = await Promise.all([
    database.models.ledgers.findById(order.accountId, { frozenAt: 1, timeZone: 1 }).lean(),
    database.models.deadlines
      .findOne({ owner: orderWorkflowId(orderId) })
      .sort({ at: 1, _id: 1 })
      .lean(),
    order.state === 'active'
      ? lineStatesNow(database, order.lines, null)
      : order.lines.map((line) => line.state),
  ]);
  if (head === null) throw new DomainError('not_found', { kind: 'account', id: order.accountId });
  const now = head.frozenAt ?? serverNow();
  const nextDeadline: OrderDeadline | null =
    deadline === null ? null : { id: deadline._id, kind: deadline.kind, at: deadline.at };
  const step = nextStepOf({
    state: order.state,
    now,
    held: order.held,
    paid: order.payment !== null,
    agreementSatisfied: await isAgreementSatisfied(database, order, now, head.timeZone),
    linesChanged: order.lines.some((line, index) => line.state !== lineStates[index]),
    linesSettled: order.lines.every((line) => isSettled(line.state)),
    nextDeadline,
  });
  return viewOf(order, step, nextDeadline);
}

/** The state of each line as its entitlement says now; a line without one keeps its own. */
export async function lineStatesNow(
  database: Database,
  lines: readonly OrderLineRecord[],
  session: Session | null,
): Promise<LineState[]> {
  const lots = await database.models.lots
    .find({ _id: { $in: lotIdsOf(lines) } }, { end: 1 })
    .session(session)
    .lean();
  const ends = new Map(lots.map(({ _id, end }) => [_id, end]));
  return lines.map((line) => {
    const [entitlement] = line.entitlements;
    const end = entitlement?.kind === 'lot' ? ends.get(entitlement.id) : undefined;
    return end === undefined ? line.state : lineStateOfLot(end);
  });
}

/** When the last entitlement of these lines ended, of those that have; null when none has. */
export async function lastEndOf(
  database: Database,
  lines: readonly OrderLineRecord[],
  session: Session | null,
): Promise<Instant | null> {
  const last = await database.models.lots
    .findOne({ _id: { $in: lotIdsOf(lines) } }, { endedAt: 1 })
    .sort({ endedAt: -1 })
    .session(session)
    .lean();
  return last?.endedAt ?? null;
}

function lotIdsOf(lines: readonly OrderLineRecord[]): string[] {
  return lines.flatMap(({ entitlements }) =>
    entitlements.filter(({ kind }) => kind === 'lot').map(({ id }) => id),
  );
}

async function isAgreementSatisfied(
  database: Database,
  order: OrderDocument,
  now: Instant,
  timeZone: string,
): Promise<boolean> {
  if (!order.agreementRequired) return true;
  // Only the gate asks here; later states check it inside their own transaction.
  if (order.state !== 'awaiting_agreement') return order.agreementId !== null;
  const date = dateIn(timeZone, now);
  return (await findActiveAgreement(database, order.accountId, order.productLine, date, null)) !== null;
}

function viewOf(
  order: OrderDocument,
  step: OrderView['step'],
  nextDeadline: OrderDeadline | null,
): OrderView {
  return {
    orderId: order._id,
    accountId: order.accountId,
    salesTeam: order.salesTeam,
    productLine: order.productLine,
    sandbox: order.sandbox,
    state: order.state,
    phase: phaseOf(order.state),
    sequence: order.sequence,
    held: order.held,
    paid: order.payment !== null,
    needsAttention: order.needsAttention,
    placedAt: order.placedAt,
    total: order.total,
    lines: order.lines.map(({ sku, quantity, state }) => ({ sku, quantity, state })),
    capturedAt: order.payment?.capturedAt ?? null,
    step,
    nextDeadline,
  };
}
