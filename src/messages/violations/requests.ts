/** Violations of a request that only its use case can detect. */
import { DomainError, type Violation } from '../../domain/errors.ts';
import { formatInteger } from '../../domain/money.ts';
import { fillBoth } from '../fill-text.ts';
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
  too_many_names: {
    message: {
      en: 'The names of more than {maximum} accounts or organizations begin like this.',
      zh: '以此开头的账户或机构名称超过 {maximum} 个。',
    },
    remedy: {
      en: 'Give more of the name, or name the account in `accountId`.',
      zh: '请输入更完整的名称，或在 `accountId` 中指定账户。',
    },
  },
  too_large_team: {
    message: {
      en: 'This sales team looks after more than {maximum} accounts.',
      zh: '该销售团队负责的账户超过 {maximum} 个。',
    },
    remedy: {
      en: 'Name the account in `accountId`, or use a key that covers some of them.',
      zh: '请在 `accountId` 中指定账户，或使用仅覆盖部分账户的密钥。',
    },
  },
} as const satisfies Readonly<Record<string, ViolationText>>;
type RequestViolationCode = keyof typeof REQUEST_VIOLATION_TEXTS;

/** The error of `validation_failed` for a query of a list that would have to follow more than `maximum` records. */
export function tooManyFollowed(
  path: string,
  code: Extract<RequestViolationCode, 'too_many_names' | 'too_large_team'>,
  maximum: number,
): DomainError {
  const { message, remedy } = REQUEST_VIOLATION_TEXTS[code];
  const words = () => ({ maximum: formatInteger(maximum) });
  const violation: Violation = { path, code, message: fillBoth(message, words), remedy };
  return new DomainError('validation_failed', {}, { errors: [violation] });
}

export function requestViolation(
  path: string,
  code: Exclude<RequestViolationCode, 'too_many_names' | 'too_large_team'>,
): Violation {
  return { path, code, ...REQUEST_VIOLATION_TEXTS[code] };
}
