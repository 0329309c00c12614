/** The kinds of fields that collections are declared with. Each carries the TypeScript type of its value. */
import { Schema } from 'mongoose';
import type { Instant } from '../domain/instant.ts';

declare const VALUE: unique symbol;

/** A field as Mongoose reads it. `Value` exists for the compiler only. */
export interface Field<Value> {
  readonly type: unknown;
  readonly required?: boolean;
  readonly default?: null | string;
  readonly validate?: (value: unknown) => boolean;
  readonly [VALUE]?: Value;
}

/** A field that documents may lack. */
export interface OptionalField<Value> extends Field<Value> {
  readonly optional: true;
}

export type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** The id of a record: `_id`, or a reference to another one. */
export const id = <Id extends string = string>(): Field<Id> => text<Id>();

/** A text that is not empty. Mongoose refuses an empty one in a required field. */
export function text<Value extends string = string>(): Field<Value> {
  return { type: String, required: true };
}

/** A text that may be empty. */
export function textOrEmpty<Value extends string = string>(): Field<Value> {
  return { type: String, default: '' };
}

export const texts = <Value extends string = string>(): Field<Value[]> => ({
  type: [String],
  required: true,
});

export const instant = (): Field<Instant> => text<Instant>();

export const flag = (): Field<boolean> => ({ type: Boolean, required: true });

export const integer = (): Field<number> => ({
  type: Number,
  required: true,
  validate: Number.isSafeInteger,
});

export const bytes = (): Field<Buffer> => ({ type: Buffer, required: true });

/** Nested plain data. A contract or the domain has validated it already; Mongoose does not look inside. */
export const data = <Value>(): Field<Value> => ({ type: Schema.Types.Mixed, required: true });

/** The same field, null by default. */
export function orNull<Value>({ type, validate }: Field<Value>): Field<Value | null> {
  const isValid = validate && ((value: unknown) => value === null || validate(value));
  return { type, default: null, ...(isValid && { validate: isValid }) };
}

/** The same field, which documents lack unless it is written. */
export function whereWritten<Value>({ type }: Field<Value>): OptionalField<Value> {
  return { type, optional: true };
}

/** The same field, which may be null and which documents may lack. */
export function optional<Value>(field: Field<Value>): OptionalField<Value | null> {
  return { ...orNull(field), optional: true };
}
