/** Reminders of the end of a paid period (AMB-55, D-25). */
import { remindersBefore, type Reminder } from '../calendar.ts';
import { epochMsOf, type Instant } from '../instant.ts';

/** Reminders of a period's exclusive end that fall at or after its middle; earlier ones are not useful. */
export function remindersOfPeriod(
  { from, until }: { readonly from: Instant; readonly until: Instant },
  days: readonly number[],
  timeZone: string,
): Reminder[] {
  const middleMs = (epochMsOf(from) + epochMsOf(until)) / 2;
  return remindersBefore(until, days, timeZone).filter(({ at }) => epochMsOf(at) >= middleMs);
}
