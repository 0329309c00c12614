/** Tasks: the work that waits for a person. */
import { findTask, listTasks } from '../../application/tasks/read-tasks.ts';
import { resolveTask } from '../../application/tasks/resolve-task.ts';
import type { taskRoutes } from '../../contracts/tasks.ts';
import { loadResource } from '../pipeline/account-time.ts';
import { idempotently } from '../pipeline/commands.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { pageView } from '../views/page.ts';
import { taskView } from '../views/tasks.ts';

export function taskHandlers(dependencies: HandlerDependencies): Handlers<typeof taskRoutes> {
  const { database } = dependencies;
  return {
    listTasks: async ({ query, caller }) => {
      const page = await listTasks(database, caller, query);
      return { status: 200, body: pageView(page, taskView) };
    },

    resolveTask: {
      load: loadResource(database, findTask),
      handle: (request) =>
        idempotently(dependencies, request, 200, async (unit) => {
          const task = await findTask(database, request.caller, request.params.id);
          return taskView(await resolveTask(unit, task, request.body.note));
        }),
    },
  };
}
