/** Errors of starting, delivering, accepting and extending services (rules §8.14). */
import type { ErrorTexts } from './error-text.ts';

export const SERVICES_ERROR_TEXTS = {
  service_lapsed: {
    detail: {
      en: 'The service had to be started before {startBy}; it has lapsed.',
      zh: '该服务须在 {startBy} 之前启动，现已失效。',
    },
    remedy: { en: 'Buy the service again.', zh: '请重新购买该服务。' },
  },
  service_start_by_not_later: {
    detail: {
      en: 'The service can be started through {current}; {startBy} is not later.',
      zh: '该服务可启动至 {current}；{startBy} 并不更晚。',
    },
    remedy: { en: 'Provide a date after {current}.', zh: '请提供晚于 {current} 的日期。' },
  },
  service_never_lapses: {
    detail: {
      en: 'The service can be started at any time and never lapses, so there is no date to extend.',
      zh: '该服务可随时启动且不会失效，无需延期。',
    },
    remedy: { en: 'Start the service when it suits the customer.', zh: '请在客户方便时启动该服务。' },
  },
  acceptance_needs_document: {
    detail: {
      en: 'For this order, delivery staff can record an acceptance only with a document that proves it.',
      zh: '该订单约定：交付人员代录验收须附验收文件。',
    },
    remedy: {
      en: 'Attach the signed document, or send the customer a sign-off link.',
      zh: '请附上签署的验收文件，或向客户发送验收链接。',
    },
  },
  acceptance_by_customer_only: {
    detail: {
      en: 'For this order, only the customer can accept; delivery staff cannot record it.',
      zh: '该订单约定：仅客户本人可以验收，交付人员不能代录。',
    },
    remedy: { en: 'Send the customer a sign-off link.', zh: '请向客户发送验收链接。' },
  },
  rejection_without_reason: {
    detail: { en: 'A rejection requires a reason.', zh: '驳回须说明原因。' },
    remedy: { en: 'Send a reason of at least one character.', zh: '请提供驳回原因。' },
  },
} as const satisfies ErrorTexts;
