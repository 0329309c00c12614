/** How every collection is declared: ids of our own, no hidden fields, and a write that the schema does not know is an error. */
import { Schema } from 'mongoose';
import type { FileId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';

/** One index: its keys, and whether it guards a natural key. */
export interface IndexDeclaration {
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
  readonly partial?: Readonly<Record<string, unknown>>;
  /** For a BSON date field: documents go this many seconds after it. */
  readonly expireAfterSeconds?: number;
}

/**
 * For indexes of a field that is null in many documents: those in which it is a text. The server uses such an index only
 * for queries that imply this condition, which an equality to a text does; `{ $type: 'string' }` serves none of them.
 */
export const PRESENT = { $gt: '' } as const;

/** One field: its type, and what is there when nothing is said. */
export interface FieldDeclaration {
  readonly type: unknown;
  readonly required?: boolean;
  readonly default?: null | string;
  readonly validate?: (value: unknown) => boolean;
}

/** A collection as data: its name, its fields and its indexes. */
export interface CollectionDeclaration {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly indexes: readonly IndexDeclaration[];
}

/** The mongoose schema of a declaration. */
export function schemaOf(declaration: CollectionDeclaration): Schema {
  const schema: Schema = new Schema(
    { _id: { type: String, required: true }, ...declaration.fields },
    { collection: declaration.name, versionKey: false, strict: 'throw', minimize: false, autoIndex: false },
  );
  for (const { keys, unique, partial, expireAfterSeconds } of declaration.indexes) {
    schema.index(
      { ...keys },
      {
        ...(unique ? { unique } : {}),
        ...(partial ? { partialFilterExpression: partial } : {}),
        ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
      },
    );
  }
  return schema;
}

const required = (type: unknown): FieldDeclaration => ({ type, required: true });
const orNull = (type: unknown): FieldDeclaration => ({ type, default: null });

export const text = required(String);
export const textOrNull = orNull(String);
/** A text that may be empty. */
export const textOrEmpty: FieldDeclaration = { type: String, default: '' };
export const flag = required(Boolean);
export const integer: FieldDeclaration = { type: Number, required: true, validate: Number.isSafeInteger };
export const integerOrNull = orNull(Number);
export const texts = required([String]);
/** Nested plain data whose shape a contract or the domain has checked already. */
export const data = required(Schema.Types.Mixed);
export const dataOrNull = orNull(Schema.Types.Mixed);

/** Plain data as it lies in a document: JSON, checked when it came in. */
export type StoredObject = Record<string, Json>;

/** A document that a record names; with its file where it was uploaded. */
export interface StoredDocument {
  readonly name: string;
  readonly sha256: string;
  readonly fileId?: FileId;
}
