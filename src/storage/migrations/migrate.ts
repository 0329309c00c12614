/**
 * Brings a database to the state that this code expects: it checks the data format, runs the migrations that are not
 * recorded yet, and syncs the indexes. Running it again changes nothing. Of processes that start together, one migrates
 * and the others wait.
 */
import { systemClock, type ServerClock } from '../../infra/clock.ts';
import { stampDataFormat, stampMigrated } from '../data-format.ts';
import type { Database } from '../database.ts';
import { ALL_MIGRATIONS } from './all-migrations.ts';
import type { Migration } from './migration.ts';
import { underMigrationLease } from './migration-lease.ts';
import { syncIndexes, type IndexChanges } from './sync-indexes.ts';

export interface MigrationReport {
  /** Ids of the migrations that ran now. */
  readonly ran: readonly string[];
  readonly indexes: IndexChanges;
}

/** A migration failed. It is not recorded, and those after it did not run. */
export class MigrationFailedError extends Error {
  override readonly name = 'MigrationFailedError';

  constructor(id: string, cause: unknown) {
    super(`migration ${id} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

export interface MigrationOptions {
  readonly serverNow?: ServerClock;
  readonly migrations?: readonly Migration[];
}

/**
 * Throws `DataFormatError`, before anything is changed, if the data have a format that this code does not read, and
 * `MigrationFailedError` if a migration fails.
 */
export async function migrate(
  database: Database,
  { serverNow = systemClock, migrations = ALL_MIGRATIONS }: MigrationOptions = {},
): Promise<MigrationReport> {
  await stampDataFormat(database);
  return underMigrationLease(database, async (assertHeld) => {
    const records = database.models.migrations;
    const recorded = new Set((await records.find({}, { _id: 1 }).lean()).map(({ _id }) => _id));
    const pending = migrations.filter(({ id }) => !recorded.has(id));
    for (const { id, run } of pending) {
      await run(database).catch((error: unknown) => {
        throw new MigrationFailedError(id, error);
      });
      await assertHeld();
      await records.create([{ _id: id, ranAt: serverNow() }]);
    }
    await stampMigrated(database);
    return { ran: pending.map(({ id }) => id), indexes: await syncIndexes(database) };
  });
}
