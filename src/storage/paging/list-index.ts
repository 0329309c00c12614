/**
 * Chooses the index that a list is read by. The server's own choice may be as good for the first page of one account and
 * read a hundred times as much for the next page. So the list names its index, and fails at once if it has none.
 */
import type { Model } from 'mongoose';
import { PRESENT } from '../define-collection.ts';

type Keys = Readonly<Record<string, 1 | -1>>;
type Conditions = Readonly<Record<string, unknown>>;

/**
 * Candidates are the declared indexes that begin with fields whose value the conditions pin, followed by the sort fields.
 * Returns the keys of the candidate that contains most of the other conditions. Throws `RangeError` if there is none.
 */
export function listIndex<Stored>(model: Model<Stored>, conditions: Conditions, sort: Keys): Keys {
  const asked = flattened(conditions);
  const candidates = declaredOn(model)
    .filter((index) => serves(index, asked, sort))
    .map(({ keys }) => ({ keys, known: Object.keys(keys).filter((field) => field in asked).length }))
    .sort((one, other) => other.known - one.known);
  const [best] = candidates;
  if (best === undefined) {
    const fields = [...Object.keys(asked), 'in the order of', ...Object.keys(sort)].join(' ');
    throw new RangeError(`no index of ${model.collection.collectionName} serves ${fields}`);
  }
  return best.keys;
}

interface Declared {
  readonly keys: Keys;
  readonly partial: Conditions;
}

function declaredOn<Stored>(model: Model<Stored>): Declared[] {
  const declared = model.schema.indexes().map(([keys, options]): Declared => {
    const { partialFilterExpression: partial = {} } = options as { partialFilterExpression?: Conditions };
    return { keys: keys as Keys, partial };
  });
  return [...declared, { keys: { _id: 1 }, partial: {} }];
}

/** An index serves both directions. */
function serves({ keys, partial }: Declared, asked: Conditions, sort: Keys): boolean {
  if (!Object.entries(partial).every(([field, condition]) => isImplied(condition, asked[field])))
    return false;
  const fields = Object.entries(keys);
  const wanted = Object.entries(sort);
  const begin = fields.findIndex(([field]) => field === wanted[0]?.[0]);
  if (begin === -1 || fields.slice(0, begin).some(([field]) => !isPinned(asked[field]))) return false;
  const behind = fields.slice(begin, begin + wanted.length);
  const way = (behind[0]?.[1] ?? 1) * (wanted[0]?.[1] ?? 1);
  return (
    behind.length === wanted.length &&
    behind.every(([field, direction], at) => field === wanted[at]?.[0] && direction * way === wanted[at][1])
  );
}

/** True for one value, or for several whose sorted ranges the server merges. */
function isPinned(condition: unknown): boolean {
  if (condition === undefined) return false;
  return typeof condition === 'object' && condition !== null ? '$in' in condition : true;
}

/** True if the condition on a field implies the condition of a partial index. */
function isImplied(condition: unknown, asked: unknown): boolean {
  const isSame = JSON.stringify(condition) === JSON.stringify(asked);
  return (
    isSame ||
    (JSON.stringify(condition) === JSON.stringify(PRESENT) && typeof asked === 'string' && asked !== '')
  );
}

/** The condition on each field. */
function flattened({ $and: parts, $or: _or, ...conditions }: Conditions): Conditions {
  const within = Array.isArray(parts) ? parts.map((part) => flattened(part as Conditions)) : [];
  return Object.assign({}, conditions, ...within) as Conditions;
}
