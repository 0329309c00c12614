/** Reads and parses a body: UTF-8, one JSON value, then the schema. An empty body counts as `{}`. */
import express from 'express';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { Step } from './request-context.ts';
import { entry } from '../../messages/violations/schema.ts';
import { pathText, schemaErrors } from '../problem/schema-errors.ts';

/** api.md §1: one MiB. */
export const BODY_LIMIT_BYTES = 1_048_576;

/** How long a body of up to this size may take to arrive. */
const BODY_LIMIT_MS = 30_000;

/**
 * Collects the bytes of a body, regardless of its content type. Fails with `payload_too_large` above `limitBytes` and
 * with `request_late` after `limitMs`.
 */
export function collectBody(limitBytes: number, limitMs = BODY_LIMIT_MS): Step {
  const read = express.raw({ type: () => true, limit: limitBytes });
  return (request, response, next) => {
    let done = false;
    const finish = (error: unknown): void => {
      if (done) return;
      done = true;
      clearTimeout(late);
      next(error);
    };
    const late = setTimeout(() => finish(new DomainError('request_late')), limitMs);
    read(request, response, finish);
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses the JSON of a body. Of repeated members the last one counts, as in JSON.parse. Throws `malformed_json`, and
 * `validation_failed` for a member `__proto__` at any depth: code that copies members might set the prototype.
 */
export function parseJson(bytes: unknown): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError('malformed_json', error instanceof SyntaxError ? { reason: error.message } : {});
  }
  // The name may be written literally or with escapes. Most bodies contain neither and need no walk.
  const paths = /__proto__|\\u/.test(text) ? [...protoPathsIn(value, [])] : [];
  if (paths.length === 0) return value;
  const errors = paths.map((path) => entry(pathText(path), 'unknown_field'));
  throw new DomainError('validation_failed', {}, { errors });
}

function* protoPathsIn(value: unknown, path: readonly PropertyKey[]): Generator<readonly PropertyKey[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const memberPath = [...path, Array.isArray(value) ? Number(name) : name];
    if (name === '__proto__') yield memberPath;
    else yield* protoPathsIn(member, memberPath);
  }
}

/** Returns the value, parsed by its schema. Throws `validation_failed`. */
export function parseSchema(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw schemaErrors(parsed.error, value);
  return parsed.data;
}
