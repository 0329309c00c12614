/**
 * Capabilities that draw on pools: what a use of one unit would meet now. They follow from the account's pools with all
 * that is due by now booked, so no timer has a say (rules §8.7, §8.9).
 */
import type { Resource } from '../catalogue/catalogue.ts';
import { unitsToResume } from '../ledger/episode.ts';
import { availableOf, outstandingOf, type PoolState } from '../ledger/state.ts';
import { DomainError } from '../refusals.ts';
import type { Decision } from './decision.ts';

/** A resource that a capability draws on, as the account may use it now. */
export interface Drawn {
  readonly resource: string;
  /** In the reader's language. */
  readonly name: string;
  readonly overdraft: Resource['overdraft'];
  readonly overdraftCap: number | null;
  readonly rules: { readonly insufficient?: string | undefined; readonly suspension?: string | undefined };
  /** SKUs of basic software of which the organization needs one and has none; null where none is missing (AMB-46). */
  readonly missingBasic: readonly string[] | null;
  /** Null where nothing was ever credited or used. */
  readonly pool: PoolState | null;
}

/** Open while any of its resources can be drawn on; else closed for what most needs a word. */
export function decideDrawing(capability: string, resources: readonly Drawn[]): Decision {
  const decisions = resources.map((drawn) => decideOne(capability, drawn));
  const open = decisions.filter(({ refusal }) => refusal === null);
  const [first] = open;
  if (first !== undefined) return open.find(({ until }) => until === undefined) ?? first;
  const telling = decisions.find(({ refusal }) => refusal?.refusal !== 'pool_empty');
  return telling ?? emptied(capability, resources);
}

function decideOne(capability: string, drawn: Drawn): Decision {
  const { name, overdraft, overdraftCap, rules, missingBasic, pool } = drawn;
  const of = { capability, resource: name };
  if (missingBasic !== null) {
    const evidence = { ...of, needsOneOf: missingBasic };
    return { capability, refusal: new DomainError('basic_inactive', evidence) };
  }
  if (pool !== null && pool.blockedBy !== null) {
    return { capability, refusal: new DomainError('pool_blocked', { ...of, taskId: pool.blockedBy }) };
  }
  const available = pool === null ? 0 : availableOf(pool);
  const arrears = pool === null ? 0 : outstandingOf(pool);
  if (pool !== null && pool.suspension !== null) {
    const { since, episodeId, resumeRequires } = pool.suspension;
    const topUpUnits = unitsToResume({ outstanding: arrears, available, resumeRequires });
    const evidence = { ...of, since, episodeId, arrears, topUpUnits };
    return { capability, refusal: new DomainError('suspended', evidence, citing(rules.suspension)), since };
  }
  if (overdraft === 'none') {
    return available > 0 ? { capability, refusal: null } : emptied(capability, [drawn]);
  }
  if (available === 0 && overdraftCap !== null && arrears >= overdraftCap) {
    const evidence = { ...of, quantity: 1, available, arrears, overdraftCap };
    return { capability, refusal: new DomainError('overdraft_cap', evidence) };
  }
  // With nothing left uploads become arrears, and an open episode says until when (AMB-12).
  const episode = pool?.episode ?? null;
  if (episode === null) return { capability, refusal: null };
  return { capability, refusal: null, until: episode.suspendsAt, ...citing(rules.suspension) };
}

function emptied(capability: string, resources: readonly Drawn[]): Decision {
  const evidence = { capability, resource: resources.map(({ name }) => name) };
  return {
    capability,
    refusal: new DomainError('pool_empty', evidence, citing(resources[0]?.rules.insufficient)),
  };
}

function citing(rule: string | undefined): { rule?: string } {
  return rule === undefined ? {} : { rule };
}
