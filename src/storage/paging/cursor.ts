/** Cursors: the position in a list where its next page begins, as an opaque text. */
import type { z } from 'zod';
import { schemaError } from '../../messages/violations/schema.ts';

export type CursorValue = string | number;

/** `values`: texts and numbers. */
export function cursorOf(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Throws `validation_failed` for a cursor that does not belong to this list. */
export function placeIn<Shape extends z.ZodType>(cursor: string, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw schemaError('cursor', 'not_a_cursor');
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
