/** Which of the licences that reach an organization activate their features for it (rules §8.13). */
import type { Instant } from '../instant.ts';
import { periodStateAt } from './period.ts';

/** A licence that was not refunded. */
export interface HeldLicence {
  readonly sku: string;
  /** SKUs that must be active for the organization, too. */
  readonly requires: readonly string[];
  readonly from: Instant;
  /** Exclusive; null for a perpetual one. */
  readonly until: Instant | null;
}

/**
 * Licences that run at `now`, without optional software whose basic software does not run: that licence stays, and
 * activates again with the next basic term (AMB-46). `held` = the licences in whose scope the organization is.
 */
export function activatedAt<Licence extends HeldLicence>(now: Instant, held: readonly Licence[]): Licence[] {
  const running = held.filter((licence) => periodStateAt(now, licence) === 'running');
  const skus = new Set(running.map(({ sku }) => sku));
  return running.filter(({ requires }) => requires.every((sku) => skus.has(sku)));
}
