/** Reads tasks: the work that waits for a person. */
import type { TaskKind, TaskRole } from '../../domain/kinds.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TaskId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

export interface TaskFilter extends ScopeQuery, PageRequest {
  readonly role?: TaskRole | undefined;
  readonly kind?: TaskKind | undefined;
  readonly state?: TaskDocument['state'] | undefined;
  readonly dueBefore?: Instant | undefined;
}

/** Latest first. */
export async function listTasks(
  database: Database,
  caller: Caller,
  query: TaskFilter,
): Promise<Page<TaskDocument>> {
  const { role, kind, state, dueBefore } = query;
  const match = {
    ...(role === undefined ? {} : { role }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(dueBefore === undefined ? {} : { dueAt: { $lt: dueBefore } }),
  };
  return readPage<TaskDocument>(
    database.models.tasks,
    // Ids of tasks are derived from their causes and therefore in no useful order.
    { scopes: await accountScopes(database, caller, query), match, sort: { openedAt: -1, _id: -1 } },
    query,
  );
}

/** Throws `not_found`, or `forbidden` unless the key has the task's role or is an operator's. */
export async function findTask({ models }: Database, caller: Caller, id: TaskId): Promise<TaskDocument> {
  const task = visibleTo(caller, await models.tasks.findById(id).lean(), { kind: 'task', id });
  const roles = [...new Set([task.role, 'operator'] as const)];
  if (!roles.some((role) => caller.roles.includes(role))) throw new DomainError('forbidden', { roles });
  return task;
}
