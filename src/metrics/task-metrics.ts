/** The gauge of open tasks, for Prometheus. Any open task waits for a person and is worth an alarm. */
import { Gauge, type Registry } from 'prom-client';
import { countOpenTasks, MOST_COUNTED, type OpenTasks } from '../application/tasks/count-open-tasks.ts';
import { TASK_ROLES } from '../domain/kinds.ts';
import type { Database } from '../storage/database.ts';

/** However often the metrics are read, the tasks are counted at most once in this time. */
const CACHE_MS = 5_000;

/** Registers the gauge, which counts when it is read. It has no values while MongoDB is unavailable. */
export function taskMetrics(registry: Registry, database: Pick<Database, 'models'>): void {
  let counted: { readonly atMs: number; readonly counts: Promise<readonly OpenTasks[]> } | null = null;
  new Gauge({
    name: 'open_tasks',
    help: `Open tasks by kind, role and whether they belong to a sandbox; ${MOST_COUNTED} means that many or more.`,
    labelNames: ['kind', 'role', 'sandbox'] as const,
    registers: [registry],
    async collect() {
      const nowMs = performance.now();
      if (counted === null || nowMs - counted.atMs >= CACHE_MS) {
        counted = { atMs: nowMs, counts: countOpenTasks(database).catch(() => []) };
      }
      const counts = await counted.counts;
      this.reset();
      for (const { kind, sandbox, open } of counts) {
        if (open > 0) this.set({ kind, role: TASK_ROLES[kind], sandbox: String(sandbox) }, open);
      }
    },
  });
}
