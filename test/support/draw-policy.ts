/** Policies of drawing for tests that need no catalogue. */
import type { UsagePolicies, UsagePolicy } from '../../src/application/ledger/group-commit/decide-uses.ts';

/** Nothing is overdrawn, nothing is told to be low. */
export const NO_OVERDRAFT: UsagePolicy = {
  overdraft: 'none',
  overdraftCap: null,
  capability: 'test.draw',
  graceHours: 24,
  resumeRequires: 1,
  lowBalanceUnits: [],
  policyVersion: 'test',
  needsOneOf: null,
  basicsToBuy: [],
  highArrearsUnits: null,
  named: null,
  edition: null,
};

/** Every account and resource alike, unless told otherwise. */
export function drawPolicies(
  policyOf: (resource: string) => Partial<UsagePolicy> = () => ({}),
): UsagePolicies {
  return { policyOf: (_head, resource) => ({ ...NO_OVERDRAFT, ...policyOf(resource) }) };
}
