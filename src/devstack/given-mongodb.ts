/** Checks a MongoDB that the environment names: it must respond and support transactions. */
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { reasonOf, RuntimeProblem } from './runtime-problem.ts';

const TIMEOUT_MS = 5_000;

/** Throws `RuntimeProblem` unless the address leads to a replica set or a sharded cluster that accepts this user. */
export async function assertTransactions(uri: string, timeoutMs = TIMEOUT_MS): Promise<void> {
  const place = withoutPassword(uri);
  const client = clientFor(uri, place, timeoutMs);
  // With a replica set in its options, the driver does not connect to a standalone server. Both are tried concurrently.
  const standaloneLook = isStandalone(client, timeoutMs);
  let knowsTransactions: boolean;
  try {
    knowsTransactions = isReplicaSetOrSharded(await client.db('admin').command({ hello: 1 }));
  } catch (error) {
    if (isRefusedUser(error)) throw new RuntimeProblem(refusedUser(place));
    if (!(await standaloneLook)) throw new RuntimeProblem(unreachable(place, error));
    knowsTransactions = false;
  } finally {
    await standaloneLook;
    await client.close();
  }
  if (!knowsTransactions) throw new RuntimeProblem(standalone(place));
}

function clientFor(uri: string, place: string, timeoutMs: number): mongo.MongoClient {
  try {
    return new mongoose.mongo.MongoClient(uri, {
      serverSelectionTimeoutMS: timeoutMs,
      connectTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
    });
  } catch (error) {
    throw new RuntimeProblem(`MONGODB_URI ${place} cannot be used: ${withoutPassword(reasonOf(error))}`);
  }
}

async function isStandalone(client: mongo.MongoClient, timeoutMs: number): Promise<boolean> {
  const [host] = client.options.hosts;
  if (!host) return false;
  const direct = new mongoose.mongo.MongoClient(`mongodb://${host.toString()}`, {
    directConnection: true,
    tls: client.options.tls,
    ...(client.options.tlsCAFile !== undefined && { tlsCAFile: client.options.tlsCAFile }),
    serverSelectionTimeoutMS: timeoutMs,
    connectTimeoutMS: timeoutMs,
    socketTimeoutMS: timeoutMs,
  });
  try {
    return !isReplicaSetOrSharded(await direct.db('admin').command({ hello: 1 }));
  } catch {
    return false;
  } finally {
    await direct.close();
  }
}

/** A member that was not initiated also calls itself a replica set, but without a name. */
function isReplicaSetOrSharded(hello: mongo.Document): boolean {
  return typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid';
}

function standalone(place: string): string {
  return (
    `The MongoDB at MONGODB_URI ${place} is a standalone server or was never initiated, and transactions need a replica set.\n  ` +
    'Start it with --replSet and run rs.initiate() once, or leave MONGODB_URI unset to have one started here.'
  );
}

function unreachable(place: string, error: unknown): string {
  return (
    `No MongoDB answers at MONGODB_URI ${place}: ${reasonOf(error)}\n  ` +
    'Start it, correct the address, or leave MONGODB_URI unset to have one started here.'
  );
}

function refusedUser(place: string): string {
  return (
    `The MongoDB at MONGODB_URI ${place} does not let this user in.\n  ` +
    'Correct the user, the password and authSource in MONGODB_URI; percent-encode what is special in them.'
  );
}

const AUTHENTICATION_FAILED = 18;

function isRefusedUser(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === AUTHENTICATION_FAILED;
}

/** Handles an address whose password contains an @ or a slash that should have been percent-encoded. */
function withoutPassword(uri: string): string {
  return uri.replace(/\/\/.*@/, '//…@');
}
