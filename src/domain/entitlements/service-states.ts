/**
 * The life cycle of a service as a table (rules §8.14): states and commands, where each command is legal, where it leads and
 * who may give it. Work is started, delivered and accepted, or lapses. Maintenance is started by staff or finally by itself
 * (AMB-39), and runs until it ends.
 */
import type { Instant } from '../instant.ts';
import { missingProof, type AcceptanceProof } from '../catalogue/acceptance.ts';

export const SERVICE_STATES = {
  available: { settled: false },
  in_delivery: { settled: false },
  delivered: { settled: false },
  running: { settled: false },
  accepted: { settled: true },
  ended: { settled: true },
  lapsed: { settled: true },
  refunded: { settled: true },
} as const;
export type ServiceState = keyof typeof SERVICE_STATES;
export type ServiceKind = 'service' | 'maintenance';

/** Who gives a command: a role of the API, or the system when a fact makes it due. */
export type ServiceCommandGiver = 'delivery' | 'operator' | 'customer' | 'system';

interface ServiceCommandRow {
  readonly from: readonly ServiceState[];
  /** The resulting state by kind of service; null if the command does not apply to the kind. */
  readonly to: Readonly<Record<ServiceKind, ServiceState | 'same' | null>>;
  /** States in which the command has already taken effect: repeating it there changes nothing. */
  readonly stands: readonly ServiceState[];
  readonly givenBy: readonly ServiceCommandGiver[];
}

export const SERVICE_COMMANDS = {
  assign: {
    from: ['available', 'in_delivery', 'delivered', 'running'],
    to: { service: 'same', maintenance: 'same' },
    stands: [],
    givenBy: ['delivery', 'operator'],
  },
  start: {
    from: ['available'],
    to: { service: 'in_delivery', maintenance: 'running' },
    stands: ['in_delivery', 'delivered', 'accepted', 'running', 'ended'],
    givenBy: ['delivery', 'operator'],
  },
  deliver: {
    from: ['in_delivery'],
    to: { service: 'delivered', maintenance: null },
    stands: ['delivered', 'accepted'],
    givenBy: ['delivery', 'operator'],
  },
  accept: {
    from: ['delivered'],
    to: { service: 'accepted', maintenance: null },
    stands: ['accepted'],
    givenBy: ['delivery', 'operator', 'customer'],
  },
  reject: {
    from: ['delivered'],
    to: { service: 'in_delivery', maintenance: null },
    stands: ['in_delivery'],
    givenBy: ['delivery', 'operator', 'customer'],
  },
  lapse: {
    from: ['available'],
    to: { service: 'lapsed', maintenance: null },
    stands: ['lapsed'],
    givenBy: ['system'],
  },
  start_by_itself: {
    from: ['available'],
    to: { service: null, maintenance: 'running' },
    stands: ['running', 'ended'],
    givenBy: ['system'],
  },
  end: {
    from: ['running'],
    to: { service: null, maintenance: 'ended' },
    stands: ['ended'],
    givenBy: ['system'],
  },
  refund: {
    from: ['available'],
    to: { service: 'refunded', maintenance: 'refunded' },
    stands: ['refunded'],
    givenBy: ['operator'],
  },
} as const satisfies Record<string, ServiceCommandRow>;
export type ServiceCommand = keyof typeof SERVICE_COMMANDS;

/** Commands given by people, in the order of `actions` in the API. */
export const PUBLIC_SERVICE_COMMANDS = [
  'assign',
  'start',
  'deliver',
  'accept',
  'reject',
] as const satisfies readonly ServiceCommand[];
export type PublicServiceCommand = (typeof PUBLIC_SERVICE_COMMANDS)[number];

/** The facts that decide a command. */
export interface ServiceFacts {
  readonly kind: ServiceKind;
  readonly state: ServiceState;
  /** Exclusive end of the period in which it can be started; null if there is none. */
  readonly startBy: Instant | null;
  /** Exclusive end of maintenance; if it was not started, the end it has when it starts by itself. */
  readonly endsAt: Instant | null;
  readonly assignee: string | null;
  /** Reason of the last rejection, if there was no delivery since. */
  readonly lastRejection: string | null;
}

/** What came with a command and distinguishes a repeat from a new one. */
export interface ServiceCommandFacts {
  readonly assignee?: string;
  readonly reason?: string;
}

export type ServiceVerdict =
  | { readonly verdict: 'go'; readonly to: ServiceState }
  /** The command took effect before: a success that changes nothing. */
  | { readonly verdict: 'repeat' }
  | { readonly verdict: 'refused'; readonly reason: 'out_of_turn' | 'too_late' };

/** Decides a command at an instant. Stored instants decide whether it is too late, whether the lapse was booked or not. */
export function serviceVerdict(
  command: ServiceCommand,
  service: ServiceFacts,
  now: Instant,
  given: ServiceCommandFacts = {},
): ServiceVerdict {
  const row: ServiceCommandRow = SERVICE_COMMANDS[command];
  const target = row.to[service.kind];
  // A command of the system books what the clock has already decided.
  const state = row.givenBy.includes('system') ? service.state : serviceStateAt(now, service);
  if (target !== null && isRepeat(command, { ...service, state }, given)) return { verdict: 'repeat' };
  if (state === 'lapsed') return { verdict: 'refused', reason: 'too_late' };
  if (target === null || !row.from.includes(state)) return { verdict: 'refused', reason: 'out_of_turn' };
  return { verdict: 'go', to: target === 'same' ? state : target };
}

/** An assignment or rejection counts as repeated only with the same name or reason. */
function isRepeat(
  command: ServiceCommand,
  service: ServiceFacts,
  { assignee, reason }: ServiceCommandFacts,
): boolean {
  if (command === 'assign') return assignee !== undefined && assignee === service.assignee;
  const { stands }: ServiceCommandRow = SERVICE_COMMANDS[command];
  const isSame = command !== 'reject' || (reason !== undefined && reason === service.lastRejection);
  return isSame && stands.includes(service.state);
}

/** The facts on which the clock decides. */
export type ServiceTimes = Pick<ServiceFacts, 'kind' | 'state' | 'startBy' | 'endsAt'>;

/**
 * The state of a service by the clock, whether it was booked or not: work that was not started in time has lapsed,
 * maintenance that was not started runs from `startBy` on, and has ended after its years.
 */
export function serviceStateAt(now: Instant, { kind, state, startBy, endsAt }: ServiceTimes): ServiceState {
  const isPastStart = state === 'available' && startBy !== null && startBy <= now;
  if (isPastStart && kind === 'service') return 'lapsed';
  const runs = isPastStart || state === 'running';
  if (!runs) return state;
  return endsAt !== null && endsAt <= now ? 'ended' : 'running';
}

/** A service with everything that the clock has decided, as if it had been booked immediately. */
export function serviceAt<
  Service extends ServiceTimes & { readonly startedAt: Instant | null; readonly endedAt: Instant | null },
>(now: Instant, service: Service): Service {
  const state = serviceStateAt(now, service);
  if (state === service.state) return service;
  const { kind, startBy, startedAt, endsAt } = service;
  return {
    ...service,
    state,
    startedAt: kind === 'maintenance' ? (startedAt ?? startBy) : startedAt,
    endedAt: state === 'lapsed' ? startBy : state === 'ended' ? endsAt : null,
  };
}

/** The commands that a caller with these roles can give now, under the order's policy for acceptances. */
export function serviceActionsOf(
  service: ServiceFacts,
  now: Instant,
  roles: readonly string[],
  proof: AcceptanceProof,
): PublicServiceCommand[] {
  return PUBLIC_SERVICE_COMMANDS.filter((command) => {
    const givers = SERVICE_COMMANDS[command].givenBy.filter((giver) => roles.includes(giver));
    const isStaffOnly = givers.every((giver) => giver !== 'customer');
    // A required document may still come with the command; a policy that only the customer accepts cannot be met by staff.
    const lacksUser = command === 'accept' && isStaffOnly && missingProof(proof, 'staff', true) !== null;
    return givers.length > 0 && !lacksUser && serviceVerdict(command, service, now).verdict === 'go';
  });
}
