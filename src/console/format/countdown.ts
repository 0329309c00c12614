/** The time that remains until an instant: `2 days 3 hours`, `5 minutes`; `2 天 3 小时`. */
import type { Language } from '../texts/texts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  { ms: DAY_MS, en: ['day', 'days'], zh: '天' },
  { ms: HOUR_MS, en: ['hour', 'hours'], zh: '小时' },
  { ms: MINUTE_MS, en: ['minute', 'minutes'], zh: '分钟' },
] as const;

/**
 * The two largest units of a time, rounded down to whole minutes; null for less than a minute, and for a time that is
 * over.
 */
export function formatRemaining(remainingMs: number, language: Language): string | null {
  const first = UNITS.findIndex(({ ms }) => remainingMs >= ms);
  if (first === -1) return null;
  let restMs = remainingMs;
  const parts: string[] = [];
  for (const { ms, en, zh } of UNITS.slice(first, first + 2)) {
    const count = Math.floor(restMs / ms);
    restMs -= count * ms;
    if (count > 0) parts.push(language === 'zh' ? `${count} ${zh}` : `${count} ${en[count === 1 ? 0 : 1]}`);
  }
  return parts.join(' ');
}
