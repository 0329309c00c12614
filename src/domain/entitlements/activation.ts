/** Which licences of an organization activate their features (rules §8.13). */
import type { Instant } from '../instant.ts';
import { periodStateAt } from './period.ts';

/** A licence that was not refunded. */
export interface HeldLicence {
  readonly sku: string;
  /** SKUs that must also be active for the organization. */
  readonly requires: readonly string[];
  readonly from: Instant;
  /** Exclusive end; null for a perpetual licence. */
  readonly until: Instant | null;
}

/**
 * Licences in force at `now`, except optional software without active basic software: such a licence remains, and becomes
 * active again with the next basic term (AMB-46). `held` = the licences whose scope includes the organization.
 */
export function activatedAt<Licence extends HeldLicence>(now: Instant, held: readonly Licence[]): Licence[] {
  const running = held.filter((licence) => periodStateAt(now, licence) === 'running');
  const skus = new Set(running.map(({ sku }) => sku));
  return running.filter(({ requires }) => requires.every((sku) => skus.has(sku)));
}
