/** Reads a body: UTF-8, one JSON value, then the contract. An empty body counts as `{}`. */
import express from 'express';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import type { Step } from './request-context.ts';
import { entry } from '../../messages/schema-violations.ts';
import { pathText, schemaErrors } from '../problem/schema-errors.ts';

/** api.md §1: one MiB. */
export const BODY_LIMIT_BYTES = 1_048_576;

/** How long a body of at most that may take to arrive. */
const BODY_LIMIT_MS = 30_000;

/**
 * Collects the bytes of a body, whatever its content type says. Larger ones are refused with `payload_too_large`, slower
 * ones with `request_late`.
 */
export function collectBody(limitBytes: number, limitMs = BODY_LIMIT_MS): Step {
  const read = express.raw({ type: () => true, limit: limitBytes });
  return (request, response, next) => {
    let over = false;
    const end = (error: unknown): void => {
      if (over) return;
      over = true;
      clearTimeout(late);
      next(error);
    };
    const late = setTimeout(() => end(new DomainError('request_late')), limitMs);
    read(request, response, end);
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a body. Throws `malformed_json`. Of a member that is there twice the last one counts, as JSON.parse has it.
 * A member `__proto__` is refused with `validation_failed`, wherever it stands: what copies members would take it for
 * something else, or leave it out.
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
  // Written out or with escapes; most bodies have neither and need no walk.
  const places = /__proto__|\\u/.test(text) ? [...placesOfProto(value, [])] : [];
  if (places.length === 0) return value;
  const errors = places.map((place) => entry(pathText(place), 'unknown_field'));
  throw new DomainError('validation_failed', {}, { errors });
}

function* placesOfProto(value: unknown, path: readonly PropertyKey[]): Generator<readonly PropertyKey[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    if (name === '__proto__') yield place;
    else yield* placesOfProto(member, place);
  }
}

/** The value as its schema parses it. Throws `validation_failed`. */
export function parseSchema(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw schemaErrors(parsed.error, value);
  return parsed.data;
}
