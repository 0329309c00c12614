/** Metrics of the MongoDB driver: its connections, and how long operations wait for one. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../storage/database.ts';
import { zeroedCounter } from './zeroed-counter.ts';

const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Registers the metrics and listens to the driver's pool. */
export function mongodbMetrics(registry: Registry, { connection }: Pick<Database, 'connection'>): void {
  const registers = [registry];
  const inUse = new Gauge({
    name: 'mongodb_connections_in_use',
    help: 'Connections to MongoDB that operations use.',
    registers,
  });
  const changes = zeroedCounter(registry, {
    name: 'mongodb_connections_total',
    help: 'Connections to MongoDB since the process listens, by event: created, closed.',
    labels: { event: ['created', 'closed'] },
  });
  const waits = new Histogram({
    name: 'mongodb_checkout_wait_seconds',
    help: 'Time that operations wait for a connection to MongoDB.',
    buckets: SECONDS,
    registers,
  });
  const failures = new Counter({
    name: 'mongodb_checkouts_failed_total',
    help: 'Operations that got no connection to MongoDB.',
    registers,
  });
  connection
    .getClient()
    .on('connectionCreated', () => changes.inc({ event: 'created' }))
    .on('connectionClosed', () => changes.inc({ event: 'closed' }))
    .on('connectionCheckOutFailed', () => failures.inc())
    .on('connectionCheckedOut', ({ durationMS }) => {
      inUse.inc();
      waits.observe(durationMS / 1_000);
    })
    .on('connectionCheckedIn', () => inUse.dec());
}
