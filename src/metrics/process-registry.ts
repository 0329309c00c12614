/** The registry of a process, with what Node knows of it: CPU, memory, event loop, garbage collection. */
import { collectDefaultMetrics, Registry } from 'prom-client';

/** Call it once a process, because it starts observers that never stop. */
export function processRegistry(): Registry {
  const registry = newRegistry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** An empty registry. */
export function newRegistry(): Registry {
  return new Registry();
}
