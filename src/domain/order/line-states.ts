/** Where one line of an order stands (api.md §4), and which of these states can still change with time. */

export const LINE_STATES = {
  pending: { settled: false },
  credited: { settled: false },
  active: { settled: false },
  available: { settled: false },
  in_delivery: { settled: false },
  delivered: { settled: false },
  running: { settled: false },
  accepted: { settled: true },
  ended: { settled: true },
  expired: { settled: true },
  lapsed: { settled: true },
  voided: { settled: true },
  refunded: { settled: true },
} as const;
export type LineState = keyof typeof LINE_STATES;

/** True when the line cannot change with time any more. */
export function isSettled(state: LineState): boolean {
  return LINE_STATES[state].settled;
}

/** The line's state that the end of its lot gives it. */
export function lineStateOfLot(end: 'exhausted' | 'expired' | 'voided' | null): LineState {
  switch (end) {
    case null:
      return 'credited';
    case 'exhausted':
      return 'ended';
    case 'expired':
      return 'expired';
    case 'voided':
      return 'voided';
  }
}
