/** Tasks: what a person has to look at, and closing one. */
import type { Task, taskRoutes } from '../../contracts/tasks.ts';
import { DomainError } from '../../domain/errors.ts';
import { once } from '../../storage/idempotency.ts';
import type { TaskDocument } from '../../storage/collections/tasks.ts';
import { accountScopes } from '../../application/access/account-scope.ts';
import { accountTime } from '../pipeline/account-time.ts';
import { visibleTo, type Caller } from '../../application/access/caller.ts';
import type { Handlers } from '../pipeline/handler.ts';
import { actorOf, type HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { readPage } from '../../storage/paging/read-page.ts';
import { resolveTask } from '../../application/tasks/resolve-task.ts';

export function taskHandlers(dependencies: HandlerDependencies): Handlers<typeof taskRoutes> {
  const { database } = dependencies;
  const { tasks } = database.models;

  /** Throws `not_found`, or `forbidden` for a key that is neither of the task's role nor an operator's. */
  async function readTask(caller: Caller, id: string): Promise<TaskDocument> {
    const task = visibleTo(caller, await tasks.findById(id).lean(), { kind: 'task', id });
    const roles = [...new Set([task.role, 'operator'] as const)];
    if (!roles.some((role) => caller.roles.includes(role))) throw new DomainError('forbidden', { roles });
    return task;
  }

  return {
    listTasks: async ({ query, caller }) => {
      const { role, kind, state, dueBefore } = query;
      const match = {
        ...(role === undefined ? {} : { role }),
        ...(kind === undefined ? {} : { kind }),
        ...(state === undefined ? {} : { state }),
        ...(dueBefore === undefined ? {} : { dueAt: { $lt: dueBefore } }),
      };
      // Ids of tasks are derived from their causes: their order says nothing.
      const sort = { openedAt: -1, _id: -1 } as const;
      const { documents, nextCursor } = await readPage<TaskDocument>(
        tasks,
        { scopes: await accountScopes(database, caller, query), match, sort },
        query,
      );
      return { status: 200, body: { items: documents.map(taskView), nextCursor } };
    },

    resolveTask: {
      load: async ({ params, caller }) => {
        const { accountId } = await readTask(caller, params.id);
        return accountId === null ? {} : accountTime(database, accountId);
      },
      handle: async (request) => {
        const { params, caller } = request;
        const { note } = request.body;
        const { body, replayed } = await once(
          dependencies,
          request.idempotency,
          actorOf(request),
          async (unit) => {
            const task = await readTask(caller, params.id);
            return { status: 200, body: taskView(await resolveTask(unit, task, note)) };
          },
        );
        return { status: 200, body, replayed };
      },
    },
  };
}

function taskView(task: TaskDocument): Task {
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
