/** The small shapes at their edges: what they take, what they make of it, what they refuse. */
import fc from 'fast-check';
import { COUNTRIES, country } from '../../src/contracts/country.ts';
import {
  clockInstant,
  date,
  duration,
  evidence,
  id,
  idempotencyKey,
  instant,
  instantInput,
  money,
  prose,
  sha256,
  text,
  timeZone,
} from '../../src/contracts/primitives.ts';
import { isInstant } from '../../src/domain/instant.ts';

describe('an instant in a request', () => {
  it.each([
    ['2026-03-07T16:00:00.000Z', '2026-03-07T16:00:00.000Z'],
    ['2026-03-07T16:00:00Z', '2026-03-07T16:00:00.000Z'],
    ['2026-03-08T00:00:00+08:00', '2026-03-07T16:00:00.000Z'],
    ['2026-03-07T16:00:00.1Z', '2026-03-07T16:00:00.100Z'],
    ['2026-03-07T16:00:00.123999Z', '2026-03-07T16:00:00.123Z'],
    ['2024-02-29T23:59:59.999-00:30', '2024-03-01T00:29:59.999Z'],
    ['1970-01-01T08:00:00+08:00', '1970-01-01T00:00:00.000Z'],
    ['9998-12-31T23:59:59.9999Z', '9998-12-31T23:59:59.999Z'],
  ])('takes %s for %s', (given, canonical) => {
    expect(instantInput.parse(given)).toBe(canonical);
  });

  it.each([
    '2026-03-07',
    '2026-03-07T16:00:00',
    '2026-03-07 16:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-03-07T24:00:00Z',
    '2026-03-07T16:00:60Z',
    '2026-03-07T16:00:00+08',
    '9998-12-31T23:59:59-01:00',
    '9999-01-01T00:00:00Z',
    '1970-01-01T00:00:00+01:00',
    '1969-12-31T23:59:59.999Z',
    '0001-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '',
    1_772_899_200_000,
    null,
  ])('refuses %j', (given) => {
    expect(instantInput.safeParse(given).success).toBe(false);
  });

  it('makes every instant with any offset canonical, and the canonical one stays what it is', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('9000-01-01'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (at, offsetMinutes) => {
          const sign = offsetMinutes < 0 ? '-' : '+';
          const minutes = Math.abs(offsetMinutes);
          const two = (value: number) => String(value).padStart(2, '0');
          const local = new Date(at.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1);
          const parsed = instantInput.parse(
            `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
          );
          expect(parsed).toBe(at.toISOString());
          expect(isInstant(parsed)).toBe(true);
          expect(instantInput.parse(parsed)).toBe(parsed);
          expect(instant.parse(parsed)).toBe(parsed);
        },
      ),
    );
  });

  it('limits clocks to the years in which everything can be counted', () => {
    expect(clockInstant.safeParse('1970-01-01T00:00:00Z').success).toBe(true);
    expect(clockInstant.safeParse('2999-12-31T23:59:59.999Z').success).toBe(true);
    expect(clockInstant.safeParse('1969-12-31T23:59:59.999Z').success).toBe(false);
    expect(clockInstant.safeParse('3000-01-01T00:00:00Z').success).toBe(false);
  });
});

describe('a duration', () => {
  it.each(['PT24H', 'P1Y', 'P30D', 'P1Y2M3DT4H5M6S', 'PT0S', 'P100Y', 'PT0.5S', 'P2W'])(
    'takes %s',
    (given) => {
      expect(duration.parse(given)).toBe(given);
    },
  );

  it.each([
    'P',
    'PT',
    '1Y',
    '-P1Y',
    'P-1Y',
    'P101Y',
    'P99999999999999Y',
    'PT99999999999999999999H',
    'one year',
    '',
  ])('refuses %j', (given) => {
    expect(duration.safeParse(given).success).toBe(false);
  });
});

describe('a calendar date', () => {
  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-3-7', false],
    ['2026-03-07T00:00:00Z', false],
  ])('%s is one: %s', (given, isOne) => {
    expect(date.safeParse(given).success).toBe(isOne);
  });
});

describe('a time zone', () => {
  it.each(['Asia/Shanghai', 'America/Sao_Paulo', 'UTC', 'America/Argentina/Buenos_Aires'])(
    'takes %s',
    (given) => {
      expect(timeZone.parse(given)).toBe(given);
    },
  );

  it.each(['+08:00', 'Mars/Olympus', '', 'Asia/Shanghai\u0000', '../etc/passwd', 'A'.repeat(65)])(
    'refuses %j',
    (given) => {
      expect(timeZone.safeParse(given).success).toBe(false);
    },
  );
});

describe('a country', () => {
  it('is one of the 249 of ISO 3166-1', () => {
    expect(COUNTRIES.size).toBe(249);
    for (const code of ['BR', 'MX', 'RU', 'US', 'CN', 'HK', 'TW', 'CY'])
      expect(country.parse(code)).toBe(code);
  });

  it.each(['br', 'XX', 'EU', 'UK', 'BRA', ''])('is not %j', (given) => {
    expect(country.safeParse(given).success).toBe(false);
  });
});

describe('text', () => {
  it('loses the blanks around it, and is refused when nothing is left', () => {
    expect(text.parse('  Santa Clara ')).toBe('Santa Clara');
    expect(text.safeParse(' \t ').success).toBe(false);
    expect(text.safeParse('x'.repeat(201)).success).toBe(false);
  });
});

describe('alphabets (D-06)', () => {
  const HALF = '\ud800';
  it.each([
    '\u0000',
    '\u0007',
    '\n',
    '\u007f',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u2066',
    HALF,
    '\udc00',
  ])('one line never holds %j, wherever it stands', (character) => {
    for (const given of [`${character}Ward 7`, `Ward${character}7`, `Ward 7${character}`]) {
      expect(text.safeParse(given).success).toBe(false);
      expect(id.safeParse(given).success).toBe(false);
    }
  });

  it('one line is normalized to the form in which equal texts are equal', () => {
    expect(text.parse('Sa\u0303o Paulo 数智 🏥')).toBe('S\u00e3o Paulo 数智 🏥');
  });

  it('prose holds lines and tabs and no other control', () => {
    expect(prose.parse('one\r\ntwo\rthree\n\tfour')).toBe('one\ntwo\nthree\n\tfour');
    for (const character of ['\u0000', '\u0008', '\u009f', HALF])
      expect(prose.safeParse(`one${character}two`).success).toBe(false);
  });

  it('a key has 1 to 255 printable ASCII characters, none of them a blank at an end (D-07)', () => {
    for (const given of ['k', 'a b', '~!', 'k'.repeat(255)]) expect(idempotencyKey.parse(given)).toBe(given);
    for (const given of ['', ' ', ' k', 'k ', 'k'.repeat(256), 'k\u0000', 'ké', 'a\tb', 'k\n'])
      expect(idempotencyKey.safeParse(given).success).toBe(false);
  });
});

describe('money', () => {
  it.each([0.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, Infinity, '100', null])(
    'refuses %j minor units',
    (amountMinor) => {
      expect(money.safeParse({ amountMinor, currency: 'USD' }).success).toBe(false);
    },
  );

  it('refuses a code that is no currency of ISO 4217', () => {
    expect(money.safeParse({ amountMinor: 1, currency: 'XXX' }).success).toBe(false);
  });
});

describe('evidence', () => {
  const document = { name: 'statement.pdf', sha256: 'AB'.repeat(32) };

  it('is a note, a document, or both', () => {
    for (const given of [{ note: 'seen' }, { document }, { note: 'seen', document }]) {
      expect(evidence.safeParse(given).success).toBe(true);
    }
    for (const given of [{}, { note: '' }, { seen: true }])
      expect(evidence.safeParse(given).success).toBe(false);
  });

  it('carries hashes in lower case, so that equal documents have equal hashes', () => {
    expect(sha256.parse(document.sha256)).toBe('ab'.repeat(32));
    expect(sha256.safeParse('ab'.repeat(31)).success).toBe(false);
  });
});
