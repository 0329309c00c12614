/** When an undelivered notice is sent again: in growing pauses, for three days, and then once more at their end. */
import fc from 'fast-check';
import { DAY_MS, epochMsOf, HOUR_MS, instantOf, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { newRound, nextAttemptAfter } from '../../../src/domain/notices/delivery-round.ts';

const START: Instant = '2026-03-07T16:00:00.000Z';

/** Instants of all attempts of a round in which each fails as soon as it is made. */
function attemptsFrom(start: Instant): Instant[] {
  const { nextAttemptAt, givesUpAt } = newRound(start);
  const attempts: Instant[] = [];
  for (
    let at: Instant | null = nextAttemptAt;
    at !== null;
    at = nextAttemptAfter(attempts.length, givesUpAt, at)
  ) {
    attempts.push(at);
  }
  return attempts;
}

test('pauses double from a minute up to six hours, and the last attempt is made three days after the first', () => {
  const minutes = attemptsFrom(START).map((at) => (epochMsOf(at) - epochMsOf(START)) / 60_000);
  expect(minutes).toEqual([
    0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 871, 1231, 1591, 1951, 2311, 2671, 3031, 3391, 3751, 4111, 4320,
  ]);
});

test('a platform that was away for longer than three days still gets one attempt', () => {
  const { givesUpAt } = newRound(START);
  expect(nextAttemptAfter(3, givesUpAt, plusMs(START, 3 * DAY_MS))).toBeNull();
  expect(nextAttemptAfter(3, givesUpAt, plusMs(START, 3 * DAY_MS - 1))).toBe(givesUpAt);
});

test('however late attempts are made, the next is later, within six hours, and not after the end', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 0, max: 3 * DAY_MS - 1 }),
      (failures, passedMs) => {
        const { givesUpAt } = newRound(START);
        const now = instantOf(epochMsOf(START) + passedMs);
        const next = nextAttemptAfter(failures, givesUpAt, now);
        return next !== null && next > now && next <= givesUpAt && next <= plusMs(now, 6 * HOUR_MS);
      },
    ),
  );
});
