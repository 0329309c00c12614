/** Converts zod issues to the entries of `errors`: the path, the code, and a message in both languages. */
import type { z } from 'zod';
import { entry, isSchemaViolationCode, type SchemaViolationCode } from '../../messages/schema-violations.ts';
import type { Localized } from '../../domain/json.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A response lists at most this many violations. */
const MOST_ENTRIES = 100;

/** Names of zod's types and formats in messages. */
const EXPECTED: Readonly<Record<string, Localized>> = {
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

/** Returns the error for a value that its schema rejects. `value` is the input: it shows which fields are missing. */
export function schemaErrors(error: z.ZodError, value: unknown): DomainError {
  const errors = error.issues.flatMap((issue) => entriesOf(issue, value)).slice(0, MOST_ENTRIES);
  return new DomainError('validation_failed', {}, { errors });
}

/** Returns a path in the notation of messages, such as `lines[0].quantity`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function entriesOf(issue: Issue, value: unknown): Violation[] {
  const path = pathText(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => entry(pathText([...issue.path, key]), 'unknown_field'));
  }
  if (isMissing(issue, value)) return [entry(path, 'missing')];
  if (isSchemaViolationCode(issue.message)) {
    return [entry(path, issue.message)];
  }
  return [knownEntry(path, issue)];
}

function knownEntry(path: string, issue: Issue): Violation {
  switch (issue.code) {
    case 'invalid_type':
      return entry(path, 'wrong_type', { expected: EXPECTED[issue.expected] ?? OTHERWISE });
    case 'invalid_value':
      return entry(path, 'not_allowed', { values: issue.values.map(String) });
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? entry(path, 'not_allowed', { values: issue.options.map(String) })
        : entry(path, 'wrong_type', { expected: OTHERWISE });
    case 'too_small':
      return entry(path, sizeCode(issue.origin, 'too_short', 'too_few', 'too_small'), {
        minimum: String(issue.minimum),
      });
    case 'too_big':
      return entry(path, sizeCode(issue.origin, 'too_long', 'too_many', 'too_large'), {
        maximum: String(issue.maximum),
      });
    case 'invalid_format':
      return entry(path, 'wrong_format', { expected: EXPECTED[issue.format] ?? OTHERWISE });
    default:
      return entry(path, 'wrong_format', { expected: OTHERWISE });
  }
}

function sizeCode(
  origin: string,
  ofText: SchemaViolationCode,
  ofList: SchemaViolationCode,
  ofNumber: SchemaViolationCode,
): SchemaViolationCode {
  if (origin === 'string') return ofText;
  return origin === 'array' ? ofList : ofNumber;
}

/** True if the issue concerns an absent field. Refinements over several fields (`custom`) are excluded. */
function isMissing({ code, path }: Issue, value: unknown): boolean {
  return code !== 'custom' && path.length > 0 && valueAt(value, path) === undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.getOwnPropertyDescriptor(at, step)?.value;
  }
  return at;
}
