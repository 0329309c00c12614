import fc from 'fast-check';
import { SERVICE_STATES, type ServiceState } from '../../../src/domain/entitlements/service-states.ts';
import { plusMs, type Instant } from '../../../src/domain/instant.ts';
import { movedTally, newTally, servicesIn, statesIn } from '../../../src/domain/orders/service-tally.ts';

const START = '2026-01-10T09:00:00.000Z';
const STATES = Object.keys(SERVICE_STATES) as ServiceState[];

interface Unit {
  readonly state: ServiceState;
  readonly endedAt: Instant | null;
}

test('a tally says what counting the services says, whichever of them move where', () => {
  const move = fc.record({
    units: fc.uniqueArray(fc.nat({ max: 19 }), { minLength: 1 }),
    to: fc.constantFrom(...STATES),
    minutes: fc.nat({ max: 1_000 }),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      let tally = newTally(20);
      const units: Unit[] = Array.from({ length: 20 }, () => ({ state: 'available', endedAt: null }));
      const ends: Instant[] = [];
      for (const { units: chosen, to, minutes } of moves) {
        const endedAt = SERVICE_STATES[to].settled ? plusMs(START, minutes * 60_000) : null;
        if (endedAt !== null) ends.push(endedAt);
        for (const index of chosen) {
          tally = movedTally(tally, { from: units[index]!.state, to, count: 1, endedAt });
          units[index] = { state: to, endedAt };
        }
      }
      for (const state of STATES) {
        expect(tally.counts[state] ?? 0).toBe(units.filter((unit) => unit.state === state).length);
      }
      expect(servicesIn(tally)).toBe(20);
      expect(new Set(statesIn(tally))).toEqual(new Set(units.map(({ state }) => state)));
      expect(tally.endedAt).toBe(ends.sort().at(-1) ?? null);
    }),
  );
});

test('no more services leave a state than are in it', () => {
  const move = { from: 'available', to: 'lapsed', count: 3, endedAt: START } as const;
  expect(() => movedTally(newTally(2), move)).toThrow('3 services cannot leave available, where 2 are');
});
