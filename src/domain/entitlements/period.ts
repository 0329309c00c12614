/**
 * Paid periods of subscriptions, resource packs and fixed-term licences. Periods of the same kind follow each other without
 * a gap, and a chain of them retains the day of the month on which it began (AMB-29).
 */
import { dateIn, daysBetween, endOfDate, plusCalendar, type CalendarDate } from '../calendar.ts';
import type { BoughtTerm } from '../catalogue/fulfilment.ts';
import { epochMsOf, HOUR_MS, plusMs, type Instant } from '../instant.ts';

/** From what the ends of an unbroken chain of periods are computed. */
export interface PeriodChain {
  /** Date of the capture that began it, in the account's zone. */
  readonly startedOn: CalendarDate;
  /** Calendar months bought since, all periods of the chain together. */
  readonly months: number;
  /** Calendar days by which its end is moved: later by late crediting, earlier by used grace. */
  readonly movedDays: number;
}

export interface Period {
  readonly from: Instant;
  /** Exclusive. */
  readonly until: Instant;
  readonly chain: PeriodChain;
}

export interface PeriodRequest {
  readonly capturedAt: Instant;
  readonly term: BoughtTerm;
  readonly timeZone: string;
  /** Days by which crediting was late, rounded up (AMB-09); 0 if it was in time. */
  readonly lateDays: number;
  /** Hours of grace after the last cover ended; 0 if there is none, or if it was written off, so that nobody pays for it. */
  readonly graceHours: number;
}

/**
 * The period that a purchase adds. It begins at the end of `previous`, also during the grace after it. Later it begins at the
 * capture, and ends earlier by the used grace, in whole days rounded up (AMB-27). Without grace it begins at the capture and
 * is whole. `previous` is null for the first period and for one in parallel to others.
 */
export function periodAfter(previous: Period | null, request: PeriodRequest): Period {
  const { capturedAt, graceHours } = request;
  if (previous === null) return firstPeriod(request, 0);
  const continues = capturedAt < plusMs(previous.until, graceHours * HOUR_MS);
  if (continues) return nextPeriod(previous, request);
  return firstPeriod(request, Math.ceil(graceHours / HOURS_A_DAY));
}

const HOURS_A_DAY = 24;

function firstPeriod({ capturedAt, term, timeZone, lateDays }: PeriodRequest, graceDays: number): Period {
  const startedOn = dateIn(timeZone, capturedAt);
  const months = monthsOf(term);
  // However long the grace was, the period covers the rest of the day of the capture and the day after.
  const mostDays = daysBetween(startedOn, plusCalendar(startedOn, { months })) - 1;
  const chain = { startedOn, months, movedDays: lateDays - Math.min(graceDays, mostDays) };
  return notEmpty({ from: capturedAt, until: endOfChain(chain, timeZone), chain });
}

function nextPeriod({ until, chain }: Period, { term, timeZone, lateDays }: PeriodRequest): Period {
  const next = {
    ...chain,
    months: chain.months + monthsOf(term),
    movedDays: chain.movedDays + lateDays,
  };
  return notEmpty({ from: until, until: endOfChain(next, timeZone), chain: next });
}

/** A term is at least one month. Orders are limited long before the end of the calendar, so this never throws for one. */
function notEmpty(period: Period): Period {
  if (period.from < period.until) return period;
  throw new RangeError(`an empty period at ${period.from}`);
}

function endOfChain({ startedOn, months, movedDays }: PeriodChain, timeZone: string): Instant {
  return endOfDate(plusCalendar(plusCalendar(startedOn, { months }), { days: movedDays }), timeZone);
}

function monthsOf({ count, unit }: BoughtTerm): number {
  return unit === 'year' ? count * 12 : count;
}

export type PeriodState = 'queued' | 'running' | 'ended';

/** The state of a period by the clock, whether its end was booked or not. */
export function periodStateAt(
  now: Instant,
  { from, until }: Pick<Period, 'from'> & { until: Instant | null },
): PeriodState {
  if (now < from) return 'queued';
  return until === null || now < until ? 'running' : 'ended';
}

/** End of the cover without a gap from `now` on; null if there is none. Periods may be in any order. */
export function coverUntil(now: Instant, periods: readonly Pick<Period, 'from' | 'until'>[]): Instant | null {
  let end: Instant | null = null;
  for (const { from, until } of [...periods].sort((a, b) => epochMsOf(a.from) - epochMsOf(b.from))) {
    const joins = end === null ? from <= now && now < until : from <= end;
    if (joins && (end === null || until > end)) end = until;
  }
  return end;
}
