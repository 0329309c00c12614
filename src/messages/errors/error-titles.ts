/** Titles of the error codes: what kind of thing went wrong. Detail and remedy are in `ERROR_TEXTS`, by key. */
import type { Localized } from '../../domain/json.ts';
import type { ErrorCode } from '../../domain/error-table.ts';

export const ERROR_TITLES = {
  malformed_json: { en: 'Malformed JSON', zh: 'JSON 格式错误' },
  idempotency_key_required: { en: 'Idempotency key required', zh: '需要幂等键' },
  unauthenticated: { en: 'Not authenticated', zh: '未通过身份验证' },
  suspended: { en: 'Suspended', zh: '已暂停' },
  insufficient_balance: { en: 'Insufficient balance', zh: '余额不足' },
  forbidden: { en: 'Forbidden', zh: '禁止访问' },
  not_found: { en: 'Not found', zh: '未找到' },
  method_not_allowed: { en: 'Method not allowed', zh: '不支持的请求方法' },
  illegal_transition: { en: 'Not possible in this state', zh: '当前状态下不可执行' },
  agreement_required: { en: 'Agreement required', zh: '需要合作协议' },
  idempotency_in_flight: { en: 'Request still running', zh: '请求仍在处理' },
  sandbox_only: { en: 'Sandbox accounts only', zh: '仅限沙盒账户' },
  basic_inactive: { en: 'Basic software inactive', zh: '基础软件未启用' },
  conflict: { en: 'Conflict', zh: '冲突' },
  payload_too_large: { en: 'Payload too large', zh: '请求体过大' },
  validation_failed: { en: 'Validation failed', zh: '校验失败' },
  order_invalid: { en: 'Order invalid', zh: '订单无效' },
  refund_not_allowed: { en: 'Refund not allowed', zh: '不允许退款' },
  idempotency_mismatch: { en: 'Idempotency key reused', zh: '幂等键被重复使用' },
  rate_limited: { en: 'Too many requests', zh: '请求过多' },
  unavailable: { en: 'Temporarily unavailable', zh: '暂时不可用' },
  internal: { en: 'Internal error', zh: '内部错误' },
} as const satisfies Record<ErrorCode, Localized>;
