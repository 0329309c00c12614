/**
 * The index that a list is read by. Left to itself the server may prefer another one that is as good for the first page of
 * one account and reads a hundred times as much for the next; so the list says it, and one that has none fails at once.
 */
import type { Model } from 'mongoose';
import { PRESENT } from '../define-collection.ts';

type Keys = Readonly<Record<string, 1 | -1>>;
type Conditions = Readonly<Record<string, unknown>>;

/**
 * Among the declared indexes those that begin with fields of which the conditions say the value, and go on in the order
 * of the list; of these the one that knows most of what else is asked. Throws `RangeError` where there is none.
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

/** The server reads an index in both directions. */
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

/** A value, or some of which the server merges the ranges. */
function isPinned(condition: unknown): boolean {
  if (condition === undefined) return false;
  return typeof condition === 'object' && condition !== null ? '$in' in condition : true;
}

/** Whether what is asked of a field leaves only documents that a partial index holds. */
function isImplied(condition: unknown, asked: unknown): boolean {
  const isSame = JSON.stringify(condition) === JSON.stringify(asked);
  return (
    isSame ||
    (JSON.stringify(condition) === JSON.stringify(PRESENT) && typeof asked === 'string' && asked !== '')
  );
}

/** What is asked of each field. */
function flattened({ $and: parts, $or: _or, ...conditions }: Conditions): Conditions {
  const within = Array.isArray(parts) ? parts.map((part) => flattened(part as Conditions)) : [];
  return Object.assign({}, conditions, ...within) as Conditions;
}
