/** A task as responses show it. */
import type { Task } from '../../contracts/tasks.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';

export function taskView(task: TaskDocument): Task {
  const { _id, kind, role, state, openedAt, dueAt, accountId, orderId, facts } = task;
  const { resolvedAt, resolvedBy, note } = task;
  return {
    id: _id,
    kind,
    role,
    state,
    openedAt,
    dueAt,
    accountId,
    ...(orderId === null ? {} : { orderId }),
    facts,
    ...(resolvedAt === null ? {} : { resolvedAt }),
    ...(resolvedBy === null ? {} : { resolvedBy }),
    ...(note === null ? {} : { note }),
  };
}
