/**
 * Capabilities that draw on pools: what a use of one unit, of any storage, would meet now. They follow from the account's
 * pools with all that is due by now booked, so no timer has a say (rules §8.7, §8.9).
 */
import { refusedUsageOf, type OverdraftPolicy, type RefusedUsage } from '../ledger/refused-usage.ts';
import type { PoolState } from '../ledger/state.ts';
import type { DomainError } from '../errors.ts';
import type { Decision } from './decision.ts';

/** A resource that a capability draws on, as the account may use it now. */
export interface Drawn {
  readonly capability: string;
  readonly resource: string;
  readonly policy: OverdraftPolicy;
  /** Null where nothing was ever credited or used. */
  readonly pool: PoolState | null;
  /** The organization lacks basic software that it needs for it (AMB-46). */
  readonly missingBasic: DomainError | null;
  /** Rule of a licence that lets it be used without limit; null without one. */
  readonly unlimitedBy: string | null;
  /** Cited while an open episode says until when it is open. */
  readonly suspensionRule: string | undefined;
  /** Words what the pool would refuse. */
  readonly errorOf: (refused: RefusedUsage) => DomainError;
}

export function decideDrawing(drawn: Drawn): Decision {
  const { capability, resource, policy, pool, missingBasic, unlimitedBy, suspensionRule } = drawn;
  const of = { capability, resource };
  if (unlimitedBy !== null) return { ...of, error: null, rule: unlimitedBy };
  if (missingBasic !== null) return { ...of, error: missingBasic };
  const refused = refusedUsageOf(pool, 1, policy);
  if (refused !== null) {
    const since = refused.reason === 'suspended' ? refused.suspension?.since : undefined;
    return { ...of, error: drawn.errorOf(refused), ...(since === undefined ? {} : { since }) };
  }
  // With nothing left uploads become arrears, and an open episode says until when (AMB-12).
  const episode = pool?.episode ?? null;
  if (episode === null) return { ...of, error: null };
  const rule = suspensionRule === undefined ? {} : { rule: suspensionRule };
  return { ...of, error: null, until: episode.suspendsAt, ...rule };
}
