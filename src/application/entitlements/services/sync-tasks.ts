/**
 * Tasks of delivery staff about service units. The units of a line that wait for the same thing share one task (D-25).
 */
import type { Instant } from '../../../domain/instant.ts';
import { resolveTasks } from '../../../storage/resolve-tasks.ts';
import { taskIdOf, type TaskEntry } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { ServiceGroup } from './service-group.ts';

/**
 * Brings the task of each cause in line with the units that wait for it: opens it once, updates its facts, and resolves
 * it when no unit waits any more.
 */
export async function syncTasks(
  unit: UnitOfWork,
  kind: TaskEntry['kind'],
  causes: readonly { readonly cause: string; readonly waiting: ServiceGroup | undefined }[],
  now: Instant,
  entryOf: (group: ServiceGroup) => Omit<TaskEntry, 'kind' | 'cause'>,
): Promise<void> {
  const resolved = causes.flatMap(({ cause, waiting }) => (waiting === undefined ? [cause] : []));
  if (resolved.length > 0) await resolveTasks(unit, { kind, causes: resolved }, now);
  const entries = causes.flatMap(({ cause, waiting }) =>
    waiting === undefined ? [] : [{ kind, cause, ...entryOf(waiting) }],
  );
  if (entries.length === 0) return;
  const tasks = await unit.tasksSoFar();
  const ids = entries.map(({ cause }) => taskIdOf(kind, cause));
  const found = await tasks
    .find({ _id: { $in: ids } }, { _id: 1 })
    .session(unit.session)
    .lean();
  const stored = new Set(found.map(({ _id }) => _id));
  const updates = entries.flatMap(({ cause, facts }) => {
    const _id = taskIdOf(kind, cause);
    return stored.has(_id) ? [{ updateOne: { filter: { _id }, update: { $set: { facts } } } }] : [];
  });
  if (updates.length > 0) await tasks.bulkWrite(updates, { session: unit.session });
  for (const entry of entries) if (!stored.has(taskIdOf(kind, entry.cause))) unit.openTask(entry);
}
