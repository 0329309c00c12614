/** Calendar dates in words: `9 March 2026`; `2026年3月9日`. */
import type { Localized } from '../domain/json.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayText({ year, month, day }: Day): Localized {
  return { en: `${day} ${MONTHS[month - 1] ?? ''} ${year}`, zh: `${year}年${month}月${day}日` };
}

/** The text of a date `YYYY-MM-DD`. */
export function dateText(date: string): Localized {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dayText({ year, month, day });
}
