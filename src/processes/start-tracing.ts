/** Turns traces on where the environment names a collector. Otherwise nothing of the libraries is loaded. */
import type { Config } from '../infra/config.ts';
import type { Logger } from '../infra/logging.ts';
import type { Tracing } from '../infra/tracing.ts';

/** Less than the step of the shutdown in which it stops. Spans that are not exported by then are lost. */
const FLUSH_MS = 400;

export interface StartedTracing extends Tracing {
  /** Exports what waits. Resolves within 0.4 s, whatever the collector does. */
  stop(): Promise<void>;
}

/** Undefined where traces are off. */
export async function startTracing(
  { traces }: Pick<Config, 'traces'>,
  process: 'api' | 'worker',
  logger: Pick<Logger, 'info' | 'warn'>,
): Promise<StartedTracing | undefined> {
  if (traces === null) return undefined;
  const { openTracing } = await import('../tracing/open-tracing.ts');
  const tracing = openTracing(traces, process, logger);
  logger.info({ url: new URL(traces.url).origin, sampler: traces.sampler }, 'exports traces');
  return { begin: (name, options) => tracing.begin(name, options), stop: () => tracing.close(FLUSH_MS) };
}
