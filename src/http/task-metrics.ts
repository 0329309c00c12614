/** How many tasks wait for a person, for Prometheus: one that waits is worth an alarm, whatever it is about. */
import { Gauge, type Registry } from 'prom-client';
import { TASK_ROLES, type TaskKind } from '../domain/kinds.ts';
import type { Database } from '../persistence/database.ts';

/** Registers the gauge, which counts when it is read. While MongoDB is away it tells nothing. */
export function taskMetrics(registry: Registry, { models }: Pick<Database, 'models'>): void {
  new Gauge({
    name: 'open_tasks',
    help: 'Tasks that nobody has resolved, by kind, role and whether they are of a sandbox.',
    labelNames: ['kind', 'role', 'sandbox'] as const,
    registers: [registry],
    async collect() {
      const open = await models.tasks
        .aggregate<{ _id: { kind: TaskKind; sandbox: boolean }; count: number }>([
          { $match: { state: 'open' } },
          { $group: { _id: { kind: '$kind', sandbox: '$sandbox' }, count: { $sum: 1 } } },
        ])
        .catch(() => []);
      this.reset();
      for (const { _id, count } of open) {
        this.set({ kind: _id.kind, role: TASK_ROLES[_id.kind], sandbox: String(_id.sandbox) }, count);
      }
    },
  });
}
