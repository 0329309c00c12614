/**
 * Violations of a request's schema, in both languages: the entries of `errors` under `validation_failed`. Schemas refer to a
 * row by its code, and the HTTP pipeline fills `{name}` from the facts.
 */
import { DomainError, type Violation } from '../../domain/errors.ts';
import type { Localized } from '../../domain/json.ts';
import { fillBoth } from '../fill-text.ts';

type Facts = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | Localized>>;

export const SCHEMA_VIOLATIONS = {
  key_or_link: {
    en: 'Give either a key or the token of a link.',
    zh: '请提供密钥或登录链接令牌，二者选一。',
  },
  missing: { en: 'This field is required.', zh: '此字段为必填。' },
  unknown_field: { en: 'There is no such field here.', zh: '此处不存在该字段。' },
  repeated_field: { en: 'This query field is given more than once.', zh: '该查询字段重复出现。' },
  not_in_csv: {
    en: 'A CSV has every page; leave this out.',
    zh: 'CSV 包含全部页；请省略此字段。',
  },
  only_in_csv: {
    en: 'This is for CSV; ask for it with format=csv.',
    zh: '该字段仅用于 CSV；请使用 format=csv。',
  },
  wrong_type: { en: 'This must be {expected}.', zh: '此处必须是{expected}。' },
  wrong_format: { en: 'This must be {expected}.', zh: '此处必须是{expected}。' },
  storage_not_known: {
    en: '{resource} is not stored by years; leave this out.',
    zh: '{resource}不按年限存储；请省略此字段。',
  },
  not_allowed: { en: 'This must be one of: {values}.', zh: '此处必须是以下之一：{values}。' },
  too_small: { en: 'This must be at least {minimum}.', zh: '此处不得小于 {minimum}。' },
  too_large: { en: 'This must be at most {maximum}.', zh: '此处不得大于 {maximum}。' },
  too_short: { en: 'This must have at least {minimum} characters.', zh: '此处至少需要 {minimum} 个字符。' },
  too_long: { en: 'This must have at most {maximum} characters.', zh: '此处最多 {maximum} 个字符。' },
  too_few: { en: 'This must have at least {minimum} entries.', zh: '此处至少需要 {minimum} 项。' },
  too_many: { en: 'This must have at most {maximum} entries.', zh: '此处最多 {maximum} 项。' },
  repeated_entry: { en: 'An entry is given more than once.', zh: '存在重复的条目。' },
  not_a_line: {
    en: 'This must be one line without control characters, direction marks or incomplete characters.',
    zh: '此处必须是单行文本，不得包含控制字符、文字方向控制符或不完整的字符。',
  },
  not_prose: {
    en: 'This must have no control characters besides line breaks and tabs, and no incomplete characters.',
    zh: '除换行和制表符外，此处不得包含控制字符或不完整的字符。',
  },
  not_a_key: {
    en: 'A key has 1 to 255 printable ASCII characters and no space at either end.',
    zh: '键须为 1 至 255 个可打印的 ASCII 字符，首尾不得有空格。',
  },
  repeated_header: {
    en: 'This header is sent more than once.',
    zh: '该请求头重复出现。',
  },
  malformed_encoding: {
    en: 'The percent-encoding of this field is malformed.',
    zh: '该字段的百分号编码有误。',
  },
  unknown_packing: {
    en: 'This is not read; pack the body as one of {values}, or not at all.',
    zh: '无法读取此编码；请使用 {values} 之一压缩请求体，或不压缩。',
  },
  damaged_packing: {
    en: 'The body cannot be unpacked: it is damaged, cut off, or unpacks to far too much.',
    zh: '请求体无法解压：内容损坏、不完整，或解压后过大。',
  },
  unreadable_export: {
    en: 'This is no text of an export but {format}; unpack it and send what is in it.',
    zh: '这不是导出文本，而是 {format}；请解压后发送其中的内容。',
  },
  not_a_time_zone: {
    en: 'This must be an IANA time zone such as Asia/Shanghai.',
    zh: '此处必须是 IANA 时区，例如 Asia/Shanghai。',
  },
  not_a_country: {
    en: 'This must be an ISO 3166-1 alpha-2 country code in capitals, such as BR.',
    zh: '此处必须是大写的 ISO 3166-1 二位国家代码，例如 BR。',
  },
  not_an_instant: {
    en: 'This must be an RFC 3339 instant of the years 1970 to 9998, such as 2026-03-07T16:00:00.000Z.',
    zh: '此处必须是 1970 至 9998 年间的 RFC 3339 时刻，例如 2026-03-07T16:00:00.000Z。',
  },
  not_a_date: {
    en: 'This must be a calendar date from 1969-12-31 to 9998-12-31, such as 2026-03-07.',
    zh: '此处必须是 1969-12-31 至 9998-12-31 之间的日历日期，例如 2026-03-07。',
  },
  not_a_clock_instant: {
    en: 'A clock stands between the years 1970 and 2999.',
    zh: '时钟必须处于 1970 至 2999 年之间。',
  },
  not_a_duration: {
    en: 'This must be an ISO 8601 duration of at most a hundred years, such as PT24H or P1Y.',
    zh: '此处必须是不超过一百年的 ISO 8601 时长，例如 PT24H 或 P1Y。',
  },
  not_an_endpoint: {
    en: 'This must be an http or https address without user and password.',
    zh: '此处必须是不含用户名和密码的 http 或 https 地址。',
  },
  not_descending: {
    en: 'The numbers must be different, largest first.',
    zh: '数值须互不相同，从大到小排列。',
  },
  document_or_file: {
    en: 'Give either the name of the document and its SHA-256, or a file that was uploaded.',
    zh: '请提供文档名称及其 SHA-256，或指定已上传的文件。',
  },
  not_a_file_type: { en: 'A file is a PDF, JPEG or PNG.', zh: '文件必须为 PDF、JPEG 或 PNG。' },
  not_its_type: {
    en: 'The content is not what Content-Type says: {type}.',
    zh: '文件内容与 Content-Type（{type}）不符。',
  },
  not_a_file_name: {
    en: 'This must be a percent-encoded file name without slashes.',
    zh: '此处必须是经百分号编码且不含斜杠的文件名。',
  },
  nothing_to_change: { en: 'Name at least one field to change.', zh: '请至少提供一个要修改的字段。' },
  not_in_the_future: { en: 'This must be after {earliest}.', zh: '此处必须晚于 {earliest}。' },
  customer_role_alone: {
    en: 'A key of a customer carries no other role.',
    zh: '客户角色的密钥不得再有其他角色。',
  },
  customer_needs_accounts: {
    en: 'A key of a customer names the accounts that it covers.',
    zh: '客户角色的密钥必须指定其账户。',
  },
  unknown_account: { en: 'There is no such account.', zh: '不存在该账户。' },
  evidence_empty: { en: 'Give a note, a document, or both.', zh: '请提供说明、文件或两者。' },
  either_to_or_by: {
    en: 'Give either the instant to move the clock to, or the duration to move it by.',
    zh: '请提供目标时刻或推进时长之一。',
  },
  sandbox_clock_without_sandbox: {
    en: 'Only a sandbox account has a clock of its own.',
    zh: '只有沙盒账户拥有自己的时钟。',
  },
  ends_before_it_starts: {
    en: 'The end must not be before the beginning.',
    zh: '结束日期不得早于开始日期。',
  },
  not_in_the_past: { en: 'This must not be after {latest}.', zh: '此处不得晚于 {latest}。' },
  not_a_cursor: {
    en: 'This must be a cursor that this list answered.',
    zh: '此处必须是该列表返回的游标。',
  },
} as const satisfies Record<string, Localized>;
export type SchemaViolationCode = keyof typeof SCHEMA_VIOLATIONS;

/** The typed code of a row, for the `error` of a zod refinement. */
export function schemaViolation(code: SchemaViolationCode): SchemaViolationCode {
  return code;
}

/** True for a message that is the code of a row. */
export function isSchemaViolationCode(text: string): text is SchemaViolationCode {
  return Object.hasOwn(SCHEMA_VIOLATIONS, text);
}

/** The error for one violation that no schema can detect, such as an unknown cursor. */
export function schemaError(path: string, code: SchemaViolationCode, facts: Facts = {}): DomainError {
  return new DomainError('validation_failed', {}, { errors: [entry(path, code, facts)] });
}

export function entry(path: string, code: SchemaViolationCode, facts: Facts = {}): Violation {
  const message = fillBoth(SCHEMA_VIOLATIONS[code], (language) =>
    Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, isLocalized(fact) ? fact[language] : fact]),
    ),
  );
  return { path, code, message };
}

function isLocalized(fact: Facts[string]): fact is Localized {
  return typeof fact === 'object' && 'en' in fact;
}
