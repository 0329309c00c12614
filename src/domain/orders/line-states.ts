/**
 * States of an order line (api.md §4), and which of them can still change.
 * `progress` orders states: a line of several units shows the state of its least advanced one.
 */
export const LINE_STATES = {
  pending: { settled: false, progress: 0 },
  available: { settled: false, progress: 1 },
  in_delivery: { settled: false, progress: 2 },
  running: { settled: false, progress: 2 },
  delivered: { settled: false, progress: 3 },
  credited: { settled: false, progress: 4 },
  active: { settled: false, progress: 4 },
  lapsed: { settled: true, progress: 5 },
  expired: { settled: true, progress: 6 },
  accepted: { settled: true, progress: 7 },
  ended: { settled: true, progress: 7 },
  voided: { settled: true, progress: 8 },
  refunded: { settled: true, progress: 9 },
} as const;
export type LineState = keyof typeof LINE_STATES;

/** True if the line cannot change any more. */
export function isSettled(state: LineState): boolean {
  return LINE_STATES[state].settled;
}

/** How a lot ended: used up, expired or voided; `whole` if none of it had been used. */
export interface LotEnding {
  readonly end: 'exhausted' | 'expired' | 'voided';
  readonly whole: boolean;
}

/** The line's state after the end of its lot. */
export function lineStateOfLot(ending: LotEnding | null): LineState {
  if (ending === null) return 'credited';
  switch (ending.end) {
    case 'exhausted':
      return 'ended';
    case 'expired':
      return 'expired';
    case 'voided':
      return ending.whole ? 'refunded' : 'voided';
  }
}

/** The line's state after the end of its period or licence. */
export function lineStateOfPeriod(end: 'ended' | 'refunded' | null): LineState {
  return end ?? 'active';
}

/** The state of a line, given the states of its units (at least one). */
export function leastAdvanced(states: readonly [LineState, ...LineState[]]): LineState {
  return states.reduce((least, state) =>
    LINE_STATES[state].progress < LINE_STATES[least].progress ? state : least,
  );
}
