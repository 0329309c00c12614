/**
 * Paid periods of cover: of subscriptions, resource packs and fixed-term licences. Periods of the same thing queue end to
 * end, and a chain of them retains the day of the month on which it began (AMB-29).
 */
import { dateIn, daysBetween, endOfDate, plusCalendar, type CalendarDate } from '../calendar.ts';
import type { BoughtTerm } from '../catalogue/fulfilment.ts';
import { epochMsOf, HOUR_MS, plusMs, type Instant } from '../instant.ts';

/** What an unbroken row of periods is counted from. */
export interface PeriodChain {
  /** Date of the capture that began it, in the account's zone. */
  readonly startedOn: CalendarDate;
  /** Calendar months bought since, all periods of the chain together. */
  readonly months: number;
  /** Calendar days by which its end is moved: late crediting moves it later, enjoyed grace earlier. */
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
  /** Days of the crediting's delay beyond its promised time, rounded up (AMB-09); 0 where there was none. */
  readonly lateDays: number;
  /** Hours for which the thing stayed usable after its last cover ended; 0 where it closed at once. */
  readonly graceHours: number;
  /** An operator gave that grace up: nothing of it is given back. */
  readonly isGraceWrittenOff?: boolean;
}

/**
 * The period that a purchase adds. Behind `previous` it begins where that one ends, also while the grace after it runs.
 * Later it begins at the capture, and ends earlier by the grace that was enjoyed, in whole days rounded up (AMB-27),
 * unless that was written off. `previous` is null for the first period and for one that runs beside others.
 */
export function periodAfter(previous: Period | null, request: PeriodRequest): Period {
  const { capturedAt, graceHours, isGraceWrittenOff = false } = request;
  if (previous === null) return firstPeriod(request, 0);
  const continues = capturedAt < plusMs(previous.until, graceHours * HOUR_MS);
  if (continues) return nextPeriod(previous, request);
  return firstPeriod(request, isGraceWrittenOff ? 0 : Math.ceil(graceHours / HOURS_A_DAY));
}

const HOURS_A_DAY = 24;

function firstPeriod({ capturedAt, term, timeZone, lateDays }: PeriodRequest, graceDays: number): Period {
  const startedOn = dateIn(timeZone, capturedAt);
  const months = monthsOf(term);
  // However long the grace was, the period covers the rest of the capture's day and the day after it.
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

/** Nothing is sold for no time. Orders are bounded long before the calendar ends, so that this never throws for one. */
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

/** Where a period stands: the clock decides, whether its end was booked or not. */
export function periodStateAt(
  now: Instant,
  { from, until }: Pick<Period, 'from'> & { until: Instant | null },
): PeriodState {
  if (now < from) return 'queued';
  return until === null || now < until ? 'running' : 'ended';
}

/** Until when cover lasts without a gap from `now` on; null where nothing runs. Periods in any order. */
export function coverUntil(now: Instant, periods: readonly Pick<Period, 'from' | 'until'>[]): Instant | null {
  let end: Instant | null = null;
  for (const { from, until } of [...periods].sort((a, b) => epochMsOf(a.from) - epochMsOf(b.from))) {
    const joins = end === null ? from <= now && now < until : from <= end;
    if (joins && (end === null || until > end)) end = until;
  }
  return end;
}
