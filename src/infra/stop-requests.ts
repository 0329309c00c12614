/**
 * Requests to stop a process: a signal, or the end of its parent. The first request stops it; a later one, from a
 * person who is waiting, shortens the wait.
 */

export interface StopListener {
  /** Called once. `reason` completes "Stopping: …". */
  stop(reason: string): void;
  /** Called for every request more than a second after the first. */
  hurry(): void;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * npm forwards the Ctrl-C that the terminal has already sent to the whole process group, so the same request arrives
 * twice within milliseconds. The second one must not count as impatience.
 */
const REPEAT_MS = 1_000;

/** Listens until the returned function is called. A parent that has already ended counts as a request. */
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
  // Present only if there is a channel to a parent; false if it closed before this listener was registered.
  if ('connected' in process && !process.connected) queueMicrotask(onDisconnect);

  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
    process.off('disconnect', onDisconnect);
  };
}
