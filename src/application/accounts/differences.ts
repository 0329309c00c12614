/** The fields that a correction changed, before and after, for the audit. */
import type { Json, JsonObject } from '../../domain/json.ts';

export interface Differences {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Returns null if all these fields are equal. */
export function differencesOf<Field extends string>(
  before: Readonly<Record<Field, Json>>,
  after: Readonly<Record<Field, Json>>,
  fields: readonly Field[],
): Differences | null {
  const changed = fields.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return null;
  const of = (state: Readonly<Record<Field, Json>>) =>
    Object.fromEntries(changed.map((field) => [field, state[field]]));
  return { before: of(before), after: of(after) };
}
