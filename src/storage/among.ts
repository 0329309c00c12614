/** Finds documents by their ids, without a query if there are no ids. */

/** Returns what `find` finds by the distinct ids; an empty list, without calling it, if there are none. */
export async function among<Found>(
  ids: readonly string[],
  find: (wanted: { $in: string[] }) => PromiseLike<Found[]>,
): Promise<Found[]> {
  return ids.length === 0 ? [] : find({ $in: [...new Set(ids)] });
}
