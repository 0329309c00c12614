/** Reads of the database for metrics: however often metrics are scraped, each runs at most once in a while. */

/** A scrape does not wait longer for a database that does not respond. */
const PATIENCE_MS = 3_000;

/** Returns the result of `read`, at most `cacheMs` old; null if it fails or takes too long. */
export function cachedRead<T>(cacheMs: number, read: () => Promise<T>): () => Promise<T | null> {
  let last: { readonly atMs: number; readonly result: Promise<T | null> } | null = null;
  return () => {
    const nowMs = performance.now();
    if (last === null || nowMs - last.atMs >= cacheMs) last = { atMs: nowMs, result: orNull(read()) };
    return last.result;
  };
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, null);
  });
  const result = await Promise.race([read.catch(() => null), late]);
  clearTimeout(timer);
  return result;
}
