/**
 * The state of services by their account's clock, whether or not it is stored yet: a service that was not started in
 * time has lapsed, maintenance has started by itself, and maintenance has ended (rules §8.6). Lists filter by this
 * state.
 */
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Database } from '../../../storage/database.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { Match } from '../../../storage/paging/read-page.ts';
import { scopesByClock } from '../../access/clock-scopes.ts';

/** A service with the time of its account. */
export interface ServiceNow extends ServiceDocument {
  readonly now: Instant;
}

interface ServiceFilter {
  readonly accountId?: AccountId | undefined;
  readonly state?: ServiceState | undefined;
  readonly dueBefore?: Instant | undefined;
  readonly open?: 'true' | undefined;
}

/** These wait to be started, delivered or accepted. */
const OPEN: ReadonlySet<ServiceState> = new Set(['available', 'in_delivery', 'delivered']);

/** A state by the clock, and a filter for stored services that are in it. */
interface StateFilter {
  readonly state: ServiceState;
  readonly stored: Match;
}

/** Narrows the scopes of a list to services in a state by the clock. */
export async function servicesByClock(
  database: Database,
  scopes: readonly Match[],
  serverNow: Instant,
  filter: ServiceFilter,
): Promise<Match[]> {
  const { state, dueBefore, open } = filter;
  if (state === undefined && dueBefore === undefined && open === undefined) return [...scopes];
  const clocks = await scopesByClock(database, scopes, serverNow, filter.accountId);
  return clocks.flatMap(({ scope, now }) => narrowed(scope, now === null ? BOOKED : shownAt(now), filter));
}

function narrowed(scope: Match, shown: readonly StateFilter[], filter: ServiceFilter): Match[] {
  const { state, dueBefore, open } = filter;
  return shown
    .filter((one) => state === undefined || one.state === state)
    .filter((one) => open === undefined || OPEN.has(one.state))
    .flatMap(({ state: seen, stored }) => {
      const due = dueBefore === undefined ? {} : DUE_BEFORE[seen]?.(dueBefore);
      return due === undefined ? [] : [{ $and: [scope, stored, due] }];
    });
}

/** Filters by the next due instant: the end of the time to start, or of running maintenance. */
const DUE_BEFORE: Partial<Record<ServiceState, (dueBefore: Instant) => Match>> = {
  available: (dueBefore) => ({ startBy: { $lt: dueBefore } }),
  running: (dueBefore) => ({ endsAt: { $lt: dueBefore } }),
};

const isBooked = (state: ServiceState): StateFilter => ({ state, stored: { state } });

/** Services in these states do not change with time. */
const SETTLED: readonly StateFilter[] = (
  ['in_delivery', 'delivered', 'accepted', 'lapsed', 'ended', 'refunded'] as const
).map(isBooked);

const BOOKED: readonly StateFilter[] = [...SETTLED, isBooked('available'), isBooked('running')];

/** `serviceStateAt` of the domain as database filters. */
function shownAt(now: Instant): readonly StateFilter[] {
  const hasCome = { $lte: now };
  const isToCome = { $not: hasCome };
  const startsItself = { state: 'available', kind: { $ne: 'service' }, startBy: hasCome };
  return [
    ...SETTLED,
    { state: 'available', stored: { state: 'available', startBy: isToCome } },
    { state: 'lapsed', stored: { state: 'available', kind: 'service', startBy: hasCome } },
    { state: 'running', stored: { state: 'running', endsAt: isToCome } },
    { state: 'running', stored: { ...startsItself, endsAt: isToCome } },
    { state: 'ended', stored: { state: 'running', endsAt: hasCome } },
    { state: 'ended', stored: { ...startsItself, endsAt: hasCome } },
  ];
}
