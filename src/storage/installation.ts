/**
 * A database as an installation of the product: its id, which distinguishes databases of the same name, and the place in
 * Temporal where its workflows run. Both are stored in the stamp of the data format.
 */
import type { Database } from './database.ts';

export const STAMP_COLLECTION = 'dataFormat';
export const STAMP_ID = 'data';

interface Stamp {
  readonly _id: string;
  readonly format: number;
  readonly id: string;
  readonly home: Home | null;
}

/** Where the workflows of a database run. */
export interface Home {
  readonly namespace: string;
  readonly taskQueue: string;
}

export interface Installation {
  readonly id: string;
  /** The database's name. */
  readonly database: string;
  /** Null until a process has settled it. */
  readonly home: Home | null;
}

/** Throws if the database was never migrated. */
export async function readInstallation({ connection }: Database): Promise<Installation> {
  const stamp = await stampsOf(connection).findOne({ _id: STAMP_ID });
  if (stamp === null) throw new Error(`database ${connection.name} is not prepared: run migrate first`);
  return { id: stamp.id, database: connection.name, home: stamp.home };
}

/** Records where the workflows of the database run, unless that is recorded already. Returns the recorded home. */
export async function settleHome({ connection }: Database, home: Home): Promise<Home> {
  const stamps = stampsOf(connection);
  await stamps.updateOne({ _id: STAMP_ID, home: null }, { $set: { home } });
  return (await stamps.findOne({ _id: STAMP_ID }))?.home ?? home;
}

export function stampsOf(connection: Database['connection']) {
  return connection.getClient().db(connection.name).collection<Stamp>(STAMP_COLLECTION);
}
