/**
 * The stamp of a database: which version of the stored data it holds, so that data of another one are not misread, and an id
 * of its own, by which two databases of one name are told apart.
 */
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';

/** Raised with every change after which older data are not read any more (D-11). */
export const DATA_FORMAT = 4;

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
  const stamps = stampsOf(connection);
  const stamp = await stamps.findOne({ _id: STAMP });
  if (stamp === null) {
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    const isEmpty = collections.every(({ name }) => name === COLLECTION);
    // Another process may have stamped it since, and gone on.
    if (!isEmpty && (await stamps.findOne({ _id: STAMP })) === null) {
      throw new DataFormatError(connection.name, null);
    }
    const first = { format: DATA_FORMAT, id: randomUUID(), home: null };
    await stamps.updateOne({ _id: STAMP }, { $setOnInsert: first }, { upsert: true });
  } else if (stamp.format !== DATA_FORMAT) {
    throw new DataFormatError(connection.name, stamp.format);
  }
}

/** Where the workflows of a database run. */
export interface Home {
  readonly namespace: string;
  readonly taskQueue: string;
}

/** A database as others know it. */
export interface Installation {
  readonly id: string;
  readonly database: string;
  /** Null until it was claimed. */
  readonly home: Home | null;
}

/** Throws where the database was never migrated. */
export async function readInstallation({ connection }: Database): Promise<Installation> {
  const stamp = await stampsOf(connection).findOne({ _id: STAMP });
  if (stamp === null) throw new Error(`database ${connection.name} is not prepared: run migrate first`);
  return { id: stamp.id, database: connection.name, home: stamp.home };
}

/** Notes where the workflows of the database run, unless that is known. Answers what is known then. */
export async function settleHome({ connection }: Database, home: Home): Promise<Home> {
  const stamps = stampsOf(connection);
  await stamps.updateOne({ _id: STAMP, home: null }, { $set: { home } });
  return (await stamps.findOne({ _id: STAMP }))?.home ?? home;
}

interface Stamp {
  readonly _id: string;
  readonly format: number;
  readonly id: string;
  readonly home: Home | null;
}

function stampsOf(connection: Database['connection']) {
  return connection.getClient().db(connection.name).collection<Stamp>(COLLECTION);
}
