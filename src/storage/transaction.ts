/** Runs a unit of work in a MongoDB transaction: commits it with its side effects, and runs it again where that helps. */
import { mongo } from 'mongoose';
import type { ServerClock } from '../infra/clock.ts';
import type { Actor } from './actor.ts';
import type { Database, Session, TransactionOptions } from './database.ts';
import { plainDriverError } from './driver-errors.ts';
import { UnitOfWork } from './unit-of-work.ts';

const TRANSACTION_OPTIONS: TransactionOptions = {
  readConcern: { level: 'snapshot' },
  writeConcern: { w: 'majority', journal: true },
};

/** MongoDB aborts a transaction after a minute at most; the driver repeats one for two. */
const LIMITS_MS = { once: 75_000, repeated: 200_000 };

export interface TransactionDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
  /** Replaces the limit of time, for tests. */
  readonly transactionLimitMs?: number;
}

/** Thrown by work that needs something done first, in transactions of its own. `runTransaction` then runs it again. */
export class PrerequisiteError extends Error {
  override readonly name = 'PrerequisiteError';

  constructor(
    message: string,
    readonly meet: (dependencies: TransactionDependencies) => Promise<void>,
  ) {
    super(message);
  }
}

/** After one prerequisite is met there may be another, but not this often. */
const MOST_PREREQUISITES = 10;

/**
 * Runs `work` in one transaction and commits it with its side effects. `work` runs again, with a new time, after a write
 * conflict and after a `PrerequisiteError`, so it must have no effect outside the transaction. Its other errors abort the
 * transaction and are thrown.
 */
export async function runTransaction<T>(
  dependencies: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  for (let met = 0; ; met += 1) {
    try {
      return await retryConflicts(dependencies, actor, work);
    } catch (error) {
      if (!(error instanceof PrerequisiteError) || met === MOST_PREREQUISITES) throw error;
      await error.meet(dependencies);
    }
  }
}

/** The driver runs the transaction again where another writer was first. */
async function retryConflicts<T>(
  { database, serverNow, transactionLimitMs = LIMITS_MS.repeated }: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<T>,
): Promise<T> {
  return inSession(database, transactionLimitMs, async (session) => {
    const { result, afterCommit } = await session.withTransaction(async () => {
      const unit = new UnitOfWork(database, session, actor, serverNow());
      try {
        const result = await work(unit);
        return { result, afterCommit: await unit.flush() };
      } catch (error) {
        throw plainDriverError(error);
      }
    }, TRANSACTION_OPTIONS);
    afterCommit();
    return result;
  });
}

/**
 * One attempt at a transaction, for callers that handle conflicts themselves. `work` returns whether there is something to
 * commit. Its errors abort the transaction and are thrown, conflicts with the driver's labels.
 */
export async function runTransactionOnce(
  { database, serverNow, transactionLimitMs = LIMITS_MS.once }: TransactionDependencies,
  actor: Actor,
  work: (unit: UnitOfWork) => Promise<'commit' | 'nothing'>,
): Promise<void> {
  await inSession(database, transactionLimitMs, async (session) => {
    try {
      session.startTransaction(TRANSACTION_OPTIONS);
      const unit = new UnitOfWork(database, session, actor, serverNow());
      if ((await work(unit)) === 'nothing') {
        await session.abortTransaction();
        return;
      }
      const afterCommit = await unit.flush();
      await session.commitTransaction();
      afterCommit();
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction();
      throw plainDriverError(error);
    }
  });
}

async function inSession<T>(
  { connection }: Database,
  limitMs: number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await connection.startSession();
  try {
    return await within(limitMs, work(session));
  } finally {
    await session.endSession();
  }
}

/**
 * Throws `MongoNetworkTimeoutError` when the limit has passed; then the outcome is unknown. A command of the driver never
 * settles if its connection is destroyed while it waits to write.
 */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new mongo.MongoNetworkTimeoutError(`a transaction took longer than ${limitMs} ms`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
