/** How the console writes instants, money, counts and remaining times (house style: as a billing console writes them). */
import fc from 'fast-check';
import { formatCount, formatUnits } from '../../src/console/format/count.ts';
import { formatRemaining } from '../../src/console/format/countdown.ts';
import { formatDay, formatInstant, zoneName, zoneOf } from '../../src/console/format/instant.ts';
import { formatMoney } from '../../src/console/format/money.ts';

const MORNING = '2026-03-09T01:00:00.000Z';
const INSPECTION = { en: { one: 'inspection', many: 'inspections' }, zh: '例次' };

test('an instant is written with the month in words, in the zone that was chosen', () => {
  expect(formatInstant(MORNING, 'Asia/Shanghai', 'en')).toBe('9 March 2026, 09:00');
  expect(formatInstant(MORNING, 'Asia/Shanghai', 'zh')).toBe('2026年3月9日 09:00');
  expect(formatInstant(MORNING, 'UTC', 'en')).toBe('9 March 2026, 01:00');
  expect(formatInstant('2026-03-09T16:00:00.000Z', 'Asia/Shanghai', 'zh')).toBe('2026年3月10日 00:00');
  expect(formatDay('2026-12-31T23:30:00.000Z', 'America/Sao_Paulo', 'en')).toBe('31 December 2026');
  expect(formatDay('2026-12-31T23:30:00.000Z', 'Asia/Shanghai', 'zh')).toBe('2027年1月1日');
});

test('what is no instant is shown as it is', () => {
  expect(formatInstant('soon', 'UTC', 'en')).toBe('soon');
  expect(formatDay('soon', 'UTC', 'zh')).toBe('soon');
});

test('the zone is that of the customer, of the browser, or UTC', () => {
  expect(zoneOf('customer', 'Asia/Shanghai')).toBe('Asia/Shanghai');
  expect(zoneOf('customer', undefined)).toBeUndefined();
  expect(zoneOf('local', 'Asia/Shanghai')).toBeUndefined();
  expect(zoneOf('utc', 'Asia/Shanghai')).toBe('UTC');
  expect(zoneName('UTC', 'zh')).toBe('UTC');
  expect(zoneName('Asia/Shanghai', 'en')).toBe('GMT+8');
  expect(zoneName('Asia/Shanghai', 'zh')).toBe('北京时间');
  expect(zoneName('Asia/Singapore', 'zh')).toBe('GMT+8');
});

test('money has its sign, its thousands and the decimals of its currency', () => {
  expect(formatMoney({ amountMinor: 14_160_000, currency: 'USD' }, 'en')).toBe('US$141,600.00');
  expect(formatMoney({ amountMinor: 14_160_000, currency: 'CNY' }, 'zh')).toBe('¥141,600.00');
  expect(formatMoney({ amountMinor: 14_160_000, currency: 'CNY' }, 'en')).toBe('CN¥141,600.00');
  expect(formatMoney({ amountMinor: 5, currency: 'CNY' }, 'zh')).toBe('¥0.05');
  expect(formatMoney({ amountMinor: -5, currency: 'CNY' }, 'zh')).toBe('-¥0.05');
  expect(formatMoney({ amountMinor: 1_200, currency: 'JPY' }, 'en')).toBe('JP¥1,200');
  expect(formatMoney({ amountMinor: 1_250, currency: 'KWD' }, 'en')).toMatch(/^KWD\s1\.250$/);
});

test('no amount is rounded', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (amountMinor) => {
      const digits = formatMoney({ amountMinor, currency: 'CNY' }, 'zh').replace(/[^\d-]/g, '');
      expect(BigInt(digits)).toBe(BigInt(amountMinor));
    }),
  );
  expect(formatMoney({ amountMinor: Number.MAX_SAFE_INTEGER, currency: 'CNY' }, 'zh')).toBe(
    '¥90,071,992,547,409.91',
  );
});

test('Chinese counts in tens of thousands where that is exact', () => {
  expect(formatUnits(125_000, INSPECTION, 'zh')).toBe('12.5 万例次');
  expect(formatUnits(125_000, INSPECTION, 'en')).toBe('125,000 inspections');
  expect(formatUnits(1, INSPECTION, 'en')).toBe('1 inspection');
  expect(formatUnits(950, INSPECTION, 'zh')).toBe('950 例次');
  expect(formatUnits(12_345, INSPECTION, 'zh')).toBe('12,345 例次');
  expect(formatCount(10_000, 'zh')).toBe('1 万');
  expect(formatCount(10_000, 'en')).toBe('10,000');
});

test('a remaining time shows its two largest units, rounded down', () => {
  const minutes = (count: number) => count * 60_000;
  expect(formatRemaining(minutes(2 * 1_440 + 3 * 60 + 59), 'en')).toBe('2 days 3 hours');
  expect(formatRemaining(minutes(1_440 + 5), 'en')).toBe('1 day');
  expect(formatRemaining(minutes(60), 'zh')).toBe('1 小时');
  expect(formatRemaining(minutes(61.9), 'zh')).toBe('1 小时 1 分钟');
  expect(formatRemaining(59_999, 'en')).toBeNull();
  expect(formatRemaining(-1, 'en')).toBeNull();
});
