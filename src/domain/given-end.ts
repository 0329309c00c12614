/** Ends given by an operator as a last date in the account's zone, which must be within reach of a clock. */
import { endOfDate, type CalendarDate } from './calendar.ts';
import { isClockInstant, plusMs, type Instant } from './instant.ts';
import { DomainError } from './errors.ts';
import { entryOf } from './wording.ts';

const NOT_A_LAST_DATE = {
  message: {
    en: 'A date given here must be over before the year 3000 in Greenwich; in the zone of the account it is not.',
    zh: '此处的日期须在格林尼治时间 3000 年之前结束；按账户时区并非如此。',
  },
  remedy: { en: 'Name an earlier date.', zh: '请提供更早的日期。' },
};

/**
 * Exclusive end of the last date in the field at `path`. Throws `validation_failed` for a date that no clock can reach,
 * because terms and reminders could not be computed from there on.
 */
export function endOfGivenDate(path: string, date: CalendarDate, timeZone: string): Instant {
  const end = endOfDate(date, timeZone);
  if (isClockInstant(plusMs(end, -1))) return end;
  const errors = [entryOf(NOT_A_LAST_DATE, { path, code: 'not_a_last_date' }, {})];
  throw new DomainError('validation_failed', {}, { errors });
}
