/**
 * Makes a new `mongod` with a key file a replica set of one member, and creates its two users: one for administrators and
 * one for the product, which can read and write its own database only. Repeated, it corrects the product's user.
 */
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { reasonOf, RuntimeProblem } from '../devstack/runtime-problem.ts';
import { MONGODB_ROOT_PASSWORD, MONGODB_URI, readSecret } from './create-secrets.ts';

export interface InitiateOptions {
  /** Folder of `secrets create`. */
  readonly folder: string;
  /** Where the server is reached. On loopback it lets a caller without a password create the first user. */
  readonly address: string;
  /** The server's address for everyone else, as its replica set announces it. */
  readonly member: string;
  readonly database: string;
}

const SET_NAME = 'prepaid';
const ROOT = 'root';
const TIMEOUT_MS = 5_000;
const PRIMARY_WITHIN_MS = 60_000;
const POLL_MS = 100;

/** Codes of MongoDB: the caller may not do this, and what the caller creates exists. */
const UNAUTHORIZED = 13;
const USER_EXISTS = 51_003;

/** Resolves when the product can use the database. Throws `RuntimeProblem` with what MongoDB said. */
export async function initiateMongodb({ folder, address, member, database }: InitiateOptions): Promise<void> {
  const rootPassword = readSecret(folder, MONGODB_ROOT_PASSWORD);
  const user = new URL(readSecret(folder, MONGODB_URI));
  try {
    await withAdmin(address, undefined, async (admin) => {
      await initiated(admin, member);
      await rootCreated(admin, rootPassword);
    });
    await withAdmin(address, rootPassword, (admin) => productUser(admin, user, database));
  } catch (error) {
    throw new RuntimeProblem(`MongoDB at ${address} cannot be prepared: ${reasonOf(error)}`);
  }
}

async function withAdmin(
  address: string,
  password: string | undefined,
  use: (admin: mongo.Db) => Promise<void>,
): Promise<void> {
  const client = new mongoose.mongo.MongoClient(`mongodb://${address}`, {
    directConnection: true,
    serverSelectionTimeoutMS: TIMEOUT_MS,
    ...(password !== undefined && { auth: { username: ROOT, password }, authSource: 'admin' }),
  });
  try {
    await use(client.db('admin'));
  } finally {
    await client.close();
  }
}

async function initiated(admin: mongo.Db, member: string): Promise<void> {
  const { setName } = await admin.command({ hello: 1 });
  if (setName === undefined)
    await admin.command({ replSetInitiate: { _id: SET_NAME, members: [{ _id: 0, host: member }] } });
  const deadline = Date.now() + PRIMARY_WITHIN_MS;
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) {
    if (Date.now() > deadline) throw new Error(`${member} did not become the primary of its replica set`);
    await pause(POLL_MS);
  }
}

/** Only the first user can be created without a password: later, the server refuses, and nothing is to be done. */
async function rootCreated(admin: mongo.Db, password: string): Promise<void> {
  try {
    await admin.command({ createUser: ROOT, pwd: password, roles: [ROOT] });
  } catch (error) {
    if (!isMongoError(error, [UNAUTHORIZED, USER_EXISTS])) throw error;
  }
}

async function productUser(admin: mongo.Db, { username, password }: URL, database: string): Promise<void> {
  const rights = { pwd: password, roles: [{ role: 'readWrite', db: database }] };
  try {
    await admin.command({ createUser: username, ...rights });
  } catch (error) {
    if (!isMongoError(error, [USER_EXISTS])) throw error;
    await admin.command({ updateUser: username, ...rights });
  }
}

function isMongoError(error: unknown, codes: readonly number[]): boolean {
  return error instanceof mongoose.mongo.MongoServerError && codes.includes(Number(error.code));
}
