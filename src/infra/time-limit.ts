/** Bounds for what is asked of servers: how long the question takes, and how often it is asked. */

/** The result of `work`, or `otherwise` if it fails or takes longer. The work itself goes on. */
export async function within<T, U>(limitMs: number, work: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(resolve, limitMs, otherwise);
  });
  const outcome = await Promise.race([work.catch(() => otherwise), late]);
  clearTimeout(timer);
  return outcome;
}

/** Returns a function with the result of `ask` that is at most `ageMs` old. Callers at one moment share one question. */
export function remembered<T>(ageMs: number, ask: () => Promise<T>): () => Promise<T> {
  let last: { readonly untilMs: number; readonly result: Promise<T> } | undefined;
  return () => {
    const nowMs = performance.now();
    if (last === undefined || last.untilMs <= nowMs) last = { untilMs: nowMs + ageMs, result: ask() };
    return last.result;
  };
}
