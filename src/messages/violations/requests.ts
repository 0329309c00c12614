/** Violations of a request that only its use case can detect. */
import type { Violation } from '../../domain/errors.ts';
import type { ViolationText } from './violation-text.ts';

const REQUEST_VIOLATION_TEXTS = {
  not_a_last_date: {
    message: {
      en: 'A date given here must be over before the year 3000 in Greenwich; in the zone of the account it is not.',
      zh: '此处的日期须在格林尼治时间 3000 年之前结束；按账户时区并非如此。',
    },
    remedy: { en: 'Name an earlier date.', zh: '请提供更早的日期。' },
  },
  repeated_line: {
    message: { en: 'The renewal names this line before.', zh: '续费请求中已包含该行。' },
    remedy: { en: 'Name each line once.', zh: '每行只能出现一次。' },
  },
} as const satisfies Readonly<Record<string, ViolationText>>;
type RequestViolationCode = keyof typeof REQUEST_VIOLATION_TEXTS;

export function requestViolation(path: string, code: RequestViolationCode): Violation {
  return { path, code, ...REQUEST_VIOLATION_TEXTS[code] };
}
