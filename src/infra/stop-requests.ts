/**
 * The ways a process is asked to stop: a signal, or the end of the parent that started it.
 * The first request stops it; a later one, when it comes from a person who is waiting, hurries it.
 */

export interface StopListener {
  /** Called once. `reason` completes "Stopping: …". */
  stop(reason: string): void;
  /** Called for every request more than a second after the first. */
  hurry(): void;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * npm passes on the Ctrl-C that the terminal has already sent to the whole group, so the same request
 * arrives twice within milliseconds. That is not impatience.
 */
const REPEAT_MS = 1_000;

/** Listens until the returned function is called. A parent that is gone already counts as a request. */
export function listenForStop(listener: StopListener): () => void {
  let firstAt: number | undefined;

  function request(reason: string): void {
    const now = performance.now();
    if (firstAt === undefined) {
      firstAt = now;
      listener.stop(reason);
    } else if (now - firstAt > REPEAT_MS) {
      listener.hurry();
    }
  }

  const onSignal = (signal: NodeJS.Signals): void => request(`received ${signal}`);
  const onDisconnect = (): void => {
    if (firstAt === undefined) request('the process that started this one is gone');
  };

  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('disconnect', onDisconnect);
  // There only where there was a channel to a parent; false when it closed before anybody listened.
  if ('connected' in process && !process.connected) queueMicrotask(onDisconnect);

  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('disconnect', onDisconnect);
  };
}
