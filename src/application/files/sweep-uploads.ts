/** Removes uploads that never became a file, with their chunks (D-24). */
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';

/** Much longer than any request can take. */
const ORPHAN_AFTER_MS = DAY_MS;
const BATCH = 100;

/** Returns the number of removed uploads. */
export async function sweepUploads(
  { database: { models }, serverNow }: TransactionDependencies,
  onProgress: () => void = () => undefined,
): Promise<number> {
  const createdAt = { $lt: plusMs(serverNow(), -ORPHAN_AFTER_MS) };
  let swept = 0;
  for (;;) {
    const found = await models.fileUploads.find({ createdAt }, { _id: 1 }).limit(BATCH).lean();
    if (found.length === 0) return swept;
    for (const { _id } of found) {
      // Marked first, so that it can no longer become a file; the next sweep continues if this one fails.
      const { matchedCount } = await models.fileUploads.updateOne({ _id }, { $set: { state: 'swept' } });
      if (matchedCount === 0) continue;
      await models.fileChunks.deleteMany({ uploadId: _id });
      await models.fileUploads.deleteOne({ _id, state: 'swept' });
      swept += 1;
      onProgress();
    }
  }
}
