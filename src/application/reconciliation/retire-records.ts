/** Removes what was kept for repeats of requests once nobody repeats them any more. Natural keys stay for ever. */
import { sweepUploads } from '../files/sweep-uploads.ts';
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import type { ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { TransactionDependencies } from '../../storage/unit-of-work.ts';

export interface Retired {
  readonly idempotency: number;
  readonly clockAdvances: number;
  /** Uploads that never became a file. */
  readonly uploads: number;
}

export interface RetireOptions {
  /** Server days that the answer of a request is kept for its repeats. */
  readonly keepDays: number;
  readonly onProgress?: () => void;
}

const BATCH = 1_000;
/** Of each kind; what is left has its turn in the next run. */
const MOST_BATCHES = 20;

export async function retireRecords(
  dependencies: TransactionDependencies,
  { keepDays, onProgress = () => undefined }: RetireOptions,
): Promise<Retired> {
  const {
    database: { models },
    serverNow,
  } = dependencies;
  const createdAt = { $lt: plusMs(serverNow(), -keepDays * DAY_MS) };
  const repeats = { createdAt, leasedUntilMs: { $not: { $gt: Date.now() } } };
  const advances = {
    createdAt,
    state: { $in: ['done', 'failed'] satisfies ClockAdvanceDocument['state'][] },
  };
  return {
    idempotency: await removeAll(
      () => models.idempotency.find(repeats, { _id: 1 }).limit(BATCH).lean(),
      (ids) => models.idempotency.deleteMany({ _id: { $in: ids }, ...repeats }),
    ),
    clockAdvances: await removeAll(
      () => models.clockAdvances.find(advances, { _id: 1 }).limit(BATCH).lean(),
      (ids) => models.clockAdvances.deleteMany({ _id: { $in: ids }, ...advances }),
    ),
    uploads: await sweepUploads(dependencies, onProgress),
  };

  /** In small steps, so that nobody waits for a long one. */
  async function removeAll(
    find: () => Promise<{ _id: string }[]>,
    remove: (ids: string[]) => Promise<{ deletedCount: number }>,
  ): Promise<number> {
    let removed = 0;
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      const found = await find();
      if (found.length === 0) return removed;
      const { deletedCount } = await remove(found.map(({ _id }) => _id));
      removed += deletedCount;
      onProgress();
    }
    return removed;
  }
}
