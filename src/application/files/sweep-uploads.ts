/** Removes what uploads left behind that never became a file. */
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import type { TransactionDependencies } from '../../storage/unit-of-work.ts';

/** Far longer than any request may take. */
const ORPHAN_AFTER_MS = DAY_MS;
const BATCH = 100;

/** Resolves with how many uploads were swept. */
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
      // Marked first: from here on it cannot become a file, and a sweep that breaks off goes on with it.
      const { matchedCount } = await models.fileUploads.updateOne({ _id }, { $set: { state: 'swept' } });
      if (matchedCount === 0) continue;
      await models.fileChunks.deleteMany({ uploadId: _id });
      await models.fileUploads.deleteOne({ _id, state: 'swept' });
      swept += 1;
      onProgress();
    }
  }
}
