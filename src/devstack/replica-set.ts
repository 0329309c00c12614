/**
 * Makes a `mongod` a primary: initiates a replica set of one member on a new server, and corrects the address in the
 * data of an earlier port.
 */
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { z } from 'zod';

const POLL_MS = 20;
const NAME = 'prepaid';

/** Codes with which a server refuses `replSetGetConfig` because it has no configuration, or one without itself. */
const NOT_YET_INITIALIZED = 94;

const replicaSetConfig = z.looseObject({
  version: z.number(),
  members: z.array(z.looseObject({ host: z.string() })),
});

/** Resolves when the server on this loopback port accepts writes. Rejects when the signal is aborted. */
export async function primaryOn(port: number, signal: AbortSignal): Promise<void> {
  const client = await connected(port, signal);
  try {
    const admin = client.db('admin');
    await configured(admin, `127.0.0.1:${port}`, signal);
    while (!(await isPrimary(admin))) await pause(POLL_MS, undefined, { signal });
  } finally {
    await client.close();
  }
}

async function connected(port: number, signal: AbortSignal): Promise<mongo.MongoClient> {
  for (;;) {
    signal.throwIfAborted();
    // A client whose first attempt failed cannot be used again.
    const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}`, {
      directConnection: true,
      serverSelectionTimeoutMS: 1_000,
    });
    try {
      return await client.connect();
    } catch {
      await client.close();
      await pause(POLL_MS, undefined, { signal });
    }
  }
}

async function configured(admin: mongo.Db, host: string, signal: AbortSignal): Promise<void> {
  const current = await currentConfig(admin);
  const wanted = [{ _id: 0, host }];
  if (!current) {
    await admin.command({ replSetInitiate: { _id: NAME, members: wanted } });
    return;
  }
  if (current.members.length === 1 && current.members[0]?.host === host) return;

  // Forced, because a member that is not in its own configuration can never be elected.
  const config = { ...current, version: current.version + 1, members: wanted };
  for (;;) {
    signal.throwIfAborted();
    try {
      await admin.command({ replSetReconfig: config, force: true });
      return;
    } catch (error) {
      // Shortly after its start it still reads the old configuration.
      if (!isMongoError(error) || error.codeName !== 'NotYetInitialized') throw error;
      await pause(POLL_MS, undefined, { signal });
    }
  }
}

async function currentConfig(admin: mongo.Db): Promise<z.output<typeof replicaSetConfig> | undefined> {
  try {
    const answer = await admin.command({ replSetGetConfig: 1 });
    return replicaSetConfig.parse(answer['config']);
  } catch (error) {
    if (isMongoError(error) && error.code === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

async function isPrimary(admin: mongo.Db): Promise<boolean> {
  const hello = await admin.command({ hello: 1 });
  return hello['isWritablePrimary'] === true;
}

function isMongoError(error: unknown): error is mongo.MongoServerError {
  return error instanceof mongoose.mongo.MongoServerError;
}
