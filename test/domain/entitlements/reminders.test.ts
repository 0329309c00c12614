import fc from 'fast-check';
import { remindersOfPeriod } from '../../../src/domain/entitlements/reminders.ts';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';

const FROM = '2025-03-01T00:00:00.000Z';
const days = (period: number) =>
  remindersOfPeriod({ from: FROM, until: plusMs(FROM, period * DAY_MS) }, [30, 7, 1], 'UTC').map(
    ({ daysBefore }) => daysBefore,
  );

describe('reminders of the end of a period', () => {
  it.each([
    ['a year', 365, [30, 7, 1]],
    ['60 days: the first falls at the middle', 60, [30, 7, 1]],
    ['59 days', 59, [7, 1]],
    ['14 days', 14, [7, 1]],
    ['13 days', 13, [1]],
    ['2 days', 2, [1]],
    ['a day', 1, []],
  ])('of %s', (_what, period, expected) => {
    expect(days(period)).toEqual(expected);
  });

  it('never fall into the first half, and none of the second half is left out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000 * DAY_MS }),
        fc.array(fc.integer({ min: 1, max: 365 }), { maxLength: 6 }),
        (lengthMs, reminderDays) => {
          const until = plusMs(FROM, lengthMs);
          const found = remindersOfPeriod({ from: FROM, until }, reminderDays, 'UTC');
          const expected = [...new Set(reminderDays)].filter((count) => count * DAY_MS * 2 <= lengthMs);
          expect(found.map(({ daysBefore }) => daysBefore).sort()).toEqual(expected.sort());
        },
      ),
    );
  });
});
