/** Resolves open tasks as soon as what they ask for has happened. */
import type { TaskKind } from '../domain/kinds.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { taskIdOf } from './side-effects.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** Tasks of one kind, either by the causes that opened them or by their orders. */
export type TaskSelection =
  | { readonly kind: TaskKind; readonly causes: readonly string[] }
  | { readonly kind: TaskKind; readonly orderIds: readonly OrderId[] };

/** Marks the selected tasks that are open as resolved by the unit's actor, those opened in this unit included. */
export async function resolveTasks(unit: UnitOfWork, selection: TaskSelection, now: Instant): Promise<void> {
  const { kind } = selection;
  const selected =
    'causes' in selection
      ? { _id: { $in: selection.causes.map((cause) => taskIdOf(kind, cause)) } }
      : { orderId: { $in: [...selection.orderIds] }, kind };
  const tasks = await unit.tasksSoFar();
  await tasks.updateMany(
    { ...selected, state: 'open' },
    { $set: { state: 'resolved', resolvedAt: now, resolvedBy: unit.actor.by } },
    { session: unit.session },
  );
}
