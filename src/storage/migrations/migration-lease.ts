/**
 * The lease under which one process at a time migrates a database. Others wait for it. It is renewed while the work goes
 * on, and ends by itself when its holder dies; MongoDB's clock decides.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { Database } from '../database.ts';
import { isDuplicateKey } from '../driver-errors.ts';

const COLLECTION = 'migrationLease';
const LEASE = 'lease';
const LEASE_MS = 15_000;
const POLL_MS = 200;
const PAST = new Date(0);

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string | null;
  readonly until: Date;
}

/** Another process took the lease over. What this one did so far is not recorded as done. */
class MigrationLeaseLostError extends Error {
  override readonly name = 'MigrationLeaseLostError';

  constructor() {
    super('another process has taken over the migration of this database');
  }
}

/** Waits for the lease and runs `work` under it. `work` calls `assertHeld` before it records anything as done. */
export async function underMigrationLease<T>(
  { connection }: Database,
  work: (assertHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const leases = connection.getClient().db(connection.name).collection<LeaseDocument>(COLLECTION);
  const holder = randomUUID();
  const extended = [{ $set: { holder, until: { $add: ['$$NOW', LEASE_MS] } } }];

  const renew = async (): Promise<boolean> => {
    const { matchedCount } = await leases.updateOne({ _id: LEASE, holder }, extended);
    return matchedCount === 1;
  };
  const take = async (): Promise<boolean> => {
    const expired = { _id: LEASE, $expr: { $lt: ['$until', '$$NOW'] } };
    const { matchedCount } = await leases.updateOne(expired, extended);
    return matchedCount === 1;
  };

  await prepare(leases);
  while (!(await take())) await delay(POLL_MS);
  // A renewal that fails is repeated; `assertHeld` finds out if the lease is lost.
  const renewal = setInterval(() => void renew().catch(() => undefined), LEASE_MS / 3);
  try {
    return await work(async () => {
      if (!(await renew())) throw new MigrationLeaseLostError();
    });
  } finally {
    clearInterval(renewal);
    await leases.updateOne({ _id: LEASE, holder }, { $set: { holder: null, until: PAST } });
  }
}

/** An upsert cannot compare with the server's clock, so the record exists before it is taken. */
async function prepare(leases: mongo.Collection<LeaseDocument>): Promise<void> {
  try {
    await leases.updateOne({ _id: LEASE }, { $setOnInsert: { holder: null, until: PAST } }, { upsert: true });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
