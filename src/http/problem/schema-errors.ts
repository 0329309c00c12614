/** Converts zod issues to the entries of `errors`: the path, the code, and a message in both languages. */
import type { z } from 'zod';
import { entry, isSchemaViolationCode, type SchemaViolationCode } from '../../messages/violations/schema.ts';
import { schemaTypeName } from '../../messages/violations/schema-types.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A response lists at most this many violations. */
const MOST_ENTRIES = 100;

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
      return entry(path, 'wrong_type', { expected: schemaTypeName(issue.expected) });
    case 'invalid_value':
      return entry(path, 'not_allowed', { values: issue.values.map(String) });
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? entry(path, 'not_allowed', { values: issue.options.map(String) })
        : entry(path, 'wrong_type', { expected: schemaTypeName() });
    case 'too_small':
      return entry(path, sizeCode(issue.origin, 'too_short', 'too_few', 'too_small'), {
        minimum: String(issue.minimum),
      });
    case 'too_big':
      return entry(path, sizeCode(issue.origin, 'too_long', 'too_many', 'too_large'), {
        maximum: String(issue.maximum),
      });
    case 'invalid_format':
      return entry(path, 'wrong_format', { expected: schemaTypeName(issue.format) });
    default:
      return entry(path, 'wrong_format', { expected: schemaTypeName() });
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
