/** What payment providers report that we do not understand, for Prometheus: a new type of event may need work of ours. */
import { Counter, type Registry } from 'prom-client';

/** Registers the counter, and answers what counts one event of a provider. */
export function unknownEventCounter(registry: Registry): (provider: string) => void {
  const counter = new Counter({
    name: 'payment_events_of_unknown_type_total',
    help: 'Signed events whose type is not known: acknowledged, and nothing else done.',
    labelNames: ['provider'] as const,
    registers: [registry],
  });
  return (provider) => counter.inc({ provider });
}
