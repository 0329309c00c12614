/** Counts open tasks for monitoring. */
import { TASK_ROLES, type TaskKind } from '../../domain/kinds.ts';
import type { Database } from '../../storage/database.ts';

/** A count stops here, so that it reads a bounded part of the index. */
export const MOST_COUNTED = 10_000;

const KINDS = Object.keys(TASK_ROLES) as TaskKind[];

export interface OpenTasks {
  readonly kind: TaskKind;
  readonly sandbox: boolean;
  /** At most `MOST_COUNTED`. */
  readonly open: number;
}

/** Returns one count for each kind of task, of sandboxes and of other accounts. */
export function countOpenTasks({ models }: Pick<Database, 'models'>): Promise<OpenTasks[]> {
  const groups = KINDS.flatMap((kind) => [false, true].map((sandbox) => ({ kind, sandbox })));
  return Promise.all(
    groups.map(async ({ kind, sandbox }) => {
      const match = { state: 'open' as const, kind, sandbox };
      const open = await models.tasks.countDocuments(match, { limit: MOST_COUNTED });
      return { kind, sandbox, open };
    }),
  );
}
