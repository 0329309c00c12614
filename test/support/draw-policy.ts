/** Usage policies for tests that need no catalogue. */
import type { UsagePolicies, UsagePolicy } from '../../src/application/ledger/usage-policies.ts';

/** No overdraft, and no notice of a low balance. */
const NO_OVERDRAFT: UsagePolicy = {
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

/** The same policy for every account and resource, except for the given overrides. */
export function drawPolicies(
  policyOf: (resource: string) => Partial<UsagePolicy> = () => ({}),
): UsagePolicies {
  return { policyOf: (_settings, resource) => ({ ...NO_OVERDRAFT, ...policyOf(resource) }) };
}
