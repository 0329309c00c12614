/** Filters of licences and terms by their end. */
import type { Instant } from '../../domain/instant.ts';
import type { Match } from '../../storage/paging/read-page.ts';
import type { ClockScope } from '../access/clock-scopes.ts';

/**
 * Narrows scopes to periods that still live and end before an instant; without one, to nothing less. Perpetual licences
 * have no end. Where the stored state counts, a period lives until its end is booked.
 */
export function endingBefore(scopes: readonly ClockScope[], before: Instant | undefined): Match[] {
  if (before === undefined) return scopes.map(({ scope }) => scope);
  return scopes.map(({ scope, now }) => ({
    ...scope,
    end: null,
    until: { ...(now === null ? {} : { $gt: now }), $lt: before },
  }));
}
