import {
  PUBLIC_SERVICE_COMMANDS,
  SERVICE_COMMANDS,
  SERVICE_STATES,
  serviceActionsOf,
  serviceAt,
  serviceStateAt,
  serviceVerdict,
  type ServiceCommand,
  type ServiceFacts,
  type ServiceKind,
  type ServiceState,
  type ServiceVerdict,
} from '../../../src/domain/entitlements/service-states.ts';
import { missingProof } from '../../../src/domain/catalogue/acceptance.ts';
import { plusMs, type Instant } from '../../../src/domain/instant.ts';
import { LINE_STATES } from '../../../src/domain/orders/line-states.ts';

const START_BY: Instant = '2026-03-07T16:00:00.000Z';
const IN_TIME = plusMs(START_BY, -1);

const STATES = Object.keys(SERVICE_STATES) as ServiceState[];
const COMMANDS = Object.keys(SERVICE_COMMANDS) as ServiceCommand[];

const serviceIn = (state: ServiceState, fields: Partial<ServiceFacts> = {}): ServiceFacts => ({
  kind: 'service',
  state,
  startBy: START_BY,
  endsAt: null,
  assignee: null,
  lastRejection: null,
  ...fields,
});

/** A verdict in one word: the state it leads to, `=` for a repeat, or why it is refused. */
function wordOf(verdict: ServiceVerdict): string {
  switch (verdict.verdict) {
    case 'go':
      return verdict.to;
    case 'repeat':
      return '=';
    case 'refused':
      return verdict.reason;
  }
}

const NO = 'out_of_turn';
const LATE = 'too_late';

/** What the rules say of every command in every state while there is time (rules §8.14). */
const EXPECTED: Record<ServiceKind, Record<ServiceCommand, Record<ServiceState, string>>> = {
  service: {
    assign: row('available', 'in_delivery', 'delivered', 'running', NO, NO, LATE, NO),
    start: row('in_delivery', '=', '=', '=', '=', '=', LATE, NO),
    deliver: row(NO, 'delivered', '=', NO, '=', NO, LATE, NO),
    accept: row(NO, NO, 'accepted', NO, '=', NO, LATE, NO),
    reject: row(NO, NO, 'in_delivery', NO, NO, NO, LATE, NO),
    lapse: row('lapsed', NO, NO, NO, NO, NO, '=', NO),
    start_by_itself: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    end: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    refund: row('refunded', NO, NO, NO, NO, NO, LATE, '='),
  },
  maintenance: {
    assign: row('available', 'in_delivery', 'delivered', 'running', NO, NO, LATE, NO),
    start: row('running', '=', '=', '=', '=', '=', LATE, NO),
    deliver: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    accept: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    reject: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    lapse: row(NO, NO, NO, NO, NO, NO, LATE, NO),
    start_by_itself: row('running', NO, NO, '=', NO, '=', LATE, NO),
    end: row(NO, NO, NO, 'ended', NO, '=', LATE, NO),
    refund: row('refunded', NO, NO, NO, NO, NO, LATE, '='),
  },
};

/** In the order of the table of states. */
function row(...words: readonly string[]): Record<ServiceState, string> {
  expect(words).toHaveLength(STATES.length);
  return Object.fromEntries(STATES.map((state, index) => [state, words[index]])) as Record<
    ServiceState,
    string
  >;
}

describe.each<ServiceKind>(['service', 'maintenance'])('a %s, in time,', (kind) => {
  it.each(COMMANDS)('takes "%s" exactly where the rules say', (command) => {
    const words = STATES.map((state) => [
      state,
      wordOf(serviceVerdict(command, serviceIn(state, { kind }), IN_TIME)),
    ]);
    expect(Object.fromEntries(words)).toEqual(EXPECTED[kind][command]);
  });
});

describe('the time in which a service can be started', () => {
  const verdictAt = (command: ServiceCommand, now: Instant) =>
    wordOf(serviceVerdict(command, serviceIn('available'), now));

  it.each<ServiceCommand>(['assign', 'start', 'refund'])('ends for "%s" exactly at its end', (command) => {
    expect(verdictAt(command, IN_TIME)).not.toBe(LATE);
    expect(verdictAt(command, START_BY)).toBe(LATE);
  });

  it('says "too late" for every command of people once it is over, whether the lapse was booked or not', () => {
    for (const command of PUBLIC_SERVICE_COMMANDS) {
      expect([command, verdictAt(command, START_BY)]).toEqual([command, LATE]);
      expect([command, wordOf(serviceVerdict(command, serviceIn('lapsed'), START_BY))]).toEqual([
        command,
        LATE,
      ]);
    }
  });

  it('still lets it lapse', () => {
    expect(verdictAt('lapse', START_BY)).toBe('lapsed');
  });

  it('does not matter to what was started', () => {
    const at = plusMs(START_BY, 1);
    expect(wordOf(serviceVerdict('deliver', serviceIn('in_delivery'), at))).toBe('delivered');
    expect(wordOf(serviceVerdict('start', serviceIn('in_delivery'), at))).toBe('=');
    expect(wordOf(serviceVerdict('accept', serviceIn('delivered'), at))).toBe('accepted');
  });
});

describe('a repeat', () => {
  it('of a start is every later one: after a delivery, a rejection, and when all is over', () => {
    const rejected = serviceIn('in_delivery', { lastRejection: 'incomplete' });
    for (const service of [rejected, serviceIn('delivered'), serviceIn('accepted')])
      expect(wordOf(serviceVerdict('start', service, IN_TIME))).toBe('=');
    const ended = serviceIn('ended', { kind: 'maintenance' });
    expect(wordOf(serviceVerdict('start', ended, IN_TIME))).toBe('=');
  });

  it('of a delivery is the one that was not rejected: after a rejection it is a new one', () => {
    expect(wordOf(serviceVerdict('deliver', serviceIn('accepted'), IN_TIME))).toBe('=');
    const rejected = serviceIn('in_delivery', { lastRejection: 'incomplete' });
    expect(wordOf(serviceVerdict('deliver', rejected, IN_TIME))).toBe('delivered');
  });

  it('of an assignment is the one to the same person; to another one it is new', () => {
    const assigned = serviceIn('in_delivery', { assignee: 'chen' });
    expect(wordOf(serviceVerdict('assign', assigned, IN_TIME, { assignee: 'chen' }))).toBe('=');
    expect(wordOf(serviceVerdict('assign', assigned, IN_TIME, { assignee: 'silva' }))).toBe('in_delivery');
  });

  it('of a rejection is the one with the same reason, while nothing was delivered since', () => {
    const rejected = serviceIn('in_delivery', { lastRejection: 'incomplete' });
    expect(wordOf(serviceVerdict('reject', rejected, IN_TIME, { reason: 'incomplete' }))).toBe('=');
    expect(wordOf(serviceVerdict('reject', rejected, IN_TIME, { reason: 'too slow' }))).toBe(NO);
    const again = serviceIn('delivered');
    expect(wordOf(serviceVerdict('reject', again, IN_TIME, { reason: 'incomplete' }))).toBe('in_delivery');
  });

  it('of maintenance’s nothing is a rejection', () => {
    const running = serviceIn('running', { kind: 'maintenance' });
    expect(wordOf(serviceVerdict('reject', running, IN_TIME, { reason: 'incomplete' }))).toBe(NO);
  });
});

describe('the state by the clock', () => {
  const service = { kind: 'service', state: 'available', startBy: START_BY, endsAt: null } as const;
  const running = {
    kind: 'maintenance',
    state: 'running',
    startBy: START_BY,
    endsAt: '2029-03-07T16:00:00.000Z',
  } as const;

  it('is lapsed from the end of the time to start on, whether that was booked or not', () => {
    expect(serviceStateAt(IN_TIME, service)).toBe('available');
    expect(serviceStateAt(START_BY, service)).toBe('lapsed');
  });

  it('is ended from the end of running maintenance on', () => {
    expect(serviceStateAt(plusMs(running.endsAt, -1), running)).toBe('running');
    expect(serviceStateAt(running.endsAt, running)).toBe('ended');
  });

  it('of maintenance that was never started is running from the end of that time on, until the years are over (AMB-39)', () => {
    const unstarted = { ...running, state: 'available' } as const;
    expect(serviceStateAt(IN_TIME, unstarted)).toBe('available');
    expect(serviceStateAt(START_BY, unstarted)).toBe('running');
    expect(serviceStateAt(plusMs(running.endsAt, -1), unstarted)).toBe('running');
    expect(serviceStateAt(running.endsAt, unstarted)).toBe('ended');
    const times = { startedAt: null, endedAt: null };
    expect(serviceAt(START_BY, { ...unstarted, ...times })).toMatchObject({
      state: 'running',
      startedAt: START_BY,
      endedAt: null,
    });
    expect(serviceAt(running.endsAt, { ...unstarted, ...times })).toMatchObject({
      state: 'ended',
      startedAt: START_BY,
      endedAt: running.endsAt,
    });
  });

  it('of what never lapses is the booked one, however late (AMB-44)', () => {
    expect(serviceStateAt('9998-01-01T00:00:00.000Z', { ...service, startBy: null })).toBe('available');
  });

  it('is the booked one of everything else, whatever the clock says', () => {
    for (const state of STATES) {
      if (state === 'available' || state === 'running') continue;
      expect(serviceStateAt('2099-01-01T00:00:00.000Z', { ...running, state })).toBe(state);
    }
  });
});

describe('actions', () => {
  it('are what is legal now, for those who may', () => {
    const actions = (state: ServiceState, roles: string[], kind: ServiceKind = 'service') =>
      serviceActionsOf(serviceIn(state, { kind }), IN_TIME, roles, 'named');
    expect(actions('available', ['delivery'])).toEqual(['assign', 'start']);
    expect(actions('in_delivery', ['operator'])).toEqual(['assign', 'deliver']);
    expect(actions('delivered', ['delivery', 'operator'])).toEqual(['assign', 'accept', 'reject']);
    expect(actions('running', ['delivery'], 'maintenance')).toEqual(['assign']);
    expect(actions('delivered', ['customer'])).toEqual(['accept', 'reject']);
    expect(actions('available', ['customer'])).toEqual([]);
    expect(actions('delivered', ['sales', 'platform'])).toEqual([]);
    for (const state of ['accepted', 'ended', 'lapsed', 'refunded'] as const)
      expect(actions(state, ['delivery', 'operator'])).toEqual([]);
    expect(serviceActionsOf(serviceIn('available'), START_BY, ['operator'], 'named')).toEqual([]);
  });
});

describe('what an order asks of an acceptance (AMB-41)', () => {
  it.each([
    ['named', 'staff', false, null],
    ['document', 'staff', false, 'document'],
    ['document', 'staff', true, null],
    ['customer', 'staff', true, 'customer'],
    ['document', 'customer', false, null],
    ['customer', 'customer', false, null],
    ['document', 'link', false, null],
    ['customer', 'link', false, null],
  ] as const)('%s, given by %s, with a document: %s, misses %s', (proof, given, hasDocument, missing) => {
    expect(missingProof(proof, given, hasDocument)).toBe(missing);
  });

  it('shows staff no "accept" where only the user may, and never hides a rejection', () => {
    const actions = (roles: string[]) => serviceActionsOf(serviceIn('delivered'), IN_TIME, roles, 'customer');
    expect(actions(['delivery', 'operator'])).toEqual(['assign', 'reject']);
    expect(actions(['customer'])).toEqual(['accept', 'reject']);
    expect(serviceActionsOf(serviceIn('delivered'), IN_TIME, ['delivery'], 'document')).toContain('accept');
  });
});

describe('the table', () => {
  /** States that a kind of service can come to from its first one. */
  function reachable(kind: ServiceKind): Set<ServiceState> {
    const seen = new Set<ServiceState>(['available']);
    for (const state of seen) {
      for (const command of COMMANDS) {
        const verdict = serviceVerdict(command, serviceIn(state, { kind }), IN_TIME);
        if (verdict.verdict === 'go') seen.add(verdict.to);
      }
    }
    return seen;
  }

  it('reaches every state by one of the kinds, and each kind the states of its own life', () => {
    expect(new Set([...reachable('service'), ...reachable('maintenance')])).toEqual(new Set(STATES));
    expect(reachable('service')).not.toContain('running');
    expect(reachable('maintenance')).not.toContain('in_delivery');
  });

  it('leads out of every state but those that are settled, and never out of these', () => {
    for (const kind of ['service', 'maintenance'] as const) {
      for (const state of reachable(kind)) {
        const leaves = COMMANDS.some((command) => {
          const verdict = serviceVerdict(command, serviceIn(state, { kind }), IN_TIME);
          return verdict.verdict === 'go' && verdict.to !== state;
        });
        expect([kind, state, leaves]).toEqual([kind, state, !SERVICE_STATES[state].settled]);
      }
    }
  });

  it('agrees with the lines of orders about what is settled', () => {
    for (const state of STATES)
      expect([state, SERVICE_STATES[state].settled]).toEqual([state, LINE_STATES[state].settled]);
  });
});
