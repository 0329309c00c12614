/**
 * Declares a collection once: the type of its documents is inferred from its fields, and its indexes stand beside them.
 * Ids are our own, there are no hidden fields, and writing an undeclared field is an error.
 */
import { Schema } from 'mongoose';
import type { Field, OptionalField, ValueOf } from './fields.ts';

/**
 * The condition of a partial index over a field that is null in many documents: it holds those where the field is a text.
 * The server uses such an index only for queries that imply the condition. An equality to a text does;
 * `{ $type: 'string' }` would be implied by none.
 */
export const PRESENT = { $gt: '' } as const;

export type FieldTable = Readonly<Record<string, Field<unknown>>> & { readonly _id: Field<string> };

/** A field, or a path into its nested data. */
type PathIn<Name extends string> = Name | `${Name}.${string}`;

export interface IndexDeclaration<Name extends string = string> {
  readonly keys: Readonly<Partial<Record<PathIn<Name>, 1 | -1>>>;
  /** True where the index guards a natural key. */
  readonly unique?: boolean;
  /** Only documents that match are indexed. */
  readonly partial?: Readonly<Partial<Record<PathIn<Name>, unknown>>>;
}

export interface CollectionDeclaration<Fields extends FieldTable = FieldTable> {
  readonly name: string;
  readonly fields: Fields;
  readonly indexes: readonly IndexDeclaration[];
}

/** The document type of a collection: `DocumentOf<typeof orders>`. */
export type DocumentOf<Collection> =
  Collection extends CollectionDeclaration<infer Fields> ? DocumentWith<Fields> : never;

type DocumentWith<Fields> = {
  [Name in keyof Fields as Fields[Name] extends OptionalField<unknown> ? never : Name]: ValueOf<Fields[Name]>;
} & {
  [Name in keyof Fields as Fields[Name] extends OptionalField<unknown> ? Name : never]?: ValueOf<
    Fields[Name]
  >;
};

/** The fields that indexes name must exist; otherwise the declaration does not compile. */
export function defineCollection<Fields extends FieldTable>(declaration: {
  readonly name: string;
  readonly fields: Fields;
  readonly indexes: readonly IndexDeclaration<NoInfer<keyof Fields & string>>[];
}): CollectionDeclaration<Fields> {
  return declaration;
}

/** The Mongoose schema of a declaration. */
export function schemaOf({ name, fields, indexes }: CollectionDeclaration): Schema {
  const definition = Object.entries(fields).map(([field, { type, required, default: value, validate }]) => [
    field,
    {
      type,
      ...(required && { required }),
      ...(value !== undefined && { default: value }),
      ...(validate && { validate }),
    },
  ]);
  const schema: Schema = new Schema(Object.fromEntries(definition) as Record<string, { type: unknown }>, {
    collection: name,
    versionKey: false,
    strict: 'throw',
    minimize: false,
    autoIndex: false,
  });
  for (const { keys, unique, partial } of indexes) {
    schema.index({ ...keys } as Record<string, 1 | -1>, {
      ...(unique && { unique }),
      ...(partial && { partialFilterExpression: partial }),
    });
  }
  return schema;
}
