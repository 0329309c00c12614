/** Reads one page of a list. The cursor holds the sort values of the last item, so that new items never shift a page. */
import type { Model, PipelineStage } from 'mongoose';
import { z } from 'zod';
import { cursorOf, placeIn, type CursorValue } from './cursor.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface PageQuery {
  readonly match: Readonly<Record<string, unknown>>;
  /** Fields in their order; the last one is unique. */
  readonly sort: Readonly<Record<string, 1 | -1>>;
  /** Stages that filter further, after the sort and before the limit. */
  readonly stages?: readonly PipelineStage[];
  /** Large fields that the list does not show. */
  readonly without?: readonly string[];
}

export interface Page<Document> {
  readonly documents: readonly Document[];
  readonly nextCursor: string | null;
}

/** `Shown`: what the stages make of the stored. Throws `validation_failed` for a cursor that this list did not answer. */
export async function readPage<Stored extends object, Shown extends object = Stored>(
  model: Model<Stored>,
  { match, sort, stages = [], without = [] }: PageQuery,
  { limit, cursor }: PageRequest,
): Promise<Page<Shown>> {
  const conditions = cursor === undefined ? [match] : [match, after(sort, placeIn(cursor, sortValues(sort)))];
  const pipeline: PipelineStage[] = [
    { $match: { $and: conditions } },
    { $sort: { ...sort } },
    ...stages,
    // One more than asked tells whether there is another page.
    { $limit: limit + 1 },
    ...(without.length === 0 ? [] : [{ $unset: [...without] }]),
  ];
  const found = await model.aggregate<Shown>(pipeline);
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return {
    documents,
    nextCursor: found.length > limit && last !== undefined ? cursorAt(sort, last) : null,
  };
}

/** What comes behind these values: later in the first field, or equal there and later in the next. */
function after(sort: PageQuery['sort'], values: readonly CursorValue[]): Record<string, unknown> {
  const fields = Object.entries(sort);
  return {
    $or: fields.map(([field, direction], index) => ({
      ...Object.fromEntries(fields.slice(0, index).map(([earlier], at) => [earlier, values[at]])),
      [field]: { [direction === 1 ? '$gt' : '$lt']: values[index] },
    })),
  };
}

/** Sort values of the last document that was shown. */
function cursorAt(sort: PageQuery['sort'], document: object): string {
  return cursorOf(Object.keys(sort).map((field): unknown => Reflect.get(document, field)));
}

function sortValues(sort: PageQuery['sort']) {
  return z.array(z.union([z.string(), z.number()])).length(Object.keys(sort).length);
}
