/** Filters of lists by a period, such as `placedFrom=` and `placedTo=` (api.md §4). */
import type { Instant } from '../../domain/instant.ts';
import type { Match } from './read-page.ts';

/** Matches instants from `from` on and before `to`. Either may be absent, and absent instants never match. */
export function matchPeriod(field: string, from: Instant | undefined, to: Instant | undefined): Match {
  if (from === undefined && to === undefined) return {};
  return {
    [field]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) },
  };
}
