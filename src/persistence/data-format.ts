/** The stamp that says which version of the stored data a database holds, so that data of another one are not misread. */
import type { Database } from './database.ts';

/** Raised with every change after which older data are not read any more (D-11). */
export const DATA_FORMAT = 2;

const COLLECTION = 'dataFormat';
const STAMP = 'data';

/** A database holds data that this version does not read. Nothing in it was changed. */
export class DataFormatError extends Error {
  override readonly name = 'DataFormatError';

  /** `found`: the format of the data; null where they are older than the stamp itself. */
  constructor(
    readonly database: string,
    readonly found: number | null,
    advice = '',
  ) {
    super(
      `The data of database ${database} were made by ${found !== null && found > DATA_FORMAT ? 'a newer' : 'an older'} ` +
        `version, which this one does not read (format ${found ?? 'without a number'}, here ${DATA_FORMAT}). ` +
        `Nothing was changed.${advice}`,
    );
  }

  /** The same for an operator, who keeps the data in this folder unless a server of their own holds them. */
  in(folder: string): DataFormatError {
    const advice = ` They lie in ${folder} unless MONGODB_URI names another server: move that folder away, or name another one in DATA_DIR (or another MONGODB_DATABASE), and start again.`;
    return new DataFormatError(this.database, this.found, advice);
  }
}

/** Stamps an empty database. Throws `DataFormatError` for one with data of another format. Two processes may do it at once. */
export async function stampDataFormat({ connection }: Database): Promise<void> {
  const db = connection.getClient().db(connection.name);
  const stamps = db.collection<{ _id: string; format: number }>(COLLECTION);
  const stamp = await stamps.findOne({ _id: STAMP });
  if (stamp === null) {
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const isEmpty = collections.every(({ name }) => name === COLLECTION);
    // Another process may have stamped it since, and gone on.
    if (!isEmpty && (await stamps.findOne({ _id: STAMP })) === null) {
      throw new DataFormatError(connection.name, null);
    }
    await stamps.updateOne({ _id: STAMP }, { $setOnInsert: { format: DATA_FORMAT } }, { upsert: true });
  } else if (stamp.format !== DATA_FORMAT) {
    throw new DataFormatError(connection.name, stamp.format);
  }
}
