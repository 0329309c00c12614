/** The gauge of open tasks, for Prometheus. Any open task waits for a person and is worth an alarm. */
import { Gauge, type Registry } from 'prom-client';
import { countOpenTasks, MOST_COUNTED } from '../application/tasks/count-open-tasks.ts';
import { TASK_ROLES } from '../domain/kinds.ts';
import type { Database } from '../storage/database.ts';
import { cachedRead } from './cached-read.ts';

/** However often the metrics are read, the tasks are counted at most once in this time. */
const CACHE_MS = 5_000;

/** Registers the gauge, which counts when it is read. It has no values while MongoDB is unavailable. */
export function taskMetrics(registry: Registry, database: Pick<Database, 'models'>): void {
  const counted = cachedRead(CACHE_MS, () => countOpenTasks(database));
  new Gauge({
    name: 'open_tasks',
    help: `Open tasks by kind, role and whether they belong to a sandbox; ${MOST_COUNTED} means that many or more.`,
    labelNames: ['kind', 'role', 'sandbox'] as const,
    registers: [registry],
    async collect() {
      const counts = await counted();
      this.reset();
      for (const { kind, sandbox, open } of counts ?? []) {
        if (open > 0) this.set({ kind, role: TASK_ROLES[kind], sandbox: String(sandbox) }, open);
      }
    },
  });
}
