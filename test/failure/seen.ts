/** Moments of a running product, seen in its MongoDB as they happen, so that a kill lands in the middle of something. */
import type { Database } from '../../src/storage/database.ts';

/** What is waited for: a change of a collection that matches, and which of those it is. */
export interface Moment {
  readonly collection:
    'audit' | 'paymentEvents' | 'payments' | 'orders' | 'journal' | 'notices' | 'episodes' | 'clockAdvances';
  readonly match: Readonly<Record<string, unknown>>;
  /** The n-th one, from 1. */
  readonly nth: number;
}

/** Watches from now on, and does `then` in the moment it is seen. Resolves the outer promise once it watches. */
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
  // Asking once opens the stream on the server.
  await stream.tryNext();
  const seen = (async () => {
    for (let count = 0; count < nth; count += 1) await stream.next();
    then();
    // Of a MongoDB that was just killed there is nothing to close.
    await stream.close().catch(() => undefined);
  })();
  return { seen };
}
