/**
 * The life of one unit of a service as a table (rules §8.14): states, commands, where each is legal, where it leads and who
 * may give it. Work is started, delivered and accepted; maintenance is started and runs until it ends by itself.
 */
import type { Instant } from '../instant.ts';

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

/** Who may give a command: a role of the API, or the system itself when a fact makes it due. */
export type ServiceCommandGiver = 'delivery' | 'operator' | 'system';

interface ServiceCommandRow {
  readonly from: readonly ServiceState[];
  /** The state it leads to, by kind of service; null where it does not apply to the kind. */
  readonly to: Readonly<Record<ServiceKind, ServiceState | 'same' | null>>;
  /** States in which it has taken effect and that still stands: asked again there, it changes nothing. */
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
    givenBy: ['delivery', 'operator'],
  },
  reject: {
    from: ['delivered'],
    to: { service: 'in_delivery', maintenance: null },
    stands: ['in_delivery'],
    givenBy: ['delivery', 'operator'],
  },
  lapse: {
    from: ['available'],
    to: { service: 'lapsed', maintenance: 'lapsed' },
    stands: ['lapsed'],
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

/** Commands that people give, in the order the API names them in `actions`. */
export const PUBLIC_SERVICE_COMMANDS = [
  'assign',
  'start',
  'deliver',
  'accept',
  'reject',
] as const satisfies readonly ServiceCommand[];
export type PublicServiceCommand = (typeof PUBLIC_SERVICE_COMMANDS)[number];

/** What a verdict is made from. */
export interface ServiceFacts {
  readonly kind: ServiceKind;
  readonly state: ServiceState;
  /** Exclusive end of the time in which it can be started. */
  readonly startBy: Instant;
  readonly assignee: string | null;
  /** Reason of the last rejection, if nothing was delivered since. */
  readonly lastRejection: string | null;
}

/** What came with a command and tells a repeat from a new one. */
export interface ServiceCommandFacts {
  readonly assignee?: string;
  readonly reason?: string;
}

export type ServiceVerdict =
  | { readonly verdict: 'go'; readonly to: ServiceState }
  /** It took effect before: a success that changes nothing. */
  | { readonly verdict: 'repeat' }
  | { readonly verdict: 'refused'; readonly because: 'out_of_turn' | 'too_late' };

/** Decides a command at an instant. The stored instant decides what is too late, whether the lapse was booked or not. */
export function serviceVerdict(
  command: ServiceCommand,
  service: ServiceFacts,
  now: Instant,
  given: ServiceCommandFacts = {},
): ServiceVerdict {
  const row: ServiceCommandRow = SERVICE_COMMANDS[command];
  const target = row.to[service.kind];
  if (target !== null && isRepeat(command, service, given)) return { verdict: 'repeat' };
  if (
    service.state === 'lapsed' ||
    (service.state === 'available' && service.startBy <= now && command !== 'lapse')
  ) {
    return { verdict: 'refused', because: 'too_late' };
  }
  if (target === null || !row.from.includes(service.state))
    return { verdict: 'refused', because: 'out_of_turn' };
  return { verdict: 'go', to: target === 'same' ? service.state : target };
}

/** An assignment or a rejection is the same one only with the same name or reason. */
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

/**
 * Where a service stands by the clock: what was not started in time has lapsed and what ran its years has ended, whether
 * that was booked or not.
 */
export function serviceStateAt(
  now: Instant,
  { state, startBy, endsAt }: Pick<ServiceFacts, 'state' | 'startBy'> & { readonly endsAt: Instant | null },
): ServiceState {
  if (state === 'available' && startBy <= now) return 'lapsed';
  if (state === 'running' && endsAt !== null && endsAt <= now) return 'ended';
  return state;
}

/** The commands that a caller with these roles may give now. */
export function serviceActionsOf(
  service: ServiceFacts,
  now: Instant,
  roles: readonly string[],
): PublicServiceCommand[] {
  return PUBLIC_SERVICE_COMMANDS.filter(
    (command) =>
      serviceVerdict(command, service, now).verdict === 'go' &&
      SERVICE_COMMANDS[command].givenBy.some((giver) => roles.includes(giver)),
  );
}
