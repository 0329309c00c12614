/**
 * How the services of one line stand, counted: so many in each state. It is stored on the line and changed together with
 * the services, so that what an order says of a line never costs more than the line, however many services it has.
 */
import type { ServiceState } from '../entitlements/service-states.ts';
import type { Instant } from '../instant.ts';

export interface ServiceTally {
  /** Of the states in which there are any. */
  readonly counts: Readonly<Partial<Record<ServiceState, number>>>;
  /** When the last one so far came to its end; null where none has. */
  readonly endedAt: Instant | null;
}

/** Services that go from one state to another together. */
export interface ServiceMove {
  readonly from: ServiceState;
  readonly to: ServiceState;
  readonly count: number;
  /** When they came to their end; null where they go on. */
  readonly endedAt: Instant | null;
}

/** The tally of services that were just credited. */
export function newTally(count: number): ServiceTally {
  return { counts: { available: count }, endedAt: null };
}

/** The tally after a move. Throws where there are not so many services to move: the tally would be wrong for ever. */
export function movedTally(
  { counts, endedAt }: ServiceTally,
  { from, to, count, endedAt: end }: ServiceMove,
): ServiceTally {
  const left = (counts[from] ?? 0) - count;
  if (left < 0) throw new Error(`${count} services cannot leave ${from}, where ${counts[from] ?? 0} are`);
  const { [from]: _left, ...others } = counts;
  const remaining: ServiceTally['counts'] = left === 0 ? others : { ...others, [from]: left };
  return {
    counts: { ...remaining, [to]: (remaining[to] ?? 0) + count },
    endedAt: end !== null && (endedAt === null || end > endedAt) ? end : endedAt,
  };
}

/** All services of the line, whatever became of them. */
export function servicesIn({ counts }: ServiceTally): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The states in which there are any. */
export function statesIn({ counts }: ServiceTally): ServiceState[] {
  return Object.keys(counts) as ServiceState[];
}
