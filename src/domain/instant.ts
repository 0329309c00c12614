/**
 * An instant as it crosses every boundary: RFC 3339, UTC, milliseconds (`2026-03-07T16:00:00.000Z`), within the years
 * 1970 to 9998. Thanks to the fixed width, the order of strings is chronological, in code and in MongoDB indexes; the type
 * excludes other texts from such comparisons, so that external input has to pass `isInstant` or `parseInstant` first.
 */
export type Instant = `${number}-${number}-${number}T${number}:${number}:${number}.${number}Z`;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The range of instants. Results beyond it are clamped, because they could not be ordered as strings. */
export const FIRST_INSTANT = '1970-01-01T00:00:00.000Z';
export const LAST_INSTANT = '9998-12-31T23:59:59.999Z';
const LAST_CLOCK_INSTANT: Instant = '2999-12-31T23:59:59.999Z';
const FIRST_MS = Date.parse(FIRST_INSTANT);
const LAST_MS = Date.parse(LAST_INSTANT);

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** True for a canonical instant within the range. */
export function isInstant(text: string): text is Instant {
  if (!INSTANT.test(text)) return false;
  const ms = Date.parse(text);
  // 30 February or 24:00 parse to another canonical text.
  return isInRange(ms) && new Date(ms).toISOString() === text;
}

/** Parses a canonical instant. Throws `RangeError` for anything else. */
export function parseInstant(text: string): Instant {
  if (!isInstant(text)) throw new RangeError(`not an instant: ${JSON.stringify(text)}`);
  return text;
}

/** Canonical instant of a number of epoch milliseconds. Throws `RangeError` outside the range. */
export function instantOf(epochMs: number): Instant {
  if (!isInRange(epochMs)) throw new RangeError(`beyond the years 1970 to 9998: ${epochMs}`);
  return new Date(epochMs).toISOString() as Instant;
}

/** The instant of a number of epoch milliseconds, clamped to the range. */
export function nearestInstant(epochMs: number): Instant {
  return instantOf(Math.min(Math.max(epochMs, FIRST_MS), LAST_MS));
}

/**
 * True if a clock may be set to the instant: far enough from the end of the range for every term, storage period and chain
 * of renewals.
 */
export function isClockInstant(instant: Instant): boolean {
  return instant <= LAST_CLOCK_INSTANT;
}

/** Epoch milliseconds of an instant. Throws `RangeError` for anything else. */
export function epochMsOf(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${JSON.stringify(instant)}`);
  return ms;
}

/** The instant `ms` milliseconds later (earlier if negative), in exact time, clamped to the range. */
export function plusMs(instant: Instant, ms: number): Instant {
  return nearestInstant(epochMsOf(instant) + ms);
}

/** The later of two instants. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function isInRange(epochMs: number): boolean {
  return epochMs >= FIRST_MS && epochMs <= LAST_MS;
}
