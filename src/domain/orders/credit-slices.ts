/**
 * Which lines of a paid order are credited in one transaction. A transaction that books in the ledger blocks every usage of the
 * account, and the database may abort a long one. Many services are therefore credited separately, in slices; lines that
 * book in the ledger come last, together with few services or none.
 */

/** Services credited in one transaction. */
export const MOST_SERVICES = 500;
/** Services credited in a transaction that books in the ledger. */
export const MOST_SERVICES_BESIDE_LEDGER = 100;

/** Pause after a slice, as a multiple of the slice's own duration, so that most capacity is left to other accounts. */
const PAUSE_PER_SLICE = 4;
const LONGEST_PAUSE_MS = 2_000;

export interface LineToCredit {
  readonly id: string;
  /** Number of services of the line; 0 for a line of another kind. */
  readonly services: number;
  /** True if crediting it blocks other orders and usages of the account. */
  readonly needsLedger: boolean;
}

/** Ids of the lines to credit next, given the lines not credited yet. The last slice contains all of them. */
export function nextSlice(lines: readonly LineToCredit[]): string[] {
  const apart = lines.filter(({ needsLedger }) => !needsLedger);
  const most = apart.length < lines.length ? MOST_SERVICES_BESIDE_LEDGER : MOST_SERVICES;
  if (servicesOf(apart) <= most) return lines.map(({ id }) => id);
  const slice: string[] = [];
  let services = 0;
  for (const line of apart) {
    services += line.services;
    if (services > MOST_SERVICES && slice.length > 0) break;
    slice.push(line.id);
  }
  return slice;
}

function servicesOf(lines: readonly LineToCredit[]): number {
  return lines.reduce((sum, { services }) => sum + services, 0);
}

/** Milliseconds to pause after a slice that took `tookMs`. */
export function pauseAfterSliceMs(tookMs: number): number {
  return Math.min(tookMs * PAUSE_PER_SLICE, LONGEST_PAUSE_MS);
}
