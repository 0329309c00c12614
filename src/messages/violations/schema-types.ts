/** Names of the types and formats of schemas, as `wrong_type` and `wrong_format` mention them. */
import type { Localized } from '../../domain/json.ts';

const NAMES: Readonly<Record<string, Localized>> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  object: { en: 'an object', zh: '对象' },
  record: { en: 'an object', zh: '对象' },
  array: { en: 'a list', zh: '列表' },
  date: { en: 'a calendar date such as 2026-03-07', zh: '日历日期，例如 2026-03-07' },
};
const OTHERWISE: Localized = { en: 'of another form', zh: '其他格式' };

/** The name of a type or format of zod. Others are `of another form`. */
export function schemaTypeName(type = ''): Localized {
  return NAMES[type] ?? OTHERWISE;
}
