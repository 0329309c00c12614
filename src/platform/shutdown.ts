/**
 * Stops a process in order: what was added last closes first, like the unwinding of a stack.
 * The whole is bounded in time, so that nothing that hangs can keep the process.
 */
import type { Logger } from './logging.ts';
import { listenForStop } from './stop-requests.ts';

export interface ShutdownOptions {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** For all steps together. Keep it below the grace of whoever sends the signal. */
  readonly timeoutSeconds: number;
  /** Ends the process; replaced in tests. */
  readonly exit?: (code: number) => void;
}

export interface Shutdown {
  /** Aborted as soon as stopping begins. */
  readonly signal: AbortSignal;
  /** Adds a step. Steps run one after another, last added first; one that fails does not hold the others. */
  add(name: string, close: () => unknown): void;
  /** Begins to stop, unless that has begun; resolves when the process may end. `reason` completes "Stopping: …". */
  begin(reason: string, code?: number): Promise<void>;
}

/** Watches for SIGTERM, SIGINT, SIGHUP and the end of the parent process. Exit code 0 unless a step failed or time ran out. */
export function gracefulShutdown({ logger, timeoutSeconds, exit = endProcess }: ShutdownOptions): Shutdown {
  const steps: { name: string; close: () => unknown }[] = [];
  const stopping = new AbortController();
  let done: Promise<void> | undefined;

  async function closeAll(): Promise<boolean> {
    let clean = true;
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step.close();
      } catch (error) {
        clean = false;
        logger.error({ err: error, step: step.name }, 'a step of the shutdown failed');
      }
    }
    return clean;
  }

  async function run(reason: string, code: number): Promise<void> {
    logger.info({ reason }, 'stopping');
    stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, timeoutSeconds * 1_000, 'late');
    });
    const outcome = await Promise.race([closeAll(), late]);
    clearTimeout(timer);
    if (outcome === 'late') logger.error({ timeoutSeconds }, 'stopping took too long');
    else logger.info('stopped');
    stopListening();
    exit(outcome === true ? code : 1);
  }

  function begin(reason: string, code = 0): Promise<void> {
    done ??= run(reason, code);
    return done;
  }

  const stopListening = listenForStop({
    stop: (reason) => void begin(reason),
    hurry: () => exit(1),
  });

  return { signal: stopping.signal, add: (name, close) => void steps.push({ name, close }), begin };
}

function endProcess(code: number): void {
  process.exit(code);
}
