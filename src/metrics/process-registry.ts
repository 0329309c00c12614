/** The registry of a process, with its build and what Node knows of it: CPU, memory, event loop, garbage collection. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import { buildMetrics } from './build-metrics.ts';

/** Call it once a process, because it starts observers that never stop. */
export function processRegistry(build: string): Registry {
  const registry = newRegistry();
  collectDefaultMetrics({ register: registry });
  buildMetrics(registry, build);
  return registry;
}

/** An empty registry. */
export function newRegistry(): Registry {
  return new Registry();
}
