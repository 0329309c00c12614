/** The gauge of the clock: the offset of this process from MongoDB. */
import { Gauge, type Registry } from 'prom-client';
import type { ClockGuard } from '../storage/clock-guard.ts';

/** Registers the gauge, which is computed when it is read. It has no value before the first measurement. */
export function clockMetrics(registry: Registry, guard: Pick<ClockGuard, 'offsetMs'>): void {
  new Gauge({
    name: 'clock_offset_seconds',
    help: 'Seconds by which the clock of this process is ahead of that of MongoDB; nothing is decided beyond 60 either way.',
    registers: [registry],
    collect() {
      const offsetMs = guard.offsetMs();
      if (offsetMs !== null) this.set(offsetMs / 1_000);
    },
  });
}
