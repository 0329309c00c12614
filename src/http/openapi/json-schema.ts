/** Parts of the document as plain JSON. */
import type { Json } from '../../domain/json.ts';

export type JsonSchema = { [key: string]: Json };

/** A copy of an object; empty for anything else. */
export function objectOf(value: Json | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !isList(value) ? { ...value } : {};
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
