/** Moments of a running product, observed in its MongoDB as they happen, so that a kill hits the middle of a step. */
import type { Database, Models } from '../../src/storage/database.ts';

/** The n-th matching change of a collection. */
export interface Moment {
  readonly collection: keyof Models;
  readonly match: Readonly<Record<string, unknown>>;
  /** Which of the matching changes, from 1. */
  readonly nth: number;
}

/** Runs `then` at the moment. The outer promise resolves once the change stream is open. */
export async function whenSeen(
  { connection }: Database,
  { collection, match, nth }: Moment,
  then: () => void,
): Promise<{ readonly seen: Promise<void> }> {
  const stream = connection
    .getClient()
    .db(connection.name)
    .collection(collection)
    .watch([{ $match: match }], { fullDocument: 'updateLookup' });
  // The first read opens the stream on the server.
  await stream.tryNext();
  const seen = (async () => {
    for (let count = 0; count < nth; count += 1) await stream.next();
    then();
    // There is nothing to close if MongoDB was just killed.
    await stream.close().catch(() => undefined);
  })();
  return { seen };
}
