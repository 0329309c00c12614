/** Removes stored responses and finished clock advances after the retention period. Natural keys stay for ever. */
import { sweepUploads } from '../files/sweep-uploads.ts';
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import type { ClockAdvanceDocument } from '../../storage/collections/clock-advances.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';

export interface Retired {
  readonly idempotency: number;
  readonly clockAdvances: number;
  /** Uploads that never became a file. */
  readonly uploads: number;
}

export interface RetireOptions {
  /** Days of server time for which responses are retained for repeated requests. */
  readonly retentionDays: number;
  readonly onProgress?: () => void;
}

const BATCH = 1_000;
/** Of each kind in one run. */
const MOST_BATCHES = 20;

/** Returns how many of each were removed. */
export async function retireRecords(
  dependencies: TransactionDependencies,
  { retentionDays, onProgress = () => undefined }: RetireOptions,
): Promise<Retired> {
  const {
    database: { models },
    serverNow,
  } = dependencies;
  const createdAt = { $lt: plusMs(serverNow(), -retentionDays * DAY_MS) };
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

  /** In small batches, so that no other writer waits for long. */
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
