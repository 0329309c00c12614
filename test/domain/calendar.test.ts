import fc from 'fast-check';
import {
  addDuration,
  anniversaryEnd,
  dateIn,
  endOfDate,
  isCalendarDate,
  isDuration,
  isTimeZone,
  lastDateBefore,
  plusCalendar,
  remindersBefore,
  storedUntil,
} from '../../src/domain/calendar.ts';
import {
  DAY_MS,
  epochMsOf,
  HOUR_MS,
  type Instant,
  instantOf,
  LAST_INSTANT,
  parseInstant,
  plusMs,
} from '../../src/domain/instant.ts';

// Zones with daylight saving at midnight, at one minute past it, by half an hour, without any, and with skipped days.
const ZONES = [
  'UTC',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Havana',
  'Europe/Moscow',
  'Africa/Casablanca',
  'Asia/Tehran',
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) }).map(instantOf);
const years = fc.integer({ min: 1, max: 30 });

describe('the end of what was bought for a year', () => {
  it('is the local midnight after the anniversary date (AMB-08, GV-11)', () => {
    expect(anniversaryEnd('2025-03-07T09:07:00.000Z', { years: 1 }, 'Asia/Shanghai')).toEqual({
      expiresOn: '2026-03-07',
      expiresAt: '2026-03-07T16:00:00.000Z',
    });
  });

  it('counts from the date in the zone, not in UTC', () => {
    const at: Instant = '2025-03-07T17:07:00.000Z';
    expect(anniversaryEnd(at, { years: 1 }, 'Asia/Shanghai').expiresOn).toBe('2026-03-08');
    expect(anniversaryEnd(at, { years: 1 }, 'America/New_York').expiresOn).toBe('2026-03-07');
  });

  it('clamps 29 February to 28', () => {
    expect(anniversaryEnd('2024-02-29T12:00:00.000Z', { years: 1 }, 'UTC').expiresOn).toBe('2025-02-28');
    expect(anniversaryEnd('2024-02-29T12:00:00.000Z', { years: 4 }, 'UTC').expiresOn).toBe('2028-02-29');
  });

  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-08-31', 1, '2025-09-30'],
    ['2025-10-31', 12, '2026-10-31'],
  ])('clamps months to the last day of a shorter one: %s + %i', (from, months, expected) => {
    expect(anniversaryEnd(parseInstant(`${from}T12:00:00.000Z`), { months }, 'UTC').expiresOn).toBe(expected);
  });

  it.each([
    // Clocks went from 23:59:59 to 01:00: the day has no midnight.
    ['America/Sao_Paulo', '2018-11-03', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2022-03-26', '2022-03-26T22:00:00.000Z'],
    // 30 December 2011 did not happen in Samoa.
    ['Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    // 00:00 happened twice on 5 November 2000: the first one counts.
    ['America/Havana', '2000-10-28', '2000-10-29T04:00:00.000Z'],
  ])('is the first instant of the next day in %s after %s', (timeZone, date, expected) => {
    expect(endOfDate(date, timeZone)).toBe(expected);
  });

  it('is usable through its date and not a millisecond longer, in every zone', () => {
    fc.assert(
      fc.property(instant, years, zone, (at, count, timeZone) => {
        const { expiresOn, expiresAt } = anniversaryEnd(at, { years: count }, timeZone);
        expect(dateIn(timeZone, plusMs(expiresAt, -1)) <= expiresOn).toBe(true);
        expect(dateIn(timeZone, expiresAt) > expiresOn).toBe(true);
        expect(expiresOn).toBe(plusCalendar(dateIn(timeZone, at), { years: count }));
      }),
    );
  });

  it('never comes earlier for a later purchase', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 40 * DAY_MS }),
        years,
        zone,
        (at, later, count, timeZone) => {
          // A date may come back for an hour where clocks fall back over midnight; two hours apart it cannot.
          const purchases = [at, plusMs(at, later + 2 * HOUR_MS)] as const;
          const [first, second] = purchases.map(
            (purchase) => anniversaryEnd(purchase, { years: count }, timeZone).expiresAt,
          );
          expect(second! >= first!).toBe(true);
        },
      ),
    );
  });

  it('grows with the years bought, and always lies after the purchase', () => {
    fc.assert(
      fc.property(instant, years, zone, (at, count, timeZone) => {
        const end = anniversaryEnd(at, { years: count }, timeZone).expiresAt;
        expect(end > at).toBe(true);
        expect(anniversaryEnd(at, { years: count + 1 }, timeZone).expiresAt > end).toBe(true);
      }),
    );
  });

  it('that was moved by hours still names its last date', () => {
    expect(lastDateBefore('2026-03-07T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-07');
    expect(lastDateBefore('2026-03-07T16:00:00.001Z', 'Asia/Shanghai')).toBe('2026-03-08');
  });

  it('stands at the end of the range beyond it', () => {
    expect(plusCalendar('9998-12-31', { days: 1 })).toBe('9998-12-31');
    expect(plusCalendar('2025-01-01', { months: 10_000_000 })).toBe('9998-12-31');
    expect(endOfDate('9998-12-31', 'America/New_York')).toBe(LAST_INSTANT);
  });

  it('is refused for what is no date or zone', () => {
    expect(() => endOfDate('2025-02-30', 'UTC')).toThrow(RangeError);
    expect(() => endOfDate('2025-02-28T00:00', 'UTC')).toThrow(RangeError);
    expect(() => endOfDate('2025-02-28', 'Nowhere/Land')).toThrow(RangeError);
    expect(() => dateIn('+08:00', '2025-02-28T00:00:00.000Z')).toThrow(RangeError);
  });
});

describe('reminders before an end', () => {
  it('retain the time of day in the zone over a change of the clock', () => {
    expect(remindersBefore('2026-04-01T04:00:00.000Z', [30, 7, 1], 'America/New_York')).toEqual([
      { daysBefore: 30, at: '2026-03-02T05:00:00.000Z' },
      { daysBefore: 7, at: '2026-03-25T04:00:00.000Z' },
      { daysBefore: 1, at: '2026-03-31T04:00:00.000Z' },
    ]);
  });

  it('come earliest first and once each', () => {
    const reminders = remindersBefore('2026-03-07T16:00:00.000Z', [1, 30, 7, 7], 'Asia/Shanghai');
    expect(reminders.map(({ daysBefore }) => daysBefore)).toEqual([30, 7, 1]);
    expect(reminders.map(({ at }) => at)).toEqual([
      '2026-02-05T16:00:00.000Z',
      '2026-02-28T16:00:00.000Z',
      '2026-03-06T16:00:00.000Z',
    ]);
  });
});

describe('durations', () => {
  it.each([
    ['2025-03-08T17:00:00.000Z', 'P1D', 'America/New_York', '2025-03-09T16:00:00.000Z'],
    ['2025-03-08T17:00:00.000Z', 'PT24H', 'America/New_York', '2025-03-09T17:00:00.000Z'],
    ['2024-02-29T00:00:00.000Z', 'P1Y', 'UTC', '2025-02-28T00:00:00.000Z'],
    ['2025-01-31T00:00:00.000Z', 'P1M1DT0.001S', 'UTC', '2025-03-01T00:00:00.001Z'],
    ['2025-01-31T00:00:00.000Z', 'P2W', 'UTC', '2025-02-14T00:00:00.000Z'],
  ])('%s + %s in %s is %s', (at, duration, timeZone, expected) => {
    expect(addDuration(parseInstant(at), duration, timeZone)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1.5D', '-P1D', 'P-1D', '1Y', 'P1Y ', 'p1y', 'P1D1Y', 'PT1H1D', 'P99999999999Y'])(
    '%j is none',
    (text) => {
      expect(isDuration(text)).toBe(false);
      expect(() => addDuration('2025-01-01T00:00:00.000Z', text, 'UTC')).toThrow(RangeError);
    },
  );

  it('beyond the last instant stand at it', () => {
    expect(addDuration('2025-01-01T00:00:00.000Z', 'P8000Y', 'UTC')).toBe(LAST_INSTANT);
  });
});

describe('what a caller may write', () => {
  it.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2025-2-28', false],
    ['2025-02-28T00:00', false],
    ['+002025-02-28', false],
    ['2025-13-01', false],
  ])('%s is a date: %s', (text, expected) => expect(isCalendarDate(text)).toBe(expected));

  it.each([
    ['Asia/Shanghai', true],
    ['UTC', true],
    ['Etc/GMT+8', true],
    ['America/Argentina/Buenos_Aires', true],
    ['+08:00', false],
    ['Z', false],
    ['Asia/Nowhere', false],
    ['', false],
    ['2020-01-01T00:00[Asia/Tokyo]', false],
  ])('%s is a time zone: %s', (text, expected) => expect(isTimeZone(text)).toBe(expected));
});

describe('how long an upload is stored', () => {
  it('runs through the anniversary date of its acceptance (AMB-22)', () => {
    expect(storedUntil('2025-03-07T09:07:00.000Z', 15, 'Asia/Shanghai')).toBe('2040-03-07T16:00:00.000Z');
  });

  it('is the same whatever was asked before, on days with a change of the clock too', () => {
    // Around 00:01 on 7 November 2010 in Newfoundland, when clocks fell back into 6 November for 59 minutes.
    const around = fc
      .integer({ min: Date.UTC(2010, 10, 7, 1), max: Date.UTC(2010, 10, 7, 5) })
      .map(instantOf);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(around, instant), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(1, 15),
        fc.constantFrom('America/St_Johns', 'America/Sao_Paulo'),
        (uploads, count, timeZone) => {
          for (const at of uploads) {
            expect(storedUntil(at, count, timeZone)).toBe(
              anniversaryEnd(at, { years: count }, timeZone).expiresAt,
            );
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('costs next to nothing for the uses of one day', () => {
    const start = epochMsOf('2025-03-07T00:00:00.000Z');
    const measure = (work: (at: Instant) => unknown) => {
      const began = performance.now();
      for (let use = 0; use < 2_000; use += 1) work(instantOf(start + use));
      return performance.now() - began;
    };
    const computed = measure((at) => anniversaryEnd(at, { years: 15 }, 'Asia/Shanghai'));
    const cached = measure((at) => storedUntil(at, 15, 'Asia/Shanghai'));
    expect(cached).toBeLessThan(computed / 3);
  });
});
