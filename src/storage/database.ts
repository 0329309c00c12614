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
  /** How long a call waits for a server before it fails because MongoDB is unreachable. */
  readonly serverSelectionTimeoutMs?: number;
  /** Connections to each server; the defaults of `MONGODB_MAX_POOL_SIZE` and `MONGODB_MIN_POOL_SIZE` if absent. */
  readonly maxPoolSize?: number;
  readonly minPoolSize?: number;
}

/**
 * The heartbeat detects a server that neither responds nor closes its connections within about ten seconds, and calls that
 * wait for it fail. The socket time-out covers what the heartbeat does not see.
 */
const TIME_OUTS = {
  connectTimeoutMS: 5_000,
  heartbeatFrequencyMS: 5_000,
  socketTimeoutMS: 60_000,
  waitQueueTimeoutMS: 10_000,
};

/** Options of a write that may be lost with the server that acknowledged it: it is repeated, or informational only. */
export const UNHURRIED = { writeConcern: { w: 1 } } as const;

/** Options of a read within a session: of its transaction, or of the snapshot that it reads. */
export function readWithin(session: Session | undefined) {
  if (session === undefined) return {};
  return session.snapshotEnabled ? { session, readConcern: { level: 'snapshot' as const } } : { session };
}

/** Opens the database. Writes are acknowledged by the majority and journaled unless a caller says otherwise. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = mongoose.createConnection(options.uri, {
    dbName: options.database,
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 5_000,
    ...TIME_OUTS,
    maxPoolSize: options.maxPoolSize ?? 50,
    minPoolSize: options.minPoolSize ?? 0,
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
