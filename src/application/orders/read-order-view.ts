/** The view of an order for its workflow: its state, its next step and its next deadline, in account time. */
import type { Instant } from '../../domain/instant.ts';
import { isSettled } from '../../domain/orders/line-states.ts';
import type { NextDeadline } from '../../domain/next-deadline.ts';
import { movesByItself, nextStepOf } from '../../domain/orders/next-step.ts';
import { phaseOf } from '../../domain/orders/states.ts';
import type { OrderView } from '../../domain/orders/view.ts';
import { DomainError } from '../../domain/errors.ts';
import type { OrderId } from '../../domain/ids.ts';
import { timeZoneOf } from '../../storage/account-facts.ts';
import { UNHURRIED, type Database, type Session } from '../../storage/database.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { ServerClock } from '../../infra/clock.ts';
import { frozenClockOf } from '../accounts/read-account.ts';
import { findActiveAgreement } from '../agreements/active-agreement.ts';
import { commandFactsOf } from './legal-commands.ts';
import { isForEver, lineStatuses, type LineStatus } from './line-statuses.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';

export interface OrderDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
}

/** An order as it was read, and its view. */
export interface ViewedOrder {
  readonly order: OrderDocument;
  readonly view: OrderView;
}

/** Reads the committed order. Throws `not_found`. */
export async function readOrderView(dependencies: OrderDependencies, orderId: OrderId): Promise<ViewedOrder> {
  const order = await dependencies.database.models.orders.findById(orderId).lean();
  return committedView(dependencies, orderId, order);
}

/** Stores the id of the workflow run on the order, and reads the order. Throws `not_found`. */
export async function adoptOrder(
  dependencies: OrderDependencies,
  orderId: OrderId,
  runId: string,
): Promise<ViewedOrder> {
  const order = await dependencies.database.models.orders
    .findOneAndUpdate(
      { _id: orderId },
      { $set: { workflowRunId: runId } },
      { returnDocument: 'after', ...UNHURRIED },
    )
    .lean();
  return committedView(dependencies, orderId, order);
}

async function committedView(
  { database, serverNow }: OrderDependencies,
  orderId: OrderId,
  order: OrderDocument | null,
): Promise<ViewedOrder> {
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  const { accountId } = order;
  const [frozenAt, deadline, statuses] = await Promise.all([
    frozenClockOf(database, accountId),
    movesByItself(order.state)
      ? database.models.deadlines
          .findOne({ workflowId: workflowIdOf('order', orderId) })
          .sort({ at: 1, _id: 1 })
          .lean()
      : null,
    order.state === 'active' ? lineStatuses(database, order.lines, null) : order.lines,
  ]);
  const instant = { at: frozenAt ?? serverNow(), timeZone: () => timeZoneOf(database, accountId) };
  const view = await situatedView({ database, session: null }, order, instant, { deadline, statuses });
  return { order, view };
}

/**
 * The view of an order after the changes of a unit of work. `linesAreCurrent` is true if the unit has just given the
 * lines the states of their entitlements.
 */
export async function viewOfUnit(
  unit: UnitOfWork,
  order: OrderDocument,
  now: Instant,
  linesAreCurrent = false,
): Promise<OrderView> {
  const { accountId } = order;
  const instant = { at: now, timeZone: () => unit.timeZoneOf(accountId) };
  const deadline = movesByItself(order.state)
    ? await unit.earliestDeadline(workflowIdOf('order', order._id))
    : null;
  const { database, session } = unit;
  const statuses =
    order.state !== 'active' || linesAreCurrent
      ? order.lines
      : await lineStatuses(database, order.lines, session);
  return situatedView({ database, session }, order, instant, { deadline, statuses });
}

/** The database to read, within the transaction of the session if there is one. */
interface Reading {
  readonly database: Database;
  readonly session: Session | null;
}

/** An instant, and the account's time zone, which is read only if it is needed. */
interface LazyInstant {
  readonly at: Instant;
  readonly timeZone: () => Promise<string>;
}

/** The order's earliest deadline, and the states of its lines by their entitlements. */
interface OrderSituation {
  readonly deadline: Pick<DeadlineDocument, '_id' | 'kind' | 'at'> | null;
  readonly statuses: readonly Pick<LineStatus, 'state'>[];
}

async function situatedView(
  reading: Reading,
  order: OrderDocument,
  instant: LazyInstant,
  { deadline, statuses }: OrderSituation,
): Promise<OrderView> {
  const nextDeadline: NextDeadline | null =
    deadline === null ? null : { id: deadline._id, kind: deadline.kind, at: deadline.at };
  const step = nextStepOf({
    state: order.state,
    now: instant.at,
    held: order.held,
    paid: order.payment !== null,
    agreementSatisfied: await isAgreementSatisfied(reading, order, instant),
    linesChanged: order.lines.some((line, index) => line.state !== statuses[index]?.state),
    linesSettled: order.lines.every((line) => isSettled(line.state) || isForEver(line)),
    allReturned: order.lines.every(({ state }) => state === 'refunded'),
    nextDeadline,
  });
  return viewOf(order, instant.at, step, nextDeadline);
}

async function isAgreementSatisfied(
  { database, session }: Reading,
  order: OrderDocument,
  instant: LazyInstant,
): Promise<boolean> {
  if (!order.agreementRequired) return true;
  // Later states check the agreement within their own transactions.
  if (order.state !== 'awaiting_agreement') return order.agreementId !== null;
  const { accountId, productLine } = order;
  const accountInstant = { at: instant.at, timeZone: await instant.timeZone() };
  return (await findActiveAgreement(database, accountId, productLine, accountInstant, session)) !== null;
}

function viewOf(
  order: OrderDocument,
  now: Instant,
  step: OrderView['step'],
  nextDeadline: NextDeadline | null,
): OrderView {
  return {
    orderId: order._id,
    accountId: order.accountId,
    salesTeam: order.salesTeam,
    sandbox: order.sandbox,
    now,
    phase: phaseOf(order.state),
    sequence: order.sequence,
    ...commandFactsOf(order),
    needsAttention: order.needsAttention,
    lines: order.lines.map(({ sku, quantity, state }) => ({ sku, quantity, state })),
    step,
    nextDeadline,
  };
}
