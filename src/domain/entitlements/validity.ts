/**
 * Validity of one feature of one organization: covered, in grace, or over. Stored terms and an instant decide, never whether
 * a timer fired (rules §8.12, AMB-27).
 */
import type { PolicyValues } from '../catalogue/policies.ts';
import { HOUR_MS, plusMs, type Instant } from '../instant.ts';
import { coverUntil, type Period } from './period.ts';

/** A term with the policies that matter at the end of its cover. */
export interface CoverTerm extends Pick<Period, 'from' | 'until'> {
  /** Capability that closes after the grace; null if none does (AMB-28). */
  readonly closes: string | null;
  /** 0 if nothing closes. */
  readonly graceHours: number;
  readonly validitySuspends: PolicyValues['validitySuspends'];
}

export type Validity<Term> =
  | { readonly state: 'covered'; readonly until: Instant }
  | {
      /** `over`: the grace has passed as well. */
      readonly state: 'grace' | 'over';
      readonly endedAt: Instant;
      readonly graceEndsAt: Instant;
      /** The term with which the cover ended. */
      readonly last: Term;
    };

/** Takes the terms of one feature of one organization, in any order. Null if none has begun by `now`. */
export function validityAt<Term extends CoverTerm>(
  now: Instant,
  terms: readonly Term[],
): Validity<Term> | null {
  const until = coverUntil(now, terms);
  if (until !== null) return { state: 'covered', until };
  const last = lastToEnd(terms.filter(({ from }) => from <= now));
  if (last === null) return null;
  const graceEndsAt = plusMs(last.until, last.graceHours * HOUR_MS);
  return { state: now < graceEndsAt ? 'grace' : 'over', endedAt: last.until, graceEndsAt, last };
}

/** The term that ends last; among equal ends, the one that began last. Null if there is none. */
export function lastToEnd<Term extends Pick<Period, 'from' | 'until'>>(terms: readonly Term[]): Term | null {
  return terms.reduce<Term | null>(
    (last, term) =>
      last === null || term.until > last.until || (term.until === last.until && term.from > last.from)
        ? term
        : last,
    null,
  );
}
