/** Errors of extending a lot. */
import type { ErrorTexts } from './error-text.ts';

export const LOTS_ERROR_TEXTS = {
  lot_ended: {
    detail: {
      en: 'The lot has been {state} since {endedAt}; only a live lot can be extended.',
      zh: '该批次自 {endedAt} 起处于 {state} 状态；只能延长有效的批次。',
    },
    remedy: { en: 'Credit new units to the account instead.', zh: '请改为向该账户发放新的资源。' },
  },
  lot_end_not_later: {
    detail: {
      en: 'The lot is valid through {current}; {expiresOn} is not later.',
      zh: '该批次可用至 {current}；{expiresOn} 并不更晚。',
    },
    remedy: { en: 'Provide a date after {current}.', zh: '请提供晚于 {current} 的日期。' },
  },
  lot_ends_in_the_past: {
    detail: {
      en: '{expiresOn} is in the past: the current date of the account is {today}.',
      zh: '{expiresOn} 已过：该账户的日期为 {today}。',
    },
    remedy: { en: 'Provide {today} or a later date.', zh: '请提供 {today} 或更晚的日期。' },
  },
} as const satisfies ErrorTexts;
