import fc from 'fast-check';
import {
  anniversaryEnd,
  dateIn,
  endOfDate,
  lastDateBefore,
  plusCalendar,
} from '../../../src/domain/calendar.ts';
import {
  coverUntil,
  periodAfter,
  periodStateAt,
  type Period,
  type PeriodRequest,
} from '../../../src/domain/entitlements/period.ts';
import {
  DAY_MS,
  HOUR_MS,
  instantOf,
  parseInstant,
  plusMs,
  type Instant,
} from '../../../src/domain/instant.ts';

const SHANGHAI = 'Asia/Shanghai';

const bought = (capturedAt: Instant, fields: Partial<PeriodRequest> = {}): PeriodRequest => ({
  capturedAt,
  term: { count: 1, unit: 'month' },
  timeZone: SHANGHAI,
  lateDays: 0,
  graceHours: 24,
  ...fields,
});

/** Periods of one chain, each bought at the given instant. */
function chain(...requests: readonly PeriodRequest[]): Period[] {
  return requests.reduce<Period[]>(
    (periods, request) => [...periods, periodAfter(periods.at(-1) ?? null, request)],
    [],
  );
}

/** First and last date of each period, in the zone. */
const datesOf = (periods: readonly Period[], timeZone = SHANGHAI) =>
  periods.map(({ from, until }) => [dateIn(timeZone, from), lastDateBefore(until, timeZone)]);

describe('a first period (AMB-29)', () => {
  it('runs from its capture to local midnight after the anniversary date', () => {
    const [period] = chain(bought('2025-03-07T09:07:00.000Z', { term: { count: 12, unit: 'month' } }));
    expect(period).toMatchObject({
      from: '2025-03-07T09:07:00.000Z',
      // Through 7 March 2026 in Shanghai.
      until: '2026-03-07T16:00:00.000Z',
    });
  });

  it.each([
    ['2025-01-31T04:00:00.000Z', 1, '2025-02-28'],
    ['2024-01-31T04:00:00.000Z', 1, '2024-02-29'],
    ['2025-03-31T04:00:00.000Z', 1, '2025-04-30'],
    ['2024-02-29T04:00:00.000Z', 12, '2025-02-28'],
    ['2024-02-29T04:00:00.000Z', 48, '2028-02-29'],
  ])('of %s for %i months ends on %s: the end of the month clamps', (capturedAt, count, lastDate) => {
    const periods = chain(bought(parseInstant(capturedAt), { term: { count, unit: 'month' } }));
    expect(datesOf(periods)[0]?.[1]).toBe(lastDate);
  });

  it('counts its days where the account is: two zones may differ by a date', () => {
    const capturedAt: Instant = '2025-01-30T17:00:00.000Z';
    expect(datesOf(chain(bought(capturedAt)))).toEqual([['2025-01-31', '2025-02-28']]);
    const honolulu = chain(bought(capturedAt, { timeZone: 'Pacific/Honolulu' }));
    expect(datesOf(honolulu, 'Pacific/Honolulu')).toEqual([['2025-01-30', '2025-02-28']]);
  });

  it('of years is as long as the lot bought at the same instant', () => {
    fc.assert(
      fc.property(instants(), fc.integer({ min: 1, max: 20 }), zones(), (capturedAt, count, timeZone) => {
        const [period] = chain(bought(parseInstant(capturedAt), { term: { count, unit: 'year' }, timeZone }));
        expect(period?.until).toBe(anniversaryEnd(capturedAt, { years: count }, timeZone).expiresAt);
      }),
    );
  });
});

describe('a queued period (AMB-29)', () => {
  it('begins where the one before ends, and retains the day of the month on which the chain began', () => {
    const periods = chain(
      bought('2025-01-31T04:00:00.000Z'),
      bought('2025-02-10T00:00:00.000Z'),
      bought('2025-02-10T00:00:00.000Z'),
      bought('2025-04-01T00:00:00.000Z', { term: { count: 1, unit: 'year' } }),
    );
    expect(datesOf(periods)).toEqual([
      ['2025-01-31', '2025-02-28'],
      ['2025-03-01', '2025-03-31'],
      ['2025-04-01', '2025-04-30'],
      ['2025-05-01', '2026-04-30'],
    ]);
  });

  it('runs from midnight to midnight, without gap or overlap, however many there are', () => {
    fc.assert(
      fc.property(
        instants(),
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 8 }),
        zones(),
        (capturedAt, counts, timeZone) => {
          const periods = chain(
            ...counts.map((count) =>
              bought(parseInstant(capturedAt), { term: { count, unit: 'month' }, timeZone }),
            ),
          );
          periods.slice(1).forEach((period, index) => {
            expect(period.from).toBe(periods[index]?.until);
            expect(period.from).toBe(endOfDate(lastDateBefore(period.from, timeZone), timeZone));
            expect(period.until).toBe(endOfDate(lastDateBefore(period.until, timeZone), timeZone));
            expect(period.until > period.from).toBe(true);
          });
        },
      ),
    );
  });

  it('ends where one purchase of all the months would: buying them bit by bit loses and wins nothing', () => {
    fc.assert(
      fc.property(
        instants(),
        fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 8 }),
        zones(),
        (capturedAt, counts, timeZone) => {
          const inBits = chain(
            ...counts.map((count) =>
              bought(parseInstant(capturedAt), { term: { count, unit: 'month' }, timeZone }),
            ),
          ).at(-1);
          const count = counts.reduce((sum, some) => sum + some, 0);
          const [atOnce] = chain(
            bought(parseInstant(capturedAt), { term: { count, unit: 'month' }, timeZone }),
          );
          expect(inBits?.until).toBe(atOnce?.until);
        },
      ),
    );
  });
});

describe('a renewal (AMB-27)', () => {
  const [first] = chain(bought('2025-01-15T04:00:00.000Z'));
  const { until } = first!;

  it.each([
    ['before the end', plusMs(until, -1)],
    ['at the end', until],
    ['one millisecond before the grace is over', plusMs(until, DAY_MS - 1)],
  ])('%s continues at the old end', (_when, capturedAt) => {
    const next = periodAfter(first!, bought(capturedAt));
    expect(next.from).toBe(until);
    expect(datesOf([next])[0]?.[1]).toBe('2025-03-15');
  });

  it.each([
    ['when the grace is over', plusMs(until, DAY_MS)],
    ['weeks later', plusMs(until, 20 * DAY_MS)],
  ])('%s begins at its capture and is shortened by the day that was enjoyed', (_when, capturedAt) => {
    const next = periodAfter(first!, bought(capturedAt));
    const [whole] = chain(bought(capturedAt));
    expect(next.from).toBe(capturedAt);
    expect(next.until).toBe(plusMs(whole!.until, -24 * HOUR_MS));
  });

  it('that is late gives the grace back once: what queues behind it is whole', () => {
    const capturedAt = plusMs(until, 3 * DAY_MS);
    const late = periodAfter(first!, bought(capturedAt));
    const next = periodAfter(late, bought(capturedAt));
    expect(datesOf([late, next])).toEqual([
      ['2025-02-19', '2025-03-18'],
      ['2025-03-19', '2025-04-18'],
    ]);
  });

  it.each([
    ['at the end', until],
    ['a millisecond after it', plusMs(until, 1)],
    ['weeks later', plusMs(until, 20 * DAY_MS)],
  ])('%s begins at its capture and is whole where there is no grace', (_when, capturedAt) => {
    const without = bought(capturedAt, { graceHours: 0 });
    expect(periodAfter(first!, without)).toEqual(periodAfter(null, without));
  });

  it('gives nothing back where nothing stays open after the end', () => {
    const without = bought(until, { graceHours: 0 });
    expect(periodAfter(first!, without)).toEqual(periodAfter(null, without));
    expect(periodAfter(first!, bought(plusMs(until, -1), { graceHours: 0 })).from).toBe(until);
  });

  it.each([
    [1, 1],
    [24, 1],
    [25, 2],
    [48, 2],
    [49, 3],
  ])('after a grace of %i hours ends %i calendar days earlier', (graceHours, days) => {
    const capturedAt = plusMs(until, graceHours * HOUR_MS);
    const next = periodAfter(first!, bought(capturedAt, { graceHours }));
    const whole = periodAfter(null, bought(capturedAt));
    expect(datesOf([next])[0]?.[1]).toBe(plusCalendar(datesOf([whole])[0]![1]!, { days: -days }));
  });

  it('after the longest grace still covers the day after its capture, and what queues behind it is whole', () => {
    const graceHours = 720;
    // February: a month of 28 days is shorter than the 30 days that were enjoyed.
    const capturedAt = '2025-02-10T04:00:00.000Z';
    const ended = { ...first!, until: plusMs(capturedAt, -graceHours * HOUR_MS) };
    const short = periodAfter(ended, bought(capturedAt, { graceHours }));
    const next = periodAfter(short, bought(capturedAt, { graceHours }));
    expect(datesOf([short, next])).toEqual([
      ['2025-02-10', '2025-02-11'],
      // A month of its own behind that: the shift stays in the chain.
      ['2025-02-12', '2025-03-14'],
    ]);
  });

  it('ends at a local midnight, by whole days earlier, whenever and wherever it is made', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -40 * DAY_MS, max: 400 * DAY_MS }),
        fc.integer({ min: 0, max: 720 }),
        fc.integer({ min: 0, max: 5 }),
        zones(),
        (ms, graceHours, lateDays, timeZone) => {
          const before = periodAfter(null, bought('2025-01-15T04:00:00.000Z', { timeZone }));
          const capturedAt = plusMs(before.until, ms);
          const request = bought(capturedAt, { graceHours, lateDays, timeZone });
          const next = periodAfter(before, request);
          const lastDate = lastDateBefore(next.until, timeZone);
          expect(endOfDate(lastDate, timeZone)).toBe(next.until);
          const continues = ms < graceHours * HOUR_MS;
          expect(next.from).toBe(continues ? before.until : capturedAt);
          if (continues) return;
          const whole = lastDateBefore(periodAfter(null, { ...request, lateDays: 0 }).until, timeZone);
          const shortest = plusCalendar(dateIn(timeZone, capturedAt), { days: 1 });
          const shortened = plusCalendar(whole, { days: -Math.ceil(graceHours / 24) });
          expect(lastDate).toBe(
            plusCalendar(shortened > shortest ? shortened : shortest, { days: lateDays }),
          );
        },
      ),
    );
  });

  it('gives back one calendar day also where the clock changes: no end leaves midnight', () => {
    const timeZone = 'America/New_York';
    // The last day of the month bought, 9 March 2025, has 23 hours.
    const capturedAt = '2025-02-08T12:00:00.000Z';
    const ended = { ...first!, until: plusMs(capturedAt, -DAY_MS) };
    const next = periodAfter(ended, bought(capturedAt, { timeZone, term: { count: 1, unit: 'month' } }));
    expect(next.until).toBe(endOfDate('2025-03-07', timeZone));
    expect(periodAfter(ended, bought('2025-02-10T12:00:00.000Z', { timeZone })).until).toBe(
      endOfDate('2025-03-09', timeZone),
    );
  });
});

describe('late crediting (AMB-09)', () => {
  it('moves the end of the period by whole days, and of all that queue behind it', () => {
    const lateDays = 2;
    const at: Instant = '2025-01-31T04:00:00.000Z';
    const [punctual, next] = chain(bought(at), bought(at));
    const [late, afterLate] = chain(bought(at, { lateDays }), bought(at));
    expect(late).toMatchObject({ from: at, until: plusMs(punctual!.until, lateDays * DAY_MS) });
    expect(afterLate).toMatchObject({
      from: late!.until,
      until: plusMs(next!.until, lateDays * DAY_MS),
    });
  });

  it('of a queued period moves its end and not its beginning', () => {
    const at: Instant = '2025-01-31T04:00:00.000Z';
    const [first, punctual] = chain(bought(at), bought(at));
    const late = periodAfter(first!, bought(at, { lateDays: 1 }));
    expect(late).toMatchObject({ from: punctual!.from, until: plusMs(punctual!.until, DAY_MS) });
  });
});

describe('the state of a period', () => {
  const period = {
    from: '2025-01-01T00:00:00.000Z' as const,
    until: '2025-02-01T00:00:00.000Z' as const,
  };

  it.each([
    ['2024-12-31T23:59:59.999Z', 'queued'],
    ['2025-01-01T00:00:00.000Z', 'running'],
    ['2025-01-31T23:59:59.999Z', 'running'],
    ['2025-02-01T00:00:00.000Z', 'ended'],
  ])('at %s is %s: the end is exclusive', (now, state) => {
    expect(periodStateAt(parseInstant(now), period)).toBe(state);
  });

  it('without an end never ends', () => {
    expect(periodStateAt('9998-12-31T23:59:59.999Z', { ...period, until: null })).toBe('running');
  });
});

describe('cover', () => {
  const days = (from: number, until: number) => ({
    from: plusMs('2025-01-01T00:00:00.000Z', from * DAY_MS),
    until: plusMs('2025-01-01T00:00:00.000Z', until * DAY_MS),
  });
  const day = (count: number) => days(count, count).from;

  it.each<[string, readonly ReturnType<typeof days>[], number | null]>([
    ['of nothing is none', [], null],
    ['that is queued only is none', [days(1, 5)], null],
    ['that has ended is none', [days(-5, 0)], null],
    ['of one period is its end', [days(-1, 5)], 5],
    ['goes on with what follows without a gap, in any order', [days(5, 9), days(-1, 5), days(9, 12)], 12],
    ['stops at a gap', [days(-1, 5), days(6, 9)], 5],
    ['of overlapping periods is the latest end', [days(-1, 5), days(-2, 9), days(3, 7)], 9],
  ])('%s', (_what, periods, until) => {
    expect(coverUntil(day(0), periods)).toBe(until === null ? null : day(until));
  });

  it('lasts exactly as long as every day on the way is covered', () => {
    const period = fc
      .tuple(fc.integer({ min: -5, max: 25 }), fc.integer({ min: 1, max: 10 }))
      .map(([from, length]) => ({ from, until: from + length }));
    fc.assert(
      fc.property(fc.array(period, { maxLength: 8 }), (periods) => {
        let end = 0;
        while (periods.some(({ from, until }) => from <= end && end < until)) end += 1;
        const found = coverUntil(
          day(0),
          periods.map(({ from, until }) => days(from, until)),
        );
        expect(found).toBe(end === 0 ? null : day(end));
      }),
    );
  });
});

function instants(): fc.Arbitrary<Instant> {
  return fc
    .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 11, 31) })
    .map((epochMs) => instantOf(epochMs));
}

/** Zones with and without daylight saving, on both sides of UTC, and one whose clocks change at midnight. */
function zones(): fc.Arbitrary<string> {
  return fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Europe/Berlin',
    'Pacific/Auckland',
    'Africa/Cairo',
    'UTC',
  );
}
