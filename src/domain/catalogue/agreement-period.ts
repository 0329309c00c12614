/** When an agreement holds for which product lines, as the ledger state stores it. */
import type { Instant } from '../instant.ts';

export interface AgreementPeriod {
  readonly productLines: readonly string[];
  readonly from: Instant;
  /** Exclusive; null while no end is known. */
  readonly until: Instant | null;
}

/** Those in force at an instant, in the order given. */
export function agreementsAt(agreements: readonly AgreementPeriod[], at: Instant): AgreementPeriod[] {
  return agreements.filter(({ from, until }) => from <= at && (until === null || at < until));
}
