/** Creates collections that do not exist. A transaction could create them too, but slowly and with conflicts. */
import { mongo } from 'mongoose';
import type { Database } from '../database.ts';

const NAMESPACE_EXISTS = 48;

export async function createCollections({ connection }: Database, names: readonly string[]): Promise<void> {
  const db = connection.getClient().db(connection.name);
  await Promise.all(
    names.map((name) =>
      db.createCollection(name).catch((error: unknown) => {
        const exists = error instanceof mongo.MongoServerError && error.code === NAMESPACE_EXISTS;
        if (!exists) throw error;
      }),
    ),
  );
}
