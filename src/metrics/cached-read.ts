/** Reads of the database for metrics: however often metrics are scraped, each runs at most once in a while. */
import { remembered, within } from '../infra/time-limit.ts';

/** A scrape does not wait longer for a database that does not respond. */
const LIMIT_MS = 3_000;

/** Returns the result of `read`, at most `cacheMs` old; null if it fails or takes too long. */
export function cachedRead<T>(cacheMs: number, read: () => Promise<T>): () => Promise<T | null> {
  return remembered(cacheMs, () => within(LIMIT_MS, read(), null));
}
