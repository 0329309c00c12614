/** Instants for people: `9 March 2026, 09:00`; `2026年3月9日 09:00`. Without seconds. */
import type { Language } from '../texts/texts.ts';

/**
 * The time zones that a person can choose between: that of the customer whom a record belongs to, that of the browser,
 * and UTC.
 */
export const ZONE_CHOICES = ['customer', 'local', 'utc'] as const;
export type ZoneChoice = (typeof ZONE_CHOICES)[number];

/** An IANA zone by the choice; undefined is the zone of the browser, also while that of the customer is not known yet. */
export function zoneOf(choice: ZoneChoice, customerZone: string | undefined): string | undefined {
  if (choice === 'utc') return 'UTC';
  return choice === 'customer' ? customerZone : undefined;
}

/** An instant, RFC 3339, in a zone. What cannot be parsed is shown as it is. */
export function formatInstant(instant: string, zone: string | undefined, language: Language): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  const { year, month, day, hour, minute } = partsOf(ms, zone, language);
  return language === 'zh'
    ? `${year}年${month}月${day}日 ${hour}:${minute}`
    : `${day} ${month} ${year}, ${hour}:${minute}`;
}

/** The date of an instant: `9 March 2026`; `2026年3月9日`. */
export function formatDay(instant: string, zone: string | undefined, language: Language): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  const { year, month, day } = partsOf(ms, zone, language);
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${month} ${year}`;
}

/** The last day of something that ends at an exclusive instant. */
export function formatLastDay(end: string, zone: string | undefined, language: Language): string {
  const ms = Date.parse(end);
  return Number.isNaN(ms) ? end : formatDay(new Date(ms - 1).toISOString(), zone, language);
}

/** The zone that Chinese texts call by its name. */
const BEIJING = 'Asia/Shanghai';

/** The name of the zone beside times, such as `GMT+8`, `北京时间` or `UTC`, as it is at an instant in milliseconds. */
export function zoneName(zone: string | undefined, language: Language, atMs = Date.now()): string {
  if (zone === 'UTC') return zone;
  if (zone === BEIJING && language === 'zh') return '北京时间';
  const format = new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, timeZoneName: 'short' });
  return format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? zone ?? '';
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(ms: number, zone: string | undefined, language: Language): Parts {
  const parts = formatOf(zone, language).formatToParts(ms);
  const part = (wanted: Intl.DateTimeFormatPartTypes) =>
    parts.find(({ type }) => type === wanted)?.value ?? '';
  const numbers = (wanted: Intl.DateTimeFormatPartTypes) => part(wanted).replace(/[^\d]/g, '');
  return {
    year: numbers('year'),
    month: language === 'zh' ? numbers('month') : part('month'),
    day: numbers('day'),
    hour: numbers('hour').padStart(2, '0'),
    minute: numbers('minute').padStart(2, '0'),
  };
}

/** Formats are costly to make and few. */
function formatOf(zone: string | undefined, language: Language): Intl.DateTimeFormat {
  const key = `${zone ?? ''} ${language}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: zone,
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, made);
  return made;
}

/** The locale of `Intl`. */
function localeOf(language: Language): string {
  return language === 'zh' ? 'zh-Hans-CN' : 'en-GB';
}
