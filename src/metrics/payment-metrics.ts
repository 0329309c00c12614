/** Counts events of payment providers whose type is unknown, for Prometheus. A new type may need to be implemented. */
import type { Registry } from 'prom-client';
import { zeroedCounter } from './zeroed-counter.ts';

/** Registers the counter and returns the function that counts one event of a provider. */
export function unknownEventCounter(
  registry: Registry,
  providers: readonly string[],
): (provider: string) => void {
  const counter = zeroedCounter(registry, {
    name: 'payment_events_of_unknown_type_total',
    help: 'Signed events whose type is not known: acknowledged, and nothing else done.',
    labels: { provider: providers },
  });
  return (provider) => counter.inc({ provider });
}
