/** Times as a person writes them, on the clock of a time zone. */

const DAY_MS = 86_400_000;

/**
 * The instant, RFC 3339, at which a clock in the zone shows `wall` (`2026-03-09T09:00`). Undefined is the zone of the
 * browser. Null if it is not a time. A time that a change of the clock skips is taken as if it had not changed yet.
 */
export function instantOf(wall: string, zone: string | undefined): string | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - offsetMs(asUtc, zone);
  return new Date(asUtc - offsetMs(guess, zone)).toISOString();
}

/** The calendar day (`2026-03-09`) after a day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** How far the zone is ahead of UTC at an instant. */
function offsetMs(ms: number, zone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(ms);
  const part = (wanted: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find(({ type }) => type === wanted)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(ms / 1_000) * 1_000;
}
