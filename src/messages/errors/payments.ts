/** Errors of payments that cannot be recorded, applied or returned. */
import type { ErrorTexts } from './error-text.ts';

export const PAYMENTS_ERROR_TEXTS = {
  payment_time_invalid: {
    detail: {
      en: 'The payment cannot have been received at {receivedAt}: the time must be between {earliest} and {latest}.',
      zh: '到账时间 {receivedAt} 必须在 {earliest} 与 {latest} 之间。',
    },
    remedy: {
      en: 'Provide the time of receipt: after the order started to wait for payment, and not in the future.',
      zh: '请填写款项到账时间：须在订单进入待付款之后，且不晚于当前时间。',
    },
  },
  payment_allocated: {
    detail: {
      en: 'The payment is {state}; only excess, mismatched or late payments can be returned or applied.',
      zh: '该付款状态为 {state}；仅多付、金额不符或迟到的款项可退回或转用。',
    },
    remedy: {
      en: 'Refund the purchase through its order, {orderId}.',
      zh: '请在订单 {orderId} 中退回已购内容。',
    },
  },
  payment_not_applicable: {
    detail: {
      en: 'Order {orderId} is {state} and costs {expected}; the payment amounts to {given}.',
      zh: '订单 {orderId} 处于 {state} 状态，应付 {expected}；该付款为 {given}。',
    },
    remedy: {
      en: 'Apply it to an order of the same account that is waiting for exactly this amount.',
      zh: '请将其转用于同一账户中恰好等待该金额的订单。',
    },
  },
} as const satisfies ErrorTexts;
