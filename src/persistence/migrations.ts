/**
 * Brings a database to what this code expects: collections exist (a transaction cannot create one cheaply) and every
 * declared index is there. Running it again changes nothing; two processes may run it at once.
 */
import type { Database } from './database.ts';

export async function migrate(database: Database): Promise<void> {
  const { connection } = database;
  for (const name of connection.modelNames()) {
    const model = connection.model(name);
    await model.createCollection();
    await model.createIndexes();
  }
}
