/** Reads a body: UTF-8, one JSON value, then the contract. An empty body counts as `{}`. */
import express from 'express';
import type { z } from 'zod';
import { DomainError } from '../domain/refusals.ts';
import type { Step } from './exchange.ts';
import { shapeRefusal } from './shape-entries.ts';

/** api.md §1: one MiB. */
export const BODY_LIMIT_BYTES = 1_048_576;

/** Collects the bytes of a body, whatever its content type says. Larger ones are refused with `payload_too_large`. */
export function collectBody(limitBytes: number): Step {
  return express.raw({ type: () => true, limit: limitBytes });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON of a body. Throws `malformed_json`. */
export function parseJson(bytes: unknown): unknown {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {};
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw new DomainError('malformed_json', error instanceof SyntaxError ? { reason: error.message } : {});
  }
}

/** The value as its schema parses it. Throws `validation_failed`. */
export function parseShape(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw shapeRefusal(parsed.error, value);
  return parsed.data;
}
