/** Errors of moving a sandbox account's clock. */
import type { ErrorTexts } from './error-text.ts';

export const SANDBOX_ERROR_TEXTS = {
  sandbox_only: {
    detail: { en: 'Only the clock of a sandbox account can be moved.', zh: '只有沙盒账户的时钟可以移动。' },
    remedy: { en: 'Open a sandbox account.', zh: '请开立沙盒账户。' },
  },
  clock_backwards: {
    detail: {
      en: 'The clock is at {now}; {target} is earlier.',
      zh: '时钟位于 {now}；{target} 早于该时间。',
    },
    remedy: { en: 'Advance to a later time.', zh: '请推进到更晚的时刻。' },
  },
  advance_running: {
    detail: {
      en: "Another advance of this account's clock, to {target}, is in progress.",
      zh: '该账户的时钟正在推进到 {target}，尚未完成。',
    },
    remedy: {
      en: 'Wait until advance {advanceId} is done, then advance again.',
      zh: '请等待推进 {advanceId} 完成后再次推进。',
    },
  },
  advance_failed: {
    detail: {
      en: 'The advance stopped at {stoppedAt}: a deadline at that time could not be processed.',
      zh: '推进停在 {stoppedAt}：该时刻到期的事项无法完成。',
    },
    remedy: {
      en: 'Ask an operator to check the cause recorded with advance {advanceId}, then start another one with a new key.',
      zh: '请让运营人员查看推进 {advanceId} 所记录的原因，然后用新的键重新推进。',
    },
  },
} as const satisfies ErrorTexts;
