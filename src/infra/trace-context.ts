/**
 * The trace to which the work in progress belongs, as a W3C `traceparent`. It follows the work through `await`, and is
 * undefined wherever traces are off or no request, message or activity caused the work.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string | undefined>();

export function currentTraceparent(): string | undefined {
  return storage.getStore();
}

/**
 * Runs work as a part of a trace; undefined detaches it from the trace of its caller. Node follows asynchronous work only
 * from the first use of the storage on, so nothing is used before there is a trace.
 */
export function withTraceparent<T>(traceparent: string | undefined, work: () => T): T {
  return traceparent === storage.getStore() ? work() : storage.run(traceparent, work);
}
