/** What each command does to an order, besides moving it: one small function a command, run inside its transition. */
import { HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { TaskKind } from '../../domain/kinds.ts';
import { UNALLOCATED_STATES } from '../../domain/payments/states.ts';
import { isSettled } from '../../domain/orders/line-states.ts';
import { paymentWindowOf } from '../../domain/orders/payment-window.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/order.ts';
import type { DeadlineDocument } from '../../storage/collections/work.ts';
import { taskIdOf, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { resolveAgreementTask } from '../agreements/agreement-task.ts';
import { latest, lineStatuses, linesWith } from './line-statuses.ts';
import { ownedBy } from './owned-by.ts';
import { openRenewalContact } from './renewal-contact.ts';
import { requireAgreement } from '../agreements/agreement-check.ts';
import { assertNotLicensedElsewhere } from './perpetual-licences.ts';
import { assertNotQueuedTooFar } from './queued-cover.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';

/** An active agreement covers the order: it may be confirmed (rules §8.3). */
export async function passAgreementCheck({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const agreementId = await requireAgreement(unit, order, now);
  await resolveAgreementTask(unit, order._id, now);
  return { auditType: 'order.agreement_satisfied', facts: { agreementId }, changes: { agreementId } };
}

/** The customer's order is verified; the time to pay begins. */
export async function confirm({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const agreementId = await requireAgreement(unit, order, now);
  await assertNotLicensedElsewhere(unit, order);
  await assertNotQueuedTooFar(unit, order, now);
  const { dueAt, remindAt } = paymentWindowOf(now, order.policies.paymentWindowDays);
  unit.setDeadline({
    _id: `payment.due:${order._id}`,
    kind: 'payment.due',
    at: dueAt,
    ...ownedBy(order),
  });
  if (remindAt !== null) {
    unit.setDeadline({
      _id: `payment.reminder:${order._id}`,
      kind: 'payment.reminder',
      at: remindAt,
      ...ownedBy(order),
    });
  }
  return {
    auditType: 'order.confirmed',
    facts: { payUntil: dueAt },
    changes: { agreementId, awaitingPaymentAt: now },
  };
}

/** Given up before any money came. */
export async function cancel({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  await unit.clearDeadlines({ orderId: order._id });
  await resolveAgreementTask(unit, order._id, now);
  return { auditType: 'order.cancelled', changes: { closedAt: now } };
}

/** Nobody paid in time. It takes effect when the time was over, whenever that is noticed. */
export async function expirePayment({ unit, order }: TransitionContext): Promise<TransitionEffect> {
  const at = paymentDueAt(order, order.awaitingPaymentAt ?? order.placedAt);
  await unit.clearDeadlines({ orderId: order._id });
  // Money that was put aside for want of an agreement can still revive the order once there is one.
  if (!(await isUnallocated(unit, order))) await resolveAgreementTask(unit, order._id, at);
  unit.notify({
    kind: 'order.payment_expired',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at,
    payload: paymentFactsOf(order),
  });
  return { auditType: 'order.payment_expired', at, changes: { closedAt: at } };
}

/** Two days are left to pay. */
export function remindOfPayment(
  { unit, order }: TransitionContext,
  deadline: DeadlineDocument,
): TransitionEffect {
  const payload = paymentFactsOf(order);
  unit.notify({
    kind: 'order.payment_due',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: deadline.at,
    payload,
  });
  return { auditType: 'order.payment_reminded', facts: payload };
}

function paymentFactsOf(order: OrderDocument): JsonObject {
  const { _id: orderId, reference, total, awaitingPaymentAt, placedAt } = order;
  const payUntil = paymentDueAt(order, awaitingPaymentAt ?? placedAt);
  return { orderId, reference, total: { ...total }, payUntil };
}

/** An operator stops the crediting; the 20 h and 24 h marks run on (rules §8.5). */
export function hold(): Promise<TransitionEffect> {
  return Promise.resolve({ auditType: 'order.held', changes: { held: true } });
}

export function release(): Promise<TransitionEffect> {
  return Promise.resolve({ auditType: 'order.released', changes: { held: false } });
}

/** The money is there: crediting is due, and its marks are set. Of marks that have passed only the last is told. */
export async function startFulfilment({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  const { payment } = order;
  if (payment === null) throw new Error(`order ${order._id} starts without a payment`);
  await resolveAgreementTask(unit, order._id, now);
  const { creditWarningHours, creditBreachHours } = order.policies;
  const warningAt = plusMs(payment.capturedAt, creditWarningHours * HOUR_MS);
  const breachAt = plusMs(payment.capturedAt, creditBreachHours * HOUR_MS);
  await unit.clearDeadlines({ orderId: order._id });
  if (now < breachAt) {
    unit.setDeadline({
      _id: `crediting.warning:${order._id}`,
      kind: 'crediting.warning',
      at: warningAt,
      ...ownedBy(order),
    });
  }
  unit.setDeadline({
    _id: `crediting.breach:${order._id}`,
    kind: 'crediting.breach',
    at: breachAt,
    ...ownedBy(order),
  });
  await openRenewalContact(unit, order, payment.capturedAt);
  unit.notify({
    kind: 'order.paid',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: payment.capturedAt,
    payload: {
      orderId: order._id,
      reference: order.reference,
      total: { ...order.total },
      capturedAt: payment.capturedAt,
    },
  });
  return {
    auditType: 'order.paid',
    at: payment.capturedAt,
    facts: { paymentId: payment.paymentId, warningAt, breachAt },
    changes: { closedAt: null },
  };
}

/**
 * Lines take the state that their entitlements give them, as of the ends that changed it; one may live again (AMB-26).
 * `moved`: the order's lines where this transition has changed their tallies.
 */
export async function updateLines(
  { unit, order, now }: TransitionContext,
  moved: readonly OrderLineRecord[] = order.lines,
): Promise<TransitionEffect> {
  const statuses = await lineStatuses(unit.database, moved, unit.session);
  const lines = linesWith(moved, statuses);
  const changed = lines.flatMap((line, index) =>
    line.state === order.lines[index]?.state ? [] : [{ line, endedAt: statuses[index]?.endedAt ?? null }],
  );
  return {
    auditType: changed.some(({ line }) => !isSettled(line.state))
      ? 'order.lines_revived'
      : 'order.lines_ended',
    at: latest(changed.map(({ endedAt }) => endedAt)) ?? now,
    facts: { lines: changed.map(({ line: { id, sku, state } }) => ({ lineId: id, sku, state })) },
    changes: { lines },
  };
}

/** An effect of its own that leaves the lines in the states that their entitlements now give them. */
export async function withLines(
  context: TransitionContext,
  auditType: string,
  facts: NonNullable<TransitionEffect['facts']>,
  moved?: readonly OrderLineRecord[],
): Promise<TransitionEffect> {
  const { changes } = await updateLines(context, moved);
  return { auditType, facts, ...(changes === undefined ? {} : { changes }) };
}

/** Nothing of the order can change with time any more, since the last of what it bought ended. */
export async function complete({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  // A lot of it that lives again is looked after by itself.
  await unit.clearDeadlines({ workflowId: workflowIdOf('order', order._id) });
  const statuses = await lineStatuses(unit.database, order.lines, unit.session);
  const at = latest(statuses.map(({ endedAt }) => endedAt)) ?? now;
  return { auditType: 'order.completed', at, changes: { closedAt: at } };
}

/** Everything was returned and nothing of it was used. */
export async function closeRefunded({ unit, order, now }: TransitionContext): Promise<TransitionEffect> {
  await unit.clearDeadlines({ orderId: order._id });
  return { auditType: 'order.refunded', changes: { closedAt: now, held: false } };
}

/** Until when an order that began to wait for payment at `since` can be paid (exclusive). */
export function paymentDueAt(order: OrderDocument, since: Instant): Instant {
  return paymentWindowOf(since, order.policies.paymentWindowDays).dueAt;
}

async function isUnallocated(unit: UnitOfWork, { _id: orderId }: OrderDocument): Promise<boolean> {
  const spare = await unit.database.models.payments
    .exists({ orderId, state: { $in: UNALLOCATED_STATES } })
    .session(unit.session);
  return spare !== null;
}

/** Closes the tasks that causes opened, those that are open: what they asked for has happened. */
export async function resolveTasks(
  unit: UnitOfWork,
  kind: TaskKind,
  causes: readonly string[],
  now: Instant,
): Promise<void> {
  const tasks = await unit.tasksSoFar();
  await tasks.updateMany(
    { _id: { $in: causes.map((cause) => taskIdOf(kind, cause)) }, state: 'open' },
    { $set: { state: 'resolved', resolvedAt: now, resolvedBy: unit.actor.by } },
    { session: unit.session },
  );
}
