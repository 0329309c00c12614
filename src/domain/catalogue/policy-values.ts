/** Reads policy values by name from plain data: from catalogue files and from overrides of agreements. */
import type { Json, Localized } from '../json.ts';
import type { Violation } from '../errors.ts';
import { ACCEPTANCE_PROOFS } from './acceptance.ts';
import { formatInteger } from '../money.ts';
import {
  POLICIES,
  type Policy,
  type PolicyName,
  type PolicyValues,
  type PolicyValueType,
} from './policies.ts';

const MOST_ENTRIES = 10;

interface ValueType {
  /** `most`: the largest number that the policy takes. */
  readonly accepts: (value: Json, most: number) => boolean;
  readonly expected: (most: number) => Localized;
}

const isCount = (value: Json, most: number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;

const VALUE_TYPES: Readonly<Record<PolicyValueType, ValueType>> = {
  count: {
    accepts: isCount,
    expected: (most) => ({
      en: `a whole number from 1 to ${formatInteger(most)}`,
      zh: `1 至 ${formatInteger(most)} 的整数`,
    }),
  },
  countOrNull: {
    accepts: (value, most) => value === null || isCount(value, most),
    expected: (most) => ({
      en: `a whole number from 1 to ${formatInteger(most)}, or null`,
      zh: `1 至 ${formatInteger(most)} 的整数或 null`,
    }),
  },
  flag: {
    accepts: (value) => typeof value === 'boolean',
    expected: () => ({ en: 'true or false', zh: 'true 或 false' }),
  },
  countsDescending: {
    accepts: isDescending,
    expected: (most) => ({
      en: `a list of up to ${MOST_ENTRIES} different whole numbers from 1 to ${formatInteger(most)}, largest first`,
      zh: `最多 ${MOST_ENTRIES} 个互不相同的整数（1 至 ${formatInteger(most)}），从大到小排列`,
    }),
  },
  licenceScope: {
    accepts: (value) => value === 'consortium' || value === 'organization',
    expected: () => ({ en: 'consortium or organization', zh: 'consortium 或 organization' }),
  },
  validityScope: {
    accepts: (value) => value === 'feature' || value === 'organization',
    expected: () => ({ en: 'feature or organization', zh: 'feature 或 organization' }),
  },
  acceptanceProof: {
    accepts: (value) => ACCEPTANCE_PROOFS.some((proof) => proof === value),
    expected: () => ({ en: 'named, document or customer', zh: 'named、document 或 customer' }),
  },
};

function isDescending(value: Json, most: number): boolean {
  if (!Array.isArray(value) || value.length > MOST_ENTRIES) return false;
  const counts: readonly Json[] = value;
  return counts.every((count, index) => {
    const before = counts[index - 1];
    return isCount(count, most) && (before === undefined || (isCount(before, most) && before > count));
  });
}

/** The valid values, and a violation for each unknown name or wrong value. */
export interface PolicyReading {
  readonly values: Readonly<Partial<PolicyValues>>;
  readonly violations: readonly Violation[];
}

/** Reads values by name. `allowed` = the names that may stand here; `path` = where the values stand. */
export function readPolicies(
  given: Readonly<Record<string, Json>>,
  allowed: readonly PolicyName[],
  path: string,
): PolicyReading {
  const accepted: Record<string, Json> = {};
  const violations: Violation[] = [];
  for (const [name, value] of Object.entries(given)) {
    const known = allowed.find((policy) => policy === name);
    if (known === undefined) {
      violations.push(unknownPolicy(`${path}.${name}`, allowed));
      continue;
    }
    const policy: Policy = POLICIES[known];
    const type = VALUE_TYPES[policy.expected];
    const most = policy.most ?? 0;
    if (type.accepts(value, most)) accepted[known] = value;
    else violations.push(wrongValue(`${path}.${name}`, known, type.expected(most)));
  }
  // Every value was checked against the type of its name.
  return { values: accepted, violations };
}

function unknownPolicy(path: string, allowed: readonly PolicyName[]): Violation {
  const names = allowed.join(', ');
  return {
    path,
    code: 'unknown_policy',
    message: { en: 'There is no policy of this name here.', zh: '此处没有该名称的策略。' },
    remedy: { en: `Use one of: ${names}.`, zh: `请使用：${names}。` },
  };
}

function wrongValue(path: string, name: PolicyName, expected: Localized): Violation {
  return {
    path,
    code: 'wrong_policy_value',
    message: { en: `This must be ${expected.en}.`, zh: `此处必须是${expected.zh}。` },
    rule: POLICIES[name].rule,
    remedy: { en: `Give ${expected.en}.`, zh: `请填写${expected.zh}。` },
  };
}
