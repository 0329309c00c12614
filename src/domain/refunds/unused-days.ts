/** The unused part of a paid period, in whole days of the account's zone (D-19). */
import { dateIn, daysBetween, lastDateBefore } from '../calendar.ts';
import type { Instant } from '../instant.ts';

export interface UnusedDays {
  /** Days that have not begun. */
  readonly unused: number;
  /** All days of the period, including the first and the last; at least 1. */
  readonly all: number;
}

/** Unused and total days of a period at the instant. `until` is exclusive. */
export function unusedDaysOf(
  { from, until }: { readonly from: Instant; readonly until: Instant },
  at: Instant,
  timeZone: string,
): UnusedDays {
  const first = dateIn(timeZone, from);
  const last = lastDateBefore(until, timeZone);
  const all = daysBetween(first, last) + 1;
  if (at < from) return { unused: all, all };
  return { unused: Math.max(0, daysBetween(dateIn(timeZone, at), last)), all };
}
