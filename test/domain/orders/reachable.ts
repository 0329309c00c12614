/** Walks a table of states. */
export interface Step<State> {
  readonly from: State;
  readonly to: State;
}

/** All states that steps lead to from one, itself included. */
export function reachableFrom<State>(first: State, steps: readonly Step<State>[]): Set<State> {
  const seen = new Set([first]);
  for (const state of seen) {
    for (const { from, to } of steps) if (from === state) seen.add(to);
  }
  return seen;
}
