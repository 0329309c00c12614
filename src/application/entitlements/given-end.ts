/** Ends given by an operator as a last date in the account's zone, which must be within reach of a clock. */
import { endOfDate, type CalendarDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { isClockInstant, plusMs, type Instant } from '../../domain/instant.ts';
import { requestViolation } from '../../messages/violations/requests.ts';

/**
 * Exclusive end of the last date in the field at `path`. Throws `validation_failed` for a date that no clock can reach,
 * because terms and reminders could not be computed from there on.
 */
export function endOfGivenDate(path: string, date: CalendarDate, timeZone: string): Instant {
  const end = endOfDate(date, timeZone);
  if (isClockInstant(plusMs(end, -1))) return end;
  const errors = [requestViolation(path, 'not_a_last_date')];
  throw new DomainError('validation_failed', {}, { errors });
}
