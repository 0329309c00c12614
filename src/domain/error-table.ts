/**
 * Every error that the product reports on purpose: its wire code, the rule behind it and its HTTP status (api.md §1).
 * HTTP responses, Temporal failures, the OpenAPI document and tests read this table. The sentences that people read are
 * in src/messages/errors.
 */
import type { RuleId } from './rules.ts';

/** Closed list of codes on the wire with their HTTP status (api.md §1). */
export const ERROR_STATUS = {
  malformed_json: 400,
  idempotency_key_required: 400,
  unauthenticated: 401,
  suspended: 402,
  insufficient_balance: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  illegal_transition: 409,
  agreement_required: 409,
  idempotency_in_flight: 409,
  sandbox_only: 409,
  basic_inactive: 409,
  conflict: 409,
  payload_too_large: 413,
  validation_failed: 422,
  order_invalid: 422,
  refund_not_allowed: 422,
  idempotency_mismatch: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

export interface ErrorDefinition {
  readonly code: ErrorCode;
  /** The rule that decides (src/messages/rules), if it is a business rule. */
  readonly rule?: RuleId;
  /** HTTP's own status for a request that is wrong in itself; such an error also closes the connection. */
  readonly status?: 400 | 408 | 417 | 431;
}

/** Errors by key, one for each distinct reason. Several keys may share a code. */
export const ERRORS = {
  // Keys, roles and signatures.
  unauthenticated: { code: 'unauthenticated' },
  sign_in_refused: { code: 'unauthenticated' },
  signature_invalid: { code: 'unauthenticated' },
  forbidden: { code: 'forbidden' },
  foreign_origin: { code: 'forbidden' },
  unlimited_key_required: { code: 'forbidden' },
  customer_buys_online: { code: 'forbidden' },
  token_for_assignee_only: { code: 'forbidden', rule: 'AMB-54' },
  last_operator_key: { code: 'conflict' },
  key_not_usable: { code: 'conflict' },

  // The request itself, and limits on requests.
  malformed_json: { code: 'malformed_json' },
  request_malformed: { code: 'validation_failed', status: 400 },
  expectation_unknown: { code: 'validation_failed', status: 417 },
  headers_too_large: { code: 'payload_too_large', status: 431 },
  request_late: { code: 'unavailable', status: 408 },
  too_many_connections: { code: 'unavailable' },
  payload_too_large: { code: 'payload_too_large' },
  method_not_allowed: { code: 'method_not_allowed' },
  not_found: { code: 'not_found' },
  validation_failed: { code: 'validation_failed' },
  signal_malformed: { code: 'validation_failed' },
  rate_limited: { code: 'rate_limited' },
  address_limited: { code: 'rate_limited' },
  idempotency_key_required: { code: 'idempotency_key_required' },
  idempotency_in_flight: { code: 'idempotency_in_flight' },
  idempotency_mismatch: { code: 'idempotency_mismatch' },
  response_expired: { code: 'conflict' },

  // Usages that the balance, the arrears or the end of cover does not allow.
  insufficient_balance: { code: 'insufficient_balance', rule: 'AMB-24' },
  never_credited: { code: 'insufficient_balance', rule: 'AMB-16' },
  pool_empty: { code: 'insufficient_balance' },
  storage_not_covered: { code: 'insufficient_balance', rule: 'AMB-10' },
  storage_shorter: { code: 'insufficient_balance', rule: 'AMB-10' },
  storage_unbound: { code: 'insufficient_balance', rule: 'AMB-10' },
  overdraft_cap: { code: 'insufficient_balance', rule: 'AMB-16' },
  suspended: { code: 'suspended', rule: '§8.9' },
  cover_over: { code: 'suspended', rule: '§8.12' },
  pack_over: { code: 'insufficient_balance', rule: 'AMB-28' },
  basic_inactive: { code: 'basic_inactive', rule: 'AMB-46' },
  pool_blocked: { code: 'conflict', rule: '§8.8' },
  usage_queue_full: { code: 'rate_limited' },
  usage_reversed: { code: 'conflict', rule: 'AMB-26' },

  // Orders and the agreements they need.
  order_invalid: { code: 'order_invalid', rule: '§8.2' },
  agreement_missing: { code: 'agreement_required', rule: 'AMB-31' },
  agreement_number_taken: { code: 'conflict' },
  agreement_over: { code: 'conflict' },
  illegal_transition: { code: 'illegal_transition' },
  not_renewable: { code: 'illegal_transition', rule: '§8.13' },
  renewal_of_refunded: { code: 'illegal_transition', rule: '§8.13' },
  renewal_not_needed: { code: 'illegal_transition', rule: '§8.13' },
  order_busy: { code: 'conflict' },
  order_crowded: { code: 'rate_limited' },
  commands_waiting: { code: 'rate_limited' },
  command_waited: { code: 'rate_limited' },
  workflow_paused: { code: 'conflict' },

  // Lots.
  lot_ended: { code: 'illegal_transition', rule: '§8.6' },
  lot_end_not_later: { code: 'validation_failed', rule: 'AMB-08' },
  lot_ends_in_the_past: { code: 'validation_failed', rule: 'AMB-08' },

  // Services.
  service_lapsed: { code: 'illegal_transition', rule: '§8.14' },
  service_start_by_not_later: { code: 'validation_failed', rule: '§8.14' },
  service_never_lapses: { code: 'illegal_transition', rule: 'AMB-44' },
  acceptance_needs_document: { code: 'illegal_transition', rule: 'AMB-41' },
  acceptance_by_customer_only: { code: 'illegal_transition', rule: 'AMB-41' },
  rejection_without_reason: { code: 'validation_failed', rule: 'AMB-41' },

  // Payments.
  payment_time_invalid: { code: 'validation_failed' },
  payment_allocated: { code: 'conflict' },
  payment_not_applicable: { code: 'conflict', rule: '§8.4' },

  // Refunds.
  refund_never: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_needs_agreement: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_after_usage: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_nothing_unused: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_delivery_started: { code: 'refund_not_allowed', rule: 'AMB-44' },
  refund_not_divisible: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_amount_too_large: { code: 'refund_not_allowed', rule: '§8.15' },
  refund_basic_needed: { code: 'refund_not_allowed', rule: 'AMB-46' },

  // A sandbox account's clock.
  sandbox_only: { code: 'sandbox_only' },
  clock_backwards: { code: 'validation_failed' },
  advance_running: { code: 'conflict' },
  advance_failed: { code: 'conflict' },

  // Tasks, files, endpoints, and our own servers.
  unavailable: { code: 'unavailable' },
  clock_off: { code: 'unavailable' },
  not_configured: { code: 'unavailable' },
  console_missing: { code: 'unavailable' },
  internal: { code: 'internal' },
  endpoint_not_allowed: { code: 'validation_failed', rule: 'AMB-47' },
  task_resolved: { code: 'conflict' },
  upload_swept: { code: 'conflict' },
} as const satisfies Record<string, ErrorDefinition>;
export type ErrorKey = keyof typeof ERRORS;
