/**
 * The only module that converts calendar dates and durations to instants (AMB-08). It needs time-zone data, which may
 * change between deployments, so workflow code must not import it: its results are stored and passed as data.
 */
import { Temporal } from 'temporal-polyfill/implementation';
import { epochMsOf, LAST_INSTANT, nearestInstant, plusMs, type Instant } from './instant.ts';

/** A day of the ISO calendar, `YYYY-MM-DD`. */
export type CalendarDate = string;

/**
 * The range of dates: that of instants, and the day before, on which the first instant falls west of Greenwich. Results
 * beyond the range are clamped to its end, so that no command fails, or returns a date of another width, because an end
 * lies too far away.
 */
export const FIRST_DATE: CalendarDate = '1969-12-31';
export const LAST_DATE: CalendarDate = LAST_INSTANT.slice(0, 10);

/** Whole calendar years, months and days, all of one sign. Month ends clamp: 31 January + 1 month = 28 or 29 February. */
export interface CalendarSpan {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

/** The end of a period that is usable through a date. */
export interface CalendarEnd {
  /** Last date of use, in the zone. */
  readonly expiresOn: CalendarDate;
  /** Exclusive end: the start of the next date in the zone. */
  readonly expiresAt: Instant;
}

export interface Reminder {
  readonly daysBefore: number;
  readonly at: Instant;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
// Offsets such as +08:00 are not IANA zones: they would silently ignore daylight saving time.
const ZONE_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d{1,9})?S)?)?$/;

/** True for a date that exists in the calendar. */
export function isCalendarDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** True for an IANA time zone known to this machine, such as `Asia/Shanghai` or `UTC`. */
export function isTimeZone(text: string): boolean {
  if (!ZONE_NAME.test(text)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

/** True for a non-negative ISO 8601 duration, such as `P1Y` or `PT24H`. */
export function isDuration(text: string): boolean {
  if (!DURATION.test(text)) return false;
  try {
    Temporal.Duration.from(text.replace(',', '.'));
    return true;
  } catch {
    return false;
  }
}

/** The local date in the zone at the instant. */
export function dateIn(timeZone: string, instant: Instant): CalendarDate {
  return dateText(zoned(instant, timeZone).toPlainDate());
}

/** Local date and time, in whole minutes. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The local time in the zone at the instant. */
export function localTimeOf(instant: Instant, timeZone: string): LocalTime {
  const { year, month, day, hour, minute } = zoned(instant, timeZone);
  return { year, month, day, hour, minute };
}

/** The instant as local time with its offset, `2026-03-08T00:00:00.000+08:00`: RFC 3339, as instants themselves are. */
export function localTextOf(instant: Instant, timeZone: string): string {
  return zoned(instant, timeZone).toString({ timeZoneName: 'never', fractionalSecondDigits: 3 });
}

/** The date after a span, clamped to the last date. Throws `RangeError` for an invalid date or a fractional span. */
export function plusCalendar(date: CalendarDate, span: CalendarSpan): CalendarDate {
  return dateText(plainDate(date).add(withinReach(span)));
}

/** Whole days from one date to another; negative if the other is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return plainDate(from).until(plainDate(to)).days;
}

/** Exclusive end of a date: the first instant of the next date in the zone, even if that date has no midnight. */
export function endOfDate(date: CalendarDate, timeZone: string): Instant {
  // Without a time of day this is the start of the day, which skips a gap at midnight.
  return nearestInstant(plainDate(date).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The last date of use before this exclusive end. */
export function lastDateBefore(expiresAt: Instant, timeZone: string): CalendarDate {
  return dateIn(timeZone, plusMs(expiresAt, -1));
}

/**
 * End of a period that is usable through the anniversary date of its purchase (AMB-08; 29 February clamps to 28), moved by
 * whole calendar days if its crediting was late (AMB-09), so that it remains the end of a date.
 */
export function anniversaryEnd(
  purchasedAt: Instant,
  span: CalendarSpan,
  timeZone: string,
  lateDays = 0,
): CalendarEnd {
  const anniversary = plusCalendar(dateIn(timeZone, purchasedAt), span);
  const expiresOn = plusCalendar(anniversary, { days: lateDays });
  return { expiresOn, expiresAt: endOfDate(expiresOn, timeZone) };
}

/** The instant after an ISO 8601 duration. Days and longer units are counted in the zone; hours are exact. */
export function addDuration(instant: Instant, duration: string, timeZone: string): Instant {
  if (!isDuration(duration)) throw new RangeError(`not a duration: ${JSON.stringify(duration)}`);
  return nearestInstant(zoned(instant, timeZone).add(duration.replace(',', '.')).epochMilliseconds);
}

/** Instants the given numbers of calendar days before an exclusive end, at the same time of day, earliest first. */
export function remindersBefore(expiresAt: Instant, days: readonly number[], timeZone: string): Reminder[] {
  const end = zoned(expiresAt, timeZone);
  return [...new Set(days)]
    .sort((a, b) => b - a)
    .map((daysBefore) => ({
      daysBefore,
      at: nearestInstant(end.subtract({ days: daysBefore }).epochMilliseconds),
    }));
}

/** One local day of one zone: everything accepted on it is stored until the same instant. */
interface StorageDay {
  readonly from: number;
  readonly until: number;
  readonly storedUntil: Instant;
}

const STORAGE_DAYS_LIMIT = 4_096;
const storageDays = new Map<string, StorageDay>();

/**
 * Until when an upload is stored: `years` from its acceptance, through the anniversary date in the zone (AMB-22).
 * Called for every usage, so the result of the current day is cached for each zone and number of years.
 */
export function storedUntil(acceptedAt: Instant, years: number, timeZone: string): Instant {
  const key = `${years} ${timeZone}`;
  const at = epochMsOf(acceptedAt);
  const known = storageDays.get(key);
  if (known !== undefined && known.from <= at && at < known.until) return known.storedUntil;

  const accepted = zoned(acceptedAt, timeZone);
  const end = endOfDate(plusCalendar(dateText(accepted.toPlainDate()), { years }), timeZone);
  const start = accepted.startOfDay();
  const next = start.add({ days: 1 }).startOfDay();
  // A day with a clock change may not be one contiguous interval, so it is computed each time.
  if (start.offsetNanoseconds === next.offsetNanoseconds) {
    if (storageDays.size >= STORAGE_DAYS_LIMIT && known === undefined) storageDays.clear();
    storageDays.set(key, { from: start.epochMilliseconds, until: next.epochMilliseconds, storedUntil: end });
  }
  return end;
}

function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  if (!ZONE_NAME.test(timeZone)) throw new RangeError(`not a time zone: ${JSON.stringify(timeZone)}`);
  return Temporal.Instant.fromEpochMilliseconds(epochMsOf(instant)).toZonedDateTimeISO(timeZone);
}

function plainDate(date: CalendarDate): Temporal.PlainDate {
  if (!DATE.test(date)) throw new RangeError(`not a date: ${JSON.stringify(date)}`);
  return Temporal.PlainDate.from(date);
}

function dateText(date: Temporal.PlainDate): CalendarDate {
  if (date.year > 9_998) return LAST_DATE;
  // Years have four digits within the range, so the order of strings is chronological.
  return date.year < 1_969 || date.toString() < FIRST_DATE ? FIRST_DATE : date.toString();
}

/** Longer than the range of dates, and within the limits of the calendar library. */
const REACH: Required<CalendarSpan> = { years: 10_000, months: 120_000, days: 4_000_000 };

function withinReach({ years = 0, months = 0, days = 0 }: CalendarSpan): CalendarSpan {
  const within = (count: number, reach: number) => Math.min(Math.max(count, -reach), reach);
  return {
    years: within(years, REACH.years),
    months: within(months, REACH.months),
    days: within(days, REACH.days),
  };
}
