/** Finds documents by their ids without asking MongoDB for none. */

/** What `find` finds by these ids; where there are none it is not asked. */
export async function among<Found>(
  ids: readonly string[],
  find: (wanted: { $in: string[] }) => PromiseLike<Found[]>,
): Promise<Found[]> {
  return ids.length === 0 ? [] : find({ $in: [...new Set(ids)] });
}
