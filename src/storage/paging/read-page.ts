/** Reads one page of a list. The cursor holds the sort values of the last item, so that new items never shift a page. */
import type { Model, PipelineStage } from 'mongoose';
import { z } from 'zod';
import { listIndex } from './list-index.ts';
import { cursorOf, placeIn, type CursorValue } from './cursor.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export type Match = Readonly<Record<string, unknown>>;

export interface PageQuery {
  /** Documents match at least one scope. Each scope is one query in the order of an index; duplicates are removed. */
  readonly scopes: readonly Match[];
  /** Conditions that documents match as well. */
  readonly match?: Match;
  /** Sort fields. The last one is unique. */
  readonly sort: Readonly<Record<string, 1 | -1>>;
  /** Large fields to leave out. */
  readonly without?: readonly string[];
}

export interface Page<Document> {
  readonly documents: readonly Document[];
  readonly nextCursor: string | null;
}

/** Throws `validation_failed` for a cursor that does not belong to this list. */
export async function readPage<Stored extends object>(
  model: Model<Stored>,
  { scopes, match = {}, sort, without = [] }: PageQuery,
  { limit, cursor }: PageRequest,
): Promise<Page<Stored>> {
  const place = cursor === undefined ? {} : after(sort, placeIn(cursor, sortValues(sort)));
  const pipeline = (scope: Match): PipelineStage[] => [
    { $match: { $and: [scope, match, place] } },
    { $sort: { ...sort } },
    // One document more than requested shows whether there is another page.
    { $limit: limit + 1 },
    ...(without.length === 0 ? [] : [{ $unset: [...without] }]),
  ];
  const parts = await Promise.all(
    scopes.map((scope) =>
      model
        .aggregate<Stored>(pipeline(scope))
        .hint(listIndex(model, { $and: [scope, match] }, sort))
        .exec(),
    ),
  );
  const found = parts.length === 1 ? parts.flat() : merged(parts.flat(), inOrder(sort));
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return {
    documents,
    nextCursor: found.length > limit && last !== undefined ? cursorAt(sort, last) : null,
  };
}

/**
 * Matches what follows these values: greater in the first field, or equal there and greater in the next. The condition on
 * the first field alone is redundant and gives the index its bounds.
 */
function after(sort: PageQuery['sort'], values: readonly CursorValue[]): Match {
  const fields = Object.entries(sort);
  const [first] = fields;
  if (first === undefined) return {};
  const [field, direction] = first;
  if (fields.length === 1) return { [field]: { [direction === 1 ? '$gt' : '$lt']: values[0] } };
  return {
    [field]: { [direction === 1 ? '$gte' : '$lte']: values[0] },
    $or: fields.map(([later, way], index) => ({
      ...Object.fromEntries(fields.slice(0, index).map(([earlier], at) => [earlier, values[at]])),
      [later]: { [way === 1 ? '$gt' : '$lt']: values[index] },
    })),
  };
}

function merged<Stored>(documents: Stored[], compare: (one: Stored, other: Stored) => number): Stored[] {
  return documents
    .sort(compare)
    .filter((document, index, all) => index === 0 || compare(all[index - 1] ?? document, document) !== 0);
}

/** Compares texts as the database does. Sort fields are ASCII. */
function inOrder(sort: PageQuery['sort']) {
  const fields = Object.entries(sort);
  return (one: object, other: object): number => {
    for (const [field, direction] of fields) {
      const [a, b] = [one, other].map((document): unknown => Reflect.get(document, field));
      if (a !== b) return (a as CursorValue) < (b as CursorValue) ? -direction : direction;
    }
    return 0;
  };
}

/** The cursor after the last document of a page. */
function cursorAt(sort: PageQuery['sort'], document: object): string {
  return cursorOf(Object.keys(sort).map((field): unknown => Reflect.get(document, field)));
}

function sortValues(sort: PageQuery['sort']) {
  return z.array(z.union([z.string(), z.number()])).length(Object.keys(sort).length);
}
