import type { Database } from '../database.ts';

/**
 * One step from an earlier state of a database to the next. A released migration never changes: a correction is another
 * migration. It uses the names of its own time, not the declarations of the current code.
 */
export interface Migration {
  /** Number and name, as the file is called: `0001-initial-collections`. */
  readonly id: string;
  /** May run again if it was interrupted, because it is recorded at its end. */
  readonly run: (database: Database) => Promise<void>;
}
