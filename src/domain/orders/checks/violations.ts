/**
 * All violations of an order (rules §8.2), and its warnings: their codes and rules. `concern` selects the rule of the SKU's
 * own edition, which is cited instead of the general one. The sentences are in src/messages/violations.
 */
import type { RuleConcern } from '../../catalogue/sku.ts';
import type { Facts, FoundViolation } from '../../found-violation.ts';
import type { RuleId } from '../../rules.ts';

/** Closed list of codes inside `errors` of `order_invalid` (api.md §1). */
export const ORDER_VIOLATION_CODES = [
  'unknown_sku',
  'unpriced',
  'offline_only',
  'below_minimum',
  'above_maximum',
  'not_a_multiple',
  'not_an_integer',
  'term_required',
  'term_not_offered',
  'region_not_sellable',
  'basic_required',
  'zero_total',
  'mixed_currency',
  'mixed_product_lines',
  'terms_not_accepted',
  'terms_outdated',
  'organization_required',
  'scope_required',
  'already_licensed',
] as const;
export type OrderViolationCode = (typeof ORDER_VIOLATION_CODES)[number];

interface OrderViolationRow {
  readonly code: OrderViolationCode;
  readonly rule: RuleId;
  readonly concern?: RuleConcern;
}

export const ORDER_VIOLATIONS = {
  unknown_sku: { code: 'unknown_sku', rule: '§8.2' },
  unpriced: { code: 'unpriced', rule: '§8.2', concern: 'price' },
  offline_only: { code: 'offline_only', rule: 'AMB-44', concern: 'channel' },
  offline_needs_operator: { code: 'offline_only', rule: 'AMB-44' },
  below_minimum: { code: 'below_minimum', rule: '§8.2', concern: 'minimum' },
  term_below_minimum: { code: 'below_minimum', rule: '§8.2', concern: 'term' },
  above_maximum: { code: 'above_maximum', rule: '§8.2' },
  term_above_maximum: { code: 'above_maximum', rule: '§8.2' },
  paid_too_far_ahead: { code: 'above_maximum', rule: 'AMB-29' },
  amount_too_large: { code: 'above_maximum', rule: '§8.2' },
  not_a_multiple: { code: 'not_a_multiple', rule: '§8.2', concern: 'step' },
  not_an_integer: { code: 'not_an_integer', rule: '§8.2', concern: 'minimum' },
  term_not_an_integer: { code: 'not_an_integer', rule: '§8.2', concern: 'term' },
  term_required: { code: 'term_required', rule: '§8.2', concern: 'term' },
  term_unit_not_offered: { code: 'term_not_offered', rule: '§8.2', concern: 'term' },
  term_not_offered: { code: 'term_not_offered', rule: '§8.2', concern: 'term' },
  storage_not_offered: { code: 'term_not_offered', rule: '§8.2', concern: 'storage' },
  region_not_sellable: { code: 'region_not_sellable', rule: 'AMB-36' },
  basic_required: { code: 'basic_required', rule: 'AMB-46', concern: 'basic' },
  zero_total: { code: 'zero_total', rule: '§8.2' },
  mixed_currency: { code: 'mixed_currency', rule: 'AMB-48' },
  mixed_product_lines: { code: 'mixed_product_lines', rule: '§8.2' },
  terms_not_accepted: { code: 'terms_not_accepted', rule: '§8.2' },
  terms_outdated: { code: 'terms_outdated', rule: '§8.2' },
  organization_required: { code: 'organization_required', rule: '§8.2', concern: 'organization' },
  unknown_organization: { code: 'organization_required', rule: 'AMB-45' },
  scope_required: { code: 'scope_required', rule: 'AMB-02', concern: 'scope' },
  unknown_scope: { code: 'scope_required', rule: 'AMB-02', concern: 'scope' },
  already_licensed: { code: 'already_licensed', rule: '§8.13', concern: 'scope' },
} as const satisfies Record<string, OrderViolationRow>;
export type OrderViolationKey = keyof typeof ORDER_VIOLATIONS;
export type OrderViolation = FoundViolation<OrderViolationKey>;

/** A violation of an order. Cites `cited`, or by default the rule of the table. */
export function violationOf(
  key: OrderViolationKey,
  path: string,
  facts: Facts,
  cited?: RuleId,
): OrderViolation {
  const { code, rule } = ORDER_VIOLATIONS[key];
  return { key, code, path, rule: cited ?? rule, facts };
}

/** The concern for which a SKU may cite its own rule; undefined if only the general rule applies. */
export function concernOf(key: OrderViolationKey): RuleConcern | undefined {
  const violation: OrderViolationRow = ORDER_VIOLATIONS[key];
  return violation.concern;
}

/** Rules behind the warnings about valid orders, by code. */
export const ORDER_WARNINGS = {
  queues: 'AMB-29',
  outlasts_basic: 'AMB-46',
  awaits_basic: 'AMB-46',
} as const satisfies Record<string, RuleId>;
export type OrderWarningCode = keyof typeof ORDER_WARNINGS;
