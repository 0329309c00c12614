/** Reads an order and the facts around it, and says what it can do now. Writes nothing. */
import type { Instant } from '../domain/instant.ts';
import { isSettled } from '../domain/order/line-states.ts';
import { nextStepOf, type OrderDeadline } from '../domain/order/next-step.ts';
import { phaseOf } from '../domain/order/states.ts';
import type { OrderView } from '../domain/order/view.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Database } from '../persistence/database.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import type { ServerClock } from '../platform/clock.ts';
import { findActiveAgreement } from './active-agreement.ts';
import { commandFactsOf } from './command-facts.ts';
import { isForEver, lineStandings } from './line-standings.ts';
import { ownerOf } from '../domain/owners.ts';

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
  const [head, deadline, standings] = await Promise.all([
    database.models.ledgers.findById(order.accountId, { frozenAt: 1, timeZone: 1 }).lean(),
    database.models.deadlines
      .findOne({ owner: ownerOf('order', orderId) })
      .sort({ at: 1, _id: 1 })
      .lean(),
    order.state === 'active' ? lineStandings(database, order.lines, null) : order.lines,
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
    linesChanged: order.lines.some((line, index) => line.state !== standings[index]?.state),
    linesSettled: order.lines.every((line) => isSettled(line.state) || isForEver(line)),
    allReturned: order.lines.every(({ state }) => state === 'refunded'),
    nextDeadline,
  });
  return viewOf(order, now, step, nextDeadline);
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
  const instant = { at: now, timeZone };
  return (await findActiveAgreement(database, order.accountId, order.productLine, instant, null)) !== null;
}

function viewOf(
  order: OrderDocument,
  now: Instant,
  step: OrderView['step'],
  nextDeadline: OrderDeadline | null,
): OrderView {
  return {
    orderId: order._id,
    accountId: order.accountId,
    salesTeam: order.salesTeam,
    productLine: order.productLine,
    sandbox: order.sandbox,
    now,
    phase: phaseOf(order.state),
    sequence: order.sequence,
    ...commandFactsOf(order),
    needsAttention: order.needsAttention,
    placedAt: order.placedAt,
    total: order.total,
    lines: order.lines.map(({ sku, quantity, state }) => ({ sku, quantity, state })),
    capturedAt: order.payment?.capturedAt ?? null,
    step,
    nextDeadline,
  };
}
