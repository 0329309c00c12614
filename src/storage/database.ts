/** The connection to MongoDB, and the collections on it. */
import mongoose, { type Connection, type mongo } from 'mongoose';
import { modelsOn, nativeCollectionsOf, type Models, type NativeCollections } from './models.ts';

export type { Models } from './models.ts';

export interface Database {
  readonly connection: Connection;
  readonly models: Models;
  readonly native: NativeCollections;
  close(): Promise<void>;
}

/** A session of the driver, as transactions need it. */
export type Session = mongo.ClientSession;
export type TransactionOptions = mongo.TransactionOptions;

export interface DatabaseOptions {
  readonly uri: string;
  readonly database: string;
  /** How long a call waits for a server before the caller is told that MongoDB is away. */
  readonly serverSelectionTimeoutMs?: number;
  readonly maxPoolSize?: number;
}

/**
 * A server that neither answers nor hangs up is noticed by its heartbeat within about ten seconds, and whatever waits for it
 * then fails; the time of a socket is for what the heartbeat does not see.
 */
const PATIENCE = {
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 5_000,
  socketTimeoutMS: 60_000,
  waitQueueTimeoutMS: 10_000,
};

/** Options of a write that may be lost with the server that took it: what it says is said again, or helps people only. */
export const UNHURRIED = { writeConcern: { w: 1 } } as const;

/** Opens the database. Writes are acknowledged by the majority and journaled unless a caller says otherwise. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = mongoose.createConnection(options.uri, {
    dbName: options.database,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
    ...PATIENCE,
    maxPoolSize: options.maxPoolSize ?? 50,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  });
  await connection.asPromise();
  const db = connection.getClient().db(options.database);
  return {
    connection,
    models: modelsOn(connection),
    native: nativeCollectionsOf(db),
    close: () => connection.close(),
  };
}
