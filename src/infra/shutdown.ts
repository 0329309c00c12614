/**
 * Stops a process in order: what was added last closes first, like unwinding a stack. Each step has a time limit, so
 * that one that hangs blocks neither the process nor the later steps.
 */
import type { Logger } from './logging.ts';
import { listenForStop } from './stop-requests.ts';

export interface ShutdownOptions {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** Ends the process; replaced in tests. */
  readonly exit?: (code: number) => void;
}

interface Step {
  readonly name: string;
  readonly limitSeconds: number;
  readonly close: () => unknown;
}

export interface Shutdown {
  /** Aborted as soon as shutdown begins. */
  readonly signal: AbortSignal;
  /**
   * Adds a step. Steps run one after another, last added first; one that fails or exceeds its seconds does not stop the
   * others. The sum of all limits must stay below the grace period of the process that sends the signal.
   */
  add(name: string, limitSeconds: number, close: () => unknown): void;
  /**
   * Starts the shutdown unless it has started; resolves when the process may exit. `reason` completes "Stopping: …".
   */
  begin(reason: string, code?: number): Promise<void>;
}

/** Handles SIGTERM, SIGINT, SIGHUP and the end of the parent process. Exit code 0 unless a step failed or timed out. */
export function gracefulShutdown({ logger, exit = endProcess }: ShutdownOptions): Shutdown {
  const steps: Step[] = [];
  const stopping = new AbortController();
  let done: Promise<void> | undefined;

  async function run(reason: string, code: number): Promise<void> {
    logger.info({ reason }, 'stopping');
    stopping.abort();
    let clean = true;
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await within(step);
      } catch (error) {
        clean = false;
        logger.error({ err: error, step: step.name }, 'a step of the shutdown failed');
      }
    }
    logger.info('stopped');
    stopListening();
    exit(clean ? code : 1);
  }

  function begin(reason: string, code = 0): Promise<void> {
    done ??= run(reason, code);
    return done;
  }

  const stopListening = listenForStop({
    stop: (reason) => void begin(reason),
    hurry: () => exit(1),
  });

  return { signal: stopping.signal, begin, add };

  function add(name: string, limitSeconds: number, close: () => unknown): void {
    steps.push({ name, limitSeconds, close });
  }
}

/** Runs a step. Rejects if it fails or times out. */
async function within({ limitSeconds, close }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took more than ${limitSeconds} s`)), limitSeconds * 1_000);
  });
  try {
    await Promise.race([Promise.resolve().then(close), late]);
  } finally {
    clearTimeout(timer);
  }
}

function endProcess(code: number): void {
  process.exit(code);
}
