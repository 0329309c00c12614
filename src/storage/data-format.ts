/** The version of a database's stored data. Data of another version are refused rather than misread. */
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { STAMP_COLLECTION, STAMP_ID, stampsOf } from './installation.ts';

/** Raised with every change after which an earlier release must not work on the data any more. */
export const DATA_FORMAT = 6;
/** The oldest format that migrations bring to the current one (D-11). */
export const OLDEST_FORMAT = 5;

/** A database holds data that this version cannot read. Nothing in it was changed. */
export class DataFormatError extends Error {
  override readonly name = 'DataFormatError';

  /** `found`: the format of the data; null if they are older than the stamp itself. */
  constructor(
    readonly database: string,
    readonly found: number | null,
    advice = '',
  ) {
    const age = found !== null && found > DATA_FORMAT ? 'a newer' : 'an older';
    const format = `format ${found ?? 'without a number'}, expected ${DATA_FORMAT}`;
    super(
      `The data of database ${database} were made by ${age} version, which this one cannot read (${format}). ` +
        `Nothing was changed.${advice}`,
    );
  }

  /** The same error with advice for an operator whose embedded MongoDB stores its data in this folder. */
  in(folder: string): DataFormatError {
    const advice = ` They lie in ${folder} unless MONGODB_URI names another server: move that folder away, or name another one in DATA_DIR (or another MONGODB_DATABASE), and start again.`;
    return new DataFormatError(this.database, this.found, advice);
  }
}

/** Stamps an empty database. Throws `DataFormatError` for data that cannot be migrated. Two processes may do this at once. */
export async function stampDataFormat({ connection }: Database): Promise<void> {
  const db = connection.getClient().db(connection.name);
  const stamps = stampsOf(connection);
  const stamp = await stamps.findOne({ _id: STAMP_ID });
  if (stamp === null) {
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const isEmpty = collections.every(({ name }) => name === STAMP_COLLECTION);
    // Another process may have stamped it in the meantime, and created collections.
    if (!isEmpty && (await stamps.findOne({ _id: STAMP_ID })) === null) {
      throw new DataFormatError(connection.name, null);
    }
    const first = { format: DATA_FORMAT, id: randomUUID(), home: null };
    await stamps.updateOne({ _id: STAMP_ID }, { $setOnInsert: first }, { upsert: true });
  } else if (stamp.format < OLDEST_FORMAT || stamp.format > DATA_FORMAT) {
    throw new DataFormatError(connection.name, stamp.format);
  }
}

/** Says that all migrations have run. */
export async function stampMigrated({ connection }: Database): Promise<void> {
  await stampsOf(connection).updateOne({ _id: STAMP_ID }, { $set: { format: DATA_FORMAT } });
}
