/** How many tasks wait for a person, for Prometheus: one that waits is worth an alarm, whatever it is about. */
import { Gauge, type Registry } from 'prom-client';
import { TASK_ROLES, type TaskKind } from '../../domain/kinds.ts';
import type { Database } from '../../storage/database.ts';

/** Nobody needs to know how many more there are; up to here the index alone is counted. */
export const MOST_COUNTED = 10_000;
/** However often the metrics are asked for, they are counted anew after this only. */
const KEPT_MS = 5_000;

const KINDS = Object.keys(TASK_ROLES) as TaskKind[];

interface Count {
  readonly kind: TaskKind;
  readonly sandbox: boolean;
  readonly open: number;
}

/** Registers the gauge, which counts when it is read. While MongoDB is away it tells nothing. */
export function taskMetrics(registry: Registry, database: Pick<Database, 'models'>): void {
  let counted: { readonly atMs: number; readonly counts: Promise<readonly Count[]> } | null = null;
  new Gauge({
    name: 'open_tasks',
    help: `Tasks that nobody has resolved, by kind, role and whether they are of a sandbox; ${MOST_COUNTED} stands for so many or more.`,
    labelNames: ['kind', 'role', 'sandbox'] as const,
    registers: [registry],
    async collect() {
      const nowMs = performance.now();
      if (counted === null || nowMs - counted.atMs >= KEPT_MS) {
        counted = { atMs: nowMs, counts: openTasks(database).catch(() => []) };
      }
      const counts = await counted.counts;
      this.reset();
      for (const { kind, sandbox, open } of counts) {
        if (open > 0) this.set({ kind, role: TASK_ROLES[kind], sandbox: String(sandbox) }, open);
      }
    },
  });
}

function openTasks({ models }: Pick<Database, 'models'>): Promise<Count[]> {
  const each = KINDS.flatMap((kind) => [false, true].map((sandbox) => ({ kind, sandbox })));
  return Promise.all(
    each.map(async ({ kind, sandbox }) => {
      const open = await models.tasks.countDocuments(
        { state: 'open', kind, sandbox },
        { limit: MOST_COUNTED },
      );
      return { kind, sandbox, open };
    }),
  );
}
