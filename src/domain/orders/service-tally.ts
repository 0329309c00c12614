/**
 * Counts of a line's services by state. The tally is stored on the line and changed together with the services, so that
 * showing a line never costs more than reading it, however many services it has.
 */
import type { ServiceState } from '../entitlements/service-states.ts';
import type { Instant } from '../instant.ts';

export interface ServiceTally {
  /** Number of services by state, without zeros. */
  readonly counts: Readonly<Partial<Record<ServiceState, number>>>;
  /** When the latest of them ended; null if none has. */
  readonly endedAt: Instant | null;
}

/** A number of services that change state together. */
export interface ServiceMove {
  readonly from: ServiceState;
  readonly to: ServiceState;
  readonly count: number;
  /** When they ended; null if they continue. */
  readonly endedAt: Instant | null;
}

/** The tally of newly credited services. */
export function newTally(count: number): ServiceTally {
  return { counts: { available: count }, endedAt: null };
}

/** The tally after a change of state. Throws if there are fewer services, because the tally would stay wrong. */
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

/** Number of all services of the line. */
export function servicesIn({ counts }: ServiceTally): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** The states with at least one service. */
export function statesIn({ counts }: ServiceTally): ServiceState[] {
  return Object.keys(counts) as ServiceState[];
}
