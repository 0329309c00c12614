/**
 * Whatever is accepted, no result leaves the years 1970 to 9998, and nothing that credits, settles or reminds fails because
 * of how far away an end lies (point 7 of the issue on bounds).
 */
import fc from 'fast-check';
import { clockInstant, date, instantInput, storageYears } from '../../src/contracts/primitives.ts';
import {
  addDuration,
  anniversaryEnd,
  dateIn,
  endOfDate,
  lastDateBefore,
  plusCalendar,
  remindersBefore,
  storedUntil,
} from '../../src/domain/calendar.ts';
import { OVERRIDABLE_POLICIES, POLICY_DEFAULTS } from '../../src/domain/catalogue/policies.ts';
import { readPolicies } from '../../src/domain/catalogue/policy-values.ts';
import { chainedPeriod, type ChainedPeriod } from '../../src/domain/entitlements/period-chains.ts';
import {
  DAY_MS,
  FIRST_INSTANT,
  HOUR_MS,
  instantOf,
  isInstant,
  LAST_INSTANT,
  nearestInstant,
  parseInstant,
  plusMs,
  type Instant,
} from '../../src/domain/instant.ts';

const ZONES = ['UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'Asia/Shanghai', 'America/New_York'] as const;
const zone = fc.constantFrom(...ZONES);
/** Everything of the range, its ends most of all. */
const anyInstant = fc
  .oneof(
    fc.constantFrom(Date.parse(FIRST_INSTANT), Date.parse(LAST_INSTANT)),
    fc.integer({ min: Date.parse(FIRST_INSTANT), max: Date.parse(LAST_INSTANT) }),
    fc.integer({ min: 0, max: 2 * DAY_MS }).map((ms) => Date.parse(LAST_INSTANT) - ms),
  )
  .map(instantOf);
const clock = fc
  .oneof(
    fc.constantFrom<Instant>(FIRST_INSTANT, '2999-12-31T23:59:59.999Z'),
    fc.integer({ min: 0, max: Date.UTC(3000, 0) - 1 }).map(instantOf),
  )
  .map((at) => clockInstant.parse(at));
/** Numbers as a caller may write them: small, enormous, negative, none. */
const anyNumber = fc.oneof(
  fc.integer({ min: -2, max: 2_000 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(70_000_000, 800_000, 720, 721, 365, 366, 2 ** 53, 1e308),
);

const isWithin = (at: string) => isInstant(at) && at >= FIRST_INSTANT && at <= LAST_INSTANT;

describe('an override that is accepted', () => {
  const given = fc.record(
    {
      graceHours: anyNumber,
      resumeRequires: anyNumber,
      overdraftCap: fc.oneof(anyNumber, fc.constant(null)),
      reminderDays: fc.uniqueArray(anyNumber, { maxLength: 11 }).map((days) => days.sort((a, b) => b - a)),
    },
    { requiredKeys: [] },
  );

  it('gives grace, reminders and bounds of a size with which everything can be counted', () => {
    fc.assert(
      fc.property(given, clock, zone, (overrides, at, timeZone) => {
        const { values, violations } = readPolicies(overrides, OVERRIDABLE_POLICIES, 'overrides');
        expect(Object.keys(values).length + violations.length).toBe(Object.keys(overrides).length);
        const { graceHours, reminderDays, resumeRequires, overdraftCap } = { ...POLICY_DEFAULTS, ...values };
        expect(isWithin(plusMs(at, graceHours * HOUR_MS))).toBe(true);
        expect(plusMs(at, graceHours * HOUR_MS) > at).toBe(true);
        for (const reminder of remindersBefore(at, reminderDays, timeZone))
          expect(isWithin(reminder.at)).toBe(true);
        expect(Number.isSafeInteger(resumeRequires + (overdraftCap ?? 0) + 1e9)).toBe(true);
      }),
    );
  });

  it.each([
    ['graceHours', 720, 721],
    ['graceHours', 1, 70_000_000],
    ['reminderDays', [365, 1], [366, 1]],
    ['reminderDays', [], [800_000]],
    ['resumeRequires', 1_000_000_000, 1_000_000_001],
    ['overdraftCap', 1_000_000_000, Number.MAX_SAFE_INTEGER],
  ])('%s: %j is, %j is not', (name, good, bad) => {
    expect(readPolicies({ [name]: good }, OVERRIDABLE_POLICIES, '').violations).toEqual([]);
    expect(readPolicies({ [name]: bad }, OVERRIDABLE_POLICIES, '').violations).toHaveLength(1);
  });
});

describe('a chain of terms', () => {
  it('far longer than any that may be bought stays within the range, and no term in it is empty', () => {
    fc.assert(
      fc.property(clock, zone, fc.integer({ min: 1, max: 720 }), (capturedAt, timeZone, graceHours) => {
        const chain: ChainedPeriod[] = [];
        for (let renewal = 0; renewal < 200; renewal += 1) {
          const period = chainedPeriod(`trm_${renewal}`, chain.slice(-1), {
            capturedAt,
            start: 'queue',
            renews: null,
            term: { count: 30, unit: 'year' },
            timeZone,
            lateDays: renewal % 7 === 0 ? 1 : 0,
            graceHours,
          });
          expect(isWithin(period.from) && isWithin(period.until) && period.from < period.until).toBe(true);
          chain.push({ ...period, orderId: `ord_${renewal}` });
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has no room for a term behind the end of the calendar', () => {
    const chain = { startedOn: '2999-12-31', months: 12 * 6_999, movedDays: 0 };
    const last: ChainedPeriod = {
      from: FIRST_INSTANT,
      until: LAST_INSTANT,
      chain,
      chainId: 'trm_1',
      orderId: 'ord_1',
    };
    const term = { count: 1, unit: 'year' } as const;
    const capturedAt = '2999-12-31T00:00:00.000Z';
    const request = { capturedAt, start: 'queue', renews: null, term, timeZone: 'UTC' } as const;
    expect(() => chainedPeriod('trm_2', [last], { ...request, lateDays: 0, graceHours: 0 })).toThrow(
      'empty period',
    );
  });
});

describe('the calendar', () => {
  it('gives instants and dates of the range for everything of the range, in every zone', () => {
    fc.assert(
      fc.property(
        anyInstant,
        zone,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 1_200_000 }),
        (at, timeZone, years, months) => {
          const { expiresOn, expiresAt } = anniversaryEnd(at, { years }, timeZone);
          const dates = [dateIn(timeZone, at), expiresOn, lastDateBefore(at, timeZone)];
          const far = plusCalendar(expiresOn, { months });
          for (const each of [...dates, far]) expect(date.safeParse(each).success).toBe(true);
          const instants = [
            expiresAt,
            endOfDate(far, timeZone),
            addDuration(at, 'P100Y', timeZone),
            storedUntil(at, years, timeZone),
            ...remindersBefore(at, [365, 1], timeZone).map((reminder) => reminder.at),
          ];
          for (const each of instants) expect(isWithin(each)).toBe(true);
        },
      ),
    );
  });

  it('begins on 31 December 1969 where the first instant falls on it, and counts a year from there', () => {
    const atFirst = (timeZone: string) => anniversaryEnd(FIRST_INSTANT, { years: 1 }, timeZone).expiresOn;
    expect(dateIn('Etc/GMT+12', FIRST_INSTANT)).toBe('1969-12-31');
    expect([atFirst('Etc/GMT+12'), atFirst('UTC')]).toEqual(['1970-12-31', '1971-01-01']);
    expect(plusCalendar('1970-01-01', { days: -2 })).toBe('1969-12-31');
  });

  it('takes the last day of the range as the end of something, wherever it ends', () => {
    for (const timeZone of ZONES) expect(isWithin(endOfDate(date.parse('9998-12-31'), timeZone))).toBe(true);
  });
});

describe('what is taken from outside', () => {
  it.each(['9999-12-31', '1969-12-30', '0000-01-01'])('is no date of %s', (on) => {
    expect(date.safeParse(on).success).toBe(false);
  });

  it('is no instant whose offset carries it out of the range', () => {
    expect(instantInput.safeParse('9998-12-31T23:59:59.999-00:01').success).toBe(false);
    expect(instantInput.safeParse('1970-01-01T00:00:00+00:01').success).toBe(false);
  });

  it('is storage of 1 to 30 years (D-08)', () => {
    expect([0, 1, 30, 31].map((years) => storageYears.safeParse(years).success)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is an instant in its one canonical form only, so that instants compare as text', () => {
    for (const text of ['2026-02-30T00:00:00.000Z', '2026-01-01T24:00:00.000Z', '2026-01-01T00:00:00Z', ''])
      expect(() => parseInstant(text)).toThrow(RangeError);
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        const [x, y] = [nearestInstant(a), nearestInstant(b)];
        expect(Math.sign(Date.parse(x) - Date.parse(y))).toBe(x < y ? -1 : x > y ? 1 : 0);
      }),
    );
  });
});
