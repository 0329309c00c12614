/** The states of a line are those of what it becomes: none is out of reach and each life comes to a settled end. */
import {
  SERVICE_COMMANDS,
  SERVICE_STATES,
  type ServiceCommand,
  type ServiceKind,
  type ServiceState,
} from '../../../src/domain/entitlements/service-states.ts';
import {
  isSettled,
  leastAdvanced,
  LINE_STATES,
  lineStateOfLot,
  lineStateOfPeriod,
  type LineState,
} from '../../../src/domain/orders/line-states.ts';
import { reachableFrom, type Step } from './reachable.ts';

const STATES = Object.keys(LINE_STATES) as LineState[];

/** Every paid line waits, becomes something, or is refunded before. */
const credited = (state: LineState): Step<LineState>[] => [
  { from: 'pending', to: state },
  { from: 'pending', to: 'refunded' },
];

const lotEnds = (['exhausted', 'expired', 'voided'] as const).flatMap((end) =>
  [true, false].map((whole) => lineStateOfLot({ end, whole })),
);
const periodEnds = (['ended', 'refunded'] as const).map(lineStateOfPeriod);

function serviceSteps(kind: ServiceKind): Step<ServiceState>[] {
  return (Object.keys(SERVICE_COMMANDS) as ServiceCommand[]).flatMap((command) => {
    const { from, to } = SERVICE_COMMANDS[command];
    const target: ServiceState | 'same' | null = to[kind];
    if (target === null || target === 'same') return [];
    return from.map((state) => ({ from: state, to: target }));
  });
}

const LIVES: Readonly<Record<string, readonly Step<LineState>[]>> = {
  lot: [...credited(lineStateOfLot(null)), ...lotEnds.map((to) => ({ from: lineStateOfLot(null), to }))],
  'period of cover': [
    ...credited(lineStateOfPeriod(null)),
    ...periodEnds.map((to) => ({ from: lineStateOfPeriod(null), to })),
  ],
  service: [...credited('available'), ...serviceSteps('service')],
  maintenance: [...credited('available'), ...serviceSteps('maintenance')],
};

test('every state is one of the life of a lot, a period or a service', () => {
  const seen = Object.values(LIVES).flatMap((steps) => [...reachableFrom<LineState>('pending', steps)]);
  expect(new Set(seen)).toEqual(new Set(STATES));
});

test.each(Object.entries(LIVES))(
  'the life of a %s leads on from what can change, and only from that',
  (_, steps) => {
    for (const state of reachableFrom<LineState>('pending', steps)) {
      const next = reachableFrom(state, steps);
      const leads = [...next].some((other) => other !== state);
      expect([state, leads]).toEqual([state, !isSettled(state)]);
      expect([state, [...next].some(isSettled)]).toEqual([state, true]);
    }
  },
);

test('service states are line states, settled alike', () => {
  for (const state of Object.keys(SERVICE_STATES) as ServiceState[])
    expect([state, isSettled(state)]).toEqual([state, SERVICE_STATES[state].settled]);
});

test('a line is settled when all of its units are, whichever they came to', () => {
  for (const one of STATES) {
    for (const other of STATES)
      expect(isSettled(leastAdvanced([one, other]))).toBe(isSettled(one) && isSettled(other));
  }
});
