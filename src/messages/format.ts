/**
 * Formats instants, quantities and lists for people: local time, numbers with units, names joined into a list. In English
 * and Chinese, the latter as a Chinese billing console writes it.
 */
import type { Unit } from '../domain/catalogue/catalogue.ts';
import { localTextOf, localTimeOf } from '../domain/calendar.ts';
import { dateText, dayText } from './date-text.ts';
import type { Instant } from '../domain/instant.ts';
import type { Language, Localized } from '../domain/json.ts';
import { formatInteger } from '../domain/money.ts';

const TEN_THOUSAND = 10_000;

/** `9 March 2026, 09:00 (Asia/Singapore)`; `2026年3月9日 09:00`. Without seconds. */
export function formatInstant(instant: Instant, timeZone: string, language: Language): string {
  const local = localTimeOf(instant, timeZone);
  const time = `${twoDigits(local.hour)}:${twoDigits(local.minute)}`;
  const day = dayText(local)[language];
  return language === 'zh' ? `${day} ${time}` : `${day}, ${time} (${timeZone})`;
}

/** The zone that Chinese texts call by its name. */
const BEIJING = 'Asia/Shanghai';

/** `北京时间`, otherwise the offset from UTC at the instant: `GMT+8`, `GMT-3:30`. For Chinese texts. */
export function chineseZoneName(timeZone: string, instant: Instant): string {
  if (timeZone === BEIJING) return '北京时间';
  const [, sign = '', hours = '', minutes = ''] =
    /([+-])(\d\d):(\d\d)$/.exec(localTextOf(instant, timeZone)) ?? [];
  const offset = `${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
  return offset === '0' ? 'GMT' : `GMT${sign}${offset}`;
}

/** An instant in both languages. The Chinese text names the zone only if it is UTC. */
export function instantText(instant: Instant, timeZone: string): Localized {
  const zh = formatInstant(instant, timeZone, 'zh');
  return { en: formatInstant(instant, timeZone, 'en'), zh: timeZone === 'UTC' ? `${zh}（UTC）` : zh };
}

/** A calendar date `YYYY-MM-DD`: `9 March 2026`; `2026年3月9日`. */
export function formatDate(date: string, language: Language): string {
  return dateText(date)[language];
}

/** A count with its unit: `1 inspection`, `10,000 inspections`; `950 例次`, `12.5 万例次`. */
export function formatUnits(count: number, unit: Unit, language: Language): string {
  if (language === 'en')
    return `${formatInteger(count)} ${Math.abs(count) === 1 ? unit.en.one : unit.en.many}`;
  // Multiples of 100 have at most two decimals in units of 10,000, so the text is exact.
  return Math.abs(count) >= TEN_THOUSAND && count % 100 === 0
    ? `${count / TEN_THOUSAND} 万${unit.zh}`
    : `${formatInteger(count)} ${unit.zh}`;
}

/** `in 1 day`, `in 7 days`; `1 天后`. */
export function formatDaysAhead(days: number, language: Language): string {
  return language === 'zh' ? `${days} 天后` : `in ${days} ${days === 1 ? 'day' : 'days'}`;
}

/** `A`, `A and B`, `A, B and C`; `A、B、C`. The last word can be another one, such as `or`. */
export function formatList(
  items: readonly string[],
  language: Language,
  { lastWord = 'and' }: { readonly lastWord?: 'and' | 'or' } = {},
): string {
  if (language === 'zh') return items.join(lastWord === 'or' ? '或' : '、');
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${lastWord} ${items.at(-1) ?? ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
