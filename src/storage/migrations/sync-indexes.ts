/** Makes the indexes of our collections those that are declared. */
import { mongo } from 'mongoose';
import type { Database } from '../database.ts';
import type { CollectionDeclaration, IndexDeclaration } from '../define-collection.ts';
import { COLLECTIONS } from '../models.ts';

/** An index with any other option, such as a collation or an expiry, is not one that we declare. */
const KNOWN_OPTIONS = new Set(['v', 'key', 'name', 'unique', 'partialFilterExpression', 'ns', 'background']);

/** Names of indexes as `<collection>.<index>`. */
export interface IndexChanges {
  readonly created: readonly string[];
  readonly dropped: readonly string[];
}

const NAMESPACE_NOT_FOUND = 26;

type StoredIndex = mongo.IndexDescriptionInfo & { readonly name: string };

/** Creates declared indexes that are missing, and drops undeclared ones of our collections. The collections must exist. */
export async function syncIndexes({ connection }: Database): Promise<IndexChanges> {
  const db = connection.getClient().db(connection.name);
  const changes = await Promise.all(
    Object.values<CollectionDeclaration>(COLLECTIONS).map((declaration) => syncCollection(db, declaration)),
  );
  return {
    created: changes.flatMap(({ created }) => created),
    dropped: changes.flatMap(({ dropped }) => dropped),
  };
}

/**
 * What `syncIndexes` would change, as `<collection>.<index>` or, for one that is missing, `<collection> (<fields>)`. Changes
 * nothing, and the collections need not exist.
 */
export async function indexDifferences({ connection }: Database): Promise<{
  readonly missing: readonly string[];
  readonly surplus: readonly string[];
}> {
  const db = connection.getClient().db(connection.name);
  const differences = await Promise.all(
    Object.values<CollectionDeclaration>(COLLECTIONS).map(async (declaration) => {
      const { missing, surplus } = await differencesOf(db, declaration);
      const { name } = declaration;
      return {
        missing: missing.map(({ keys }) => `${name} (${Object.keys(keys).join(', ')})`),
        surplus: surplus.map((index) => `${name}.${index.name}`),
      };
    }),
  );
  return {
    missing: differences.flatMap(({ missing }) => missing),
    surplus: differences.flatMap(({ surplus }) => surplus),
  };
}

async function differencesOf(db: mongo.Db, { name, indexes: declared }: CollectionDeclaration) {
  const there = await db
    .collection(name)
    .indexes()
    .catch((error: unknown) => {
      if (error instanceof mongo.MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [];
      throw error;
    });
  const stored = there.flatMap(({ name: index, ...rest }): StoredIndex[] =>
    index === undefined || isSame(rest.key, { _id: 1 }) ? [] : [{ name: index, ...rest }],
  );
  return {
    missing: declared.filter((index) => !stored.some((other) => isEqual(index, other))),
    surplus: stored.filter((other) => !declared.some((index) => isEqual(index, other))),
  };
}

async function syncCollection(db: mongo.Db, declaration: CollectionDeclaration): Promise<IndexChanges> {
  const { name } = declaration;
  const collection = db.collection(name);
  const { missing, surplus } = await differencesOf(db, declaration);
  // MongoDB refuses two indexes with the same keys, so one with other options goes first. All else is dropped last.
  const [inTheWay, rest] = partition(surplus, ({ key }) => missing.some(({ keys }) => isSame(keys, key)));

  const drop = (index: StoredIndex) => collection.dropIndex(index.name);
  for (const index of inTheWay) await drop(index);
  const created = missing.length === 0 ? [] : await collection.createIndexes(missing.map(descriptionOf));
  for (const index of rest) await drop(index);
  return {
    created: created.map((index) => `${name}.${index}`),
    dropped: [...inTheWay, ...rest].map((index) => `${name}.${index.name}`),
  };
}

function descriptionOf({ keys, unique, partial }: IndexDeclaration): mongo.IndexDescription {
  return {
    key: { ...keys } as Record<string, 1 | -1>,
    ...(unique && { unique }),
    ...(partial && { partialFilterExpression: partial }),
  };
}

function isEqual({ keys, unique = false, partial }: IndexDeclaration, stored: StoredIndex): boolean {
  const options = Object.keys(stored).filter((option) => !KNOWN_OPTIONS.has(option));
  return (
    isSame(keys, stored.key) &&
    unique === (stored.unique ?? false) &&
    isSame(partial, stored['partialFilterExpression']) &&
    options.length === 0
  );
}

/** The order of keys matters. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
