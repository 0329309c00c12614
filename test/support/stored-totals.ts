/** What a database holds in all its collections together, whatever they are called and however they are laid out. */
import type { mongo } from 'mongoose';
import { z } from 'zod';
import type { Database } from '../../src/storage/database.ts';

const totals = z.object({ dataSize: z.number(), storageSize: z.number(), indexSize: z.number() });
const validation = z.object({ valid: z.literal(true), keysPerIndex: z.record(z.string(), z.number()) });

/** Bytes of BSON of all documents, without compression. */
export async function storedBytes(database: Database): Promise<number> {
  return (await totalsOf(database)).dataSize;
}

/** Entries of all indexes, counted one by one. Locks each collection meanwhile. */
export async function indexEntries(database: Database): Promise<number> {
  const db = dbOf(database);
  let entries = 0;
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    const { keysPerIndex } = validation.parse(await db.command({ validate: name }));
    for (const keys of Object.values(keysPerIndex)) entries += keys;
  }
  return entries;
}

/** Bytes of the files after a checkpoint, so that everything committed is in the files. They do not include journal and oplog. */
export async function diskBytes(database: Database): Promise<Record<'data' | 'indexes', number>> {
  await database.connection.getClient().db('admin').command({ fsync: 1 });
  const { storageSize, indexSize } = await totalsOf(database);
  return { data: storageSize, indexes: indexSize };
}

async function totalsOf(database: Database): Promise<z.output<typeof totals>> {
  return totals.parse(await dbOf(database).command({ dbStats: 1 }));
}

function dbOf({ connection }: Database): mongo.Db {
  return connection.getClient().db(connection.name);
}
