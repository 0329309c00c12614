/** Counts events of payment providers whose type is unknown, for Prometheus. A new type may need to be implemented. */
import { Counter, type Registry } from 'prom-client';

/** Registers the counter and returns the function that counts one event of a provider. */
export function unknownEventCounter(
  registry: Registry,
  providers: readonly string[],
): (provider: string) => void {
  const counter = new Counter({
    name: 'payment_events_of_unknown_type_total',
    help: 'Signed events whose type is not known: acknowledged, and nothing else done.',
    labelNames: ['provider'] as const,
    registers: [registry],
  });
  // Series that exist from the start: an increase from nothing to 1 is none to Prometheus.
  for (const provider of providers) counter.inc({ provider }, 0);
  return (provider) => counter.inc({ provider });
}
