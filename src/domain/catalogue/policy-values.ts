/** Reads policy values by name from plain data: from catalogue files and from overrides of agreements. */
import type { FoundViolation } from '../found-violation.ts';
import type { Json } from '../json.ts';
import { ACCEPTANCE_PROOFS } from './acceptance.ts';
import {
  POLICIES,
  type Policy,
  type PolicyName,
  type PolicyValues,
  type PolicyValueType,
} from './policies.ts';

/** Most numbers of a list. */
export const MOST_ENTRIES = 10;

const isCount = (value: Json, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;

/** Whether a value is of a type. `most`: the largest number that the policy takes. */
const ACCEPTS: Readonly<Record<PolicyValueType, (value: Json, most: number) => boolean>> = {
  count: isCount,
  countOrNull: (value, most) => value === null || isCount(value, most),
  flag: (value) => typeof value === 'boolean',
  countsDescending: isDescending,
  licenceScope: (value) => value === 'consortium' || value === 'organization',
  validityScope: (value) => value === 'feature' || value === 'organization',
  acceptanceProof: (value) => ACCEPTANCE_PROOFS.some((proof) => proof === value),
};

function isDescending(value: Json, most: number): boolean {
  if (!Array.isArray(value) || value.length > MOST_ENTRIES) return false;
  const counts: readonly Json[] = value;
  return counts.every((count, index) => {
    const before = counts[index - 1];
    return isCount(count, most) && (before === undefined || (isCount(before, most) && before > count));
  });
}

/** A name that may not stand here, or a value that is not of the type that its policy takes. */
export type PolicyViolationKey = 'unknown_policy' | PolicyValueType;
export type PolicyViolation = FoundViolation<PolicyViolationKey>;

/** The valid values, and a violation for each unknown name or wrong value. */
export interface PolicyReading {
  readonly values: Readonly<Partial<PolicyValues>>;
  readonly violations: readonly PolicyViolation[];
}

/** Reads values by name. `allowed` = the names that may stand here; `path` = where the values stand. */
export function readPolicies(
  given: Readonly<Record<string, Json>>,
  allowed: readonly PolicyName[],
  path: string,
): PolicyReading {
  const accepted: Record<string, Json> = {};
  const violations: PolicyViolation[] = [];
  for (const [name, value] of Object.entries(given)) {
    const known = allowed.find((policy) => policy === name);
    if (known === undefined) {
      violations.push(unknownPolicy(`${path}.${name}`, allowed));
      continue;
    }
    const policy: Policy = POLICIES[known];
    if (ACCEPTS[policy.expected](value, policy.most ?? 0)) accepted[known] = value;
    else violations.push(wrongValue(`${path}.${name}`, policy));
  }
  // Every value was checked against the type of its name.
  return { values: accepted, violations };
}

function unknownPolicy(path: string, allowed: readonly PolicyName[]): PolicyViolation {
  return { key: 'unknown_policy', code: 'unknown_policy', path, facts: { names: allowed.join(', ') } };
}

function wrongValue(path: string, { rule, expected, most = 0 }: Policy): PolicyViolation {
  const facts = { most, entries: MOST_ENTRIES };
  return { key: expected, code: 'wrong_policy_value', path, rule, facts };
}
