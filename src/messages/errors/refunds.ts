/** Errors of refunds that are not allowed (rules §8.15). */
import type { ErrorTexts } from './error-text.ts';

export const REFUNDS_ERROR_TEXTS = {
  refund_never: {
    detail: { en: '{sku} is not refundable.', zh: '{sku} 售出后不支持退款。' },
    remedy: { en: 'Remove the line from the request.', zh: '请将该行移出退款请求。' },
  },
  refund_needs_agreement: {
    detail: {
      en: '{sku} is refundable only under a signed agreement.',
      zh: '{sku} 仅可依据已签署的协议退款。',
    },
    remedy: {
      en: 'Provide an agreement that covers {productLine} and was active when the order was paid, and its clause.',
      zh: '请注明付款时有效且覆盖 {productLine} 的协议及其条款。',
    },
  },
  refund_after_usage: {
    detail: {
      en: 'A refund of {asked} of {sku} was requested; {refundable} are unused and can be refunded.',
      zh: '请求退回 {sku} {asked} 个；未使用且可退回的有 {refundable} 个。',
    },
    remedy: {
      en: 'Request at most {refundable}. Used, started, lapsed or refunded parts cannot be refunded.',
      zh: '请求不超过 {refundable} 个；已使用、交付、失效或已退款的部分不可退。',
    },
  },
  refund_nothing_unused: {
    detail: {
      en: 'Nothing of {sku} can be refunded: the line is {lineState}.',
      zh: '{sku} 没有可退回的部分：该行处于 {lineState} 状态。',
    },
    remedy: {
      en: 'Remove the line from the request. Used, started, lapsed or refunded parts cannot be refunded.',
      zh: '请将该行移出退款请求：已使用、交付中、失效或已退款的部分不可退。',
    },
  },
  refund_delivery_started: {
    detail: {
      en: '{sku} can be refunded only as a whole, and its delivery {serviceId} has started.',
      zh: '{sku} 只能整体退回，其交付服务 {serviceId} 已启动。',
    },
    remedy: {
      en: 'Remove the line from the request. It is refundable only while none of its deliveries has started.',
      zh: '请将该行移出退款请求：仅在所有交付均未启动时可退。',
    },
  },
  refund_not_divisible: {
    detail: {
      en: '{sku} can be refunded only as a whole: {refundable}, not {asked}.',
      zh: '{sku} 只能整体退回：{refundable}，而非 {asked}。',
    },
    remedy: { en: 'Request {refundable}.', zh: '请退回 {refundable}。' },
  },
  refund_amount_too_large: {
    detail: {
      en: 'At most {limit} can be refunded for {sku}; {asked} was requested.',
      zh: '{sku} 最多可退 {limit}，请求退款 {asked}。',
    },
    remedy: { en: 'Request at most {limit}.', zh: '请将退款金额调整为不超过 {limit}。' },
  },
  refund_basic_needed: {
    detail: {
      en: '{sku} cannot be refunded alone: {neededBy} needs it.',
      zh: '{sku} 不能单独退款：{neededBy} 依赖该软件。',
    },
    remedy: {
      en: 'Refund {neededBy} first, or in the same refund.',
      zh: '请先退订 {neededBy}，或与其一并退款。',
    },
  },
} as const satisfies ErrorTexts;
