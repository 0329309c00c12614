/** Deadlines of all accounts that the caller may see. */
import { listDeadlines } from '../../application/deadlines/list-deadlines.ts';
import type { deadlineRoutes } from '../../contracts/deadlines.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { deadlineView } from '../views/deadlines.ts';

export function deadlineHandlers({ database }: HandlerDependencies): Handlers<typeof deadlineRoutes> {
  return {
    listDeadlines: async ({ query, caller }) => {
      const { documents, nextCursor } = await listDeadlines(database, caller, query);
      return { status: 200, body: { items: documents.flatMap(deadlineView), nextCursor } };
    },
  };
}
