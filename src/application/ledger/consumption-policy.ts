/** The rules of a pool that a usage consumes from, and the episode that they open where it is not covered. */
import type { AccountId } from '../../domain/ids.ts';
import { HOUR_MS, plusMs, type Instant } from '../../domain/instant.ts';
import type { EpisodeTerms } from '../../domain/ledger/episode.ts';
import type { OverdraftPolicy } from '../../domain/ledger/refused-usage.ts';
import { derivedId } from '../../infra/ids.ts';

export interface ConsumptionPolicy extends OverdraftPolicy {
  readonly capability: string;
  readonly graceHours: number;
  readonly resumeRequires: number;
  /** Thresholds of the low-balance notice, highest first. */
  readonly lowBalanceUnits: readonly number[];
  /** Arrears in units at which an operator gets a task, once an episode; null for never (AMB-16). */
  readonly highArrearsUnits: number | null;
  readonly policyVersion: string;
}

/** The terms of an episode that the usage at `at` opens. `sequence` is the number of its entry. */
export function episodeTermsOf(
  { graceHours, resumeRequires, policyVersion, capability }: ConsumptionPolicy,
  {
    accountId,
    sequence,
    at,
  }: { readonly accountId: AccountId; readonly sequence: number; readonly at: Instant },
): EpisodeTerms {
  return {
    // Derived from the entry's number, so that a repeated transaction opens the same episode.
    episodeId: derivedId('epi', `${accountId}:${sequence}`),
    suspendsAt: plusMs(at, graceHours * HOUR_MS),
    resumeRequires,
    policyVersion,
    capability,
  };
}
