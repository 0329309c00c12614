/**
 * Gives the lines of an order the states of their entitlements: in a transition, or directly once the order is
 * completed.
 */
import type { OrderId } from '../../domain/ids.ts';
import { isSettled } from '../../domain/orders/line-states.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { latest, lineChanges, lineStatuses, linesWith } from './line-statuses.ts';
import type { TransitionContext, TransitionEffect } from './transition.ts';

/**
 * The command `update_lines`: takes effect as of the latest end that changed a line; a line may also be revived
 * (AMB-26). `lines` are the order's lines with the service tallies that this transition has changed.
 */
export async function updateLines(
  { unit, order, now }: TransitionContext,
  lines: readonly OrderLineRecord[] = order.lines,
): Promise<TransitionEffect> {
  const statuses = await lineStatuses(unit.database, lines, unit.session);
  const updated = linesWith(lines, statuses);
  const changed = updated.flatMap((line, index) =>
    line.state === order.lines[index]?.state ? [] : [{ line, endedAt: statuses[index]?.endedAt ?? null }],
  );
  return {
    auditType: changed.some(({ line }) => !isSettled(line.state))
      ? 'order.lines_revived'
      : 'order.lines_ended',
    at: latest(changed.map(({ endedAt }) => endedAt)) ?? now,
    facts: { lines: changed.map(({ line: { id, sku, state } }) => ({ lineId: id, sku, state })) },
    changes: { lines: updated },
  };
}

/** An effect with its own audit type and facts that also updates the lines. `lines` are those of `updateLines`. */
export async function withLines(
  context: TransitionContext,
  auditType: string,
  facts: NonNullable<TransitionEffect['facts']>,
  lines?: readonly OrderLineRecord[],
): Promise<TransitionEffect> {
  const { changes } = await updateLines(context, lines);
  return { auditType, facts, ...(changes === undefined ? {} : { changes }) };
}

/**
 * Updates the lines of a completed order, which has no workflow any more: one of its lots may be revived. Does nothing
 * for other orders, or where no state has changed.
 */
export async function refreshLines(unit: UnitOfWork, orderId: OrderId): Promise<void> {
  const { orders } = unit.database.models;
  const order = await orders.findOne({ _id: orderId, state: 'completed' }).session(unit.session).lean();
  if (order === null) return;
  const statuses = await lineStatuses(unit.database, order.lines, unit.session);
  const changes = lineChanges(order.lines, linesWith(order.lines, statuses));
  if (Object.keys(changes).length === 0) return;
  await orders.updateOne(
    { _id: orderId },
    { $set: changes, $inc: { revision: 1 } },
    { session: unit.session },
  );
}
