/**
 * The state of services by their account's clock, whether or not it is stored yet: a service that was not started in
 * time has lapsed, maintenance has started by itself, and maintenance has ended (rules §8.6). Lists filter by this
 * state.
 */
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import type { AccountId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { among } from '../../../storage/among.ts';
import type { Database } from '../../../storage/database.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import { sandboxesAmong } from '../../../storage/sandbox-accounts.ts';
import type { Match } from '../../../storage/paging/read-page.ts';

/** A service with the time of its account. */
export interface ServiceNow extends ServiceDocument {
  readonly now: Instant;
}

interface ServiceFilter {
  readonly accountId?: AccountId | undefined;
  readonly state?: ServiceState | undefined;
  readonly dueBefore?: Instant | undefined;
}

/** A state by the clock, and a filter for stored services that are in it. */
interface StateFilter {
  readonly state: ServiceState;
  readonly stored: Match;
}

/** Adds account time: the server's, or the frozen clock of a sandbox, which is read once for each sandbox. */
export async function withAccountTime(
  { models }: Database,
  serverNow: Instant,
  services: readonly ServiceDocument[],
): Promise<ServiceNow[]> {
  const heads = await among(
    services.flatMap(({ sandbox, accountId }) => (sandbox ? [accountId] : [])),
    (_id) => models.ledgers.find({ _id }, { frozenAt: 1 }).lean(),
  );
  const frozen = new Map(heads.map(({ _id, frozenAt }) => [_id, frozenAt]));
  return services.map((service) => ({ ...service, now: frozen.get(service.accountId) ?? serverNow }));
}

/**
 * Narrows the scopes of a list to services in a state by the clock. For a single account its own time counts; among
 * many accounts, the services of sandboxes count in their stored state, which follows the sandbox's clock.
 */
export async function servicesByClock(
  database: Database,
  scopes: readonly Match[],
  serverNow: Instant,
  filter: ServiceFilter,
): Promise<Match[]> {
  if (filter.state === undefined && filter.dueBefore === undefined) return [...scopes];
  const { accountId } = filter;
  if (accountId !== undefined) {
    const head = await database.models.ledgers.findById(accountId, { frozenAt: 1 }).lean();
    return narrowed(scopes, shownAt(head?.frozenAt ?? serverNow), filter);
  }
  const parts = await Promise.all(scopes.map((scope) => bySandbox(database, scope)));
  return parts
    .flat()
    .flatMap(({ scope, sandbox }) => narrowed([scope], sandbox ? BOOKED : shownAt(serverNow), filter));
}

/** Splits a scope into accounts on the server's clock and sandboxes. */
async function bySandbox(database: Database, scope: Match): Promise<{ scope: Match; sandbox: boolean }[]> {
  const { accountId, sandbox } = scope;
  if (!isAnyOf(accountId)) return [{ scope, sandbox: sandbox === true }];
  const sandboxes = await sandboxesAmong(database, accountId.$in);
  return [true, false].map((flag) => ({
    scope: { accountId: { $in: accountId.$in.filter((id) => sandboxes.has(id) === flag) } },
    sandbox: flag,
  }));
}

function isAnyOf(value: unknown): value is { readonly $in: readonly string[] } {
  return typeof value === 'object' && value !== null && '$in' in value;
}

function narrowed(scopes: readonly Match[], shown: readonly StateFilter[], filter: ServiceFilter): Match[] {
  const { state, dueBefore } = filter;
  return shown
    .filter((one) => state === undefined || one.state === state)
    .flatMap(({ state: seen, stored }) => {
      const due = dueBefore === undefined ? {} : DUE_BEFORE[seen]?.(dueBefore);
      return due === undefined ? [] : scopes.map((scope) => ({ $and: [scope, stored, due] }));
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
