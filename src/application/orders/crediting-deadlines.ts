/**
 * The deadlines of crediting: by policy a warning 20 h and a breach 24 h after the capture. Each opens a task for an
 * operator; a breach also notifies the platforms (rules §8.5).
 */
import { HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { deadlineFieldsOf } from './deadline-fields.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

export interface CreditingDeadlines {
  readonly warningAt: Instant;
  readonly breachAt: Instant;
}

/**
 * Sets the deadlines of an order that was captured at this instant and returns them. If the breach has passed already,
 * the warning is left out: one task is enough.
 */
export function setCreditingDeadlines(
  unit: UnitOfWork,
  order: OrderDocument,
  capturedAt: Instant,
  now: Instant,
): CreditingDeadlines {
  const { creditWarningHours, creditBreachHours } = order.policies;
  const warningAt = plusMs(capturedAt, creditWarningHours * HOUR_MS);
  const breachAt = plusMs(capturedAt, creditBreachHours * HOUR_MS);
  const fields = deadlineFieldsOf(order);
  if (now < breachAt) {
    unit.setDeadline({
      _id: `crediting.warning:${order._id}`,
      kind: 'crediting.warning',
      at: warningAt,
      ...fields,
    });
  }
  unit.setDeadline({
    _id: `crediting.breach:${order._id}`,
    kind: 'crediting.breach',
    at: breachAt,
    ...fields,
  });
  return { warningAt, breachAt };
}

/** Clears the deadlines of an order that is credited. */
export async function clearCreditingDeadlines(
  unit: UnitOfWork,
  { _id }: Pick<OrderDocument, '_id'>,
): Promise<void> {
  await unit.clearDeadlines({ _id: { $in: [`crediting.warning:${_id}`, `crediting.breach:${_id}`] } });
}

/** The order is not credited at 20 h. */
export function warnOfCrediting(context: TransitionContext, deadline: DeadlineDocument): TransitionEffect {
  openCreditingTask(context, deadline, 'crediting.warning');
  return { auditType: 'order.crediting_warned', facts: captureFactsOf(context.order) };
}

/** The order is not credited at 24 h. */
export function breachCrediting(context: TransitionContext, deadline: DeadlineDocument): TransitionEffect {
  const { unit, order } = context;
  openCreditingTask(context, deadline, 'crediting.breach');
  unit.notify({
    kind: 'crediting.late',
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    at: deadline.at,
    payload: { orderId: order._id, ...captureFactsOf(order) },
  });
  return { auditType: 'order.crediting_breached', facts: captureFactsOf(order) };
}

function openCreditingTask(
  { unit, order }: TransitionContext,
  { at }: DeadlineDocument,
  kind: 'crediting.warning' | 'crediting.breach',
): void {
  unit.openTask({
    kind,
    cause: order._id,
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at,
    dueAt: at,
    facts: { ...captureFactsOf(order), held: order.held },
  });
}

function captureFactsOf({ payment }: OrderDocument): { readonly capturedAt: Instant | null } {
  return { capturedAt: payment?.capturedAt ?? null };
}
