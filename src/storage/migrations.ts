/**
 * Brings a database to what this code expects: it holds data of this format or none, collections exist (a transaction cannot
 * create one cheaply), and every declared index is there. Running it again changes nothing; two processes may run it at once.
 */
import { stampDataFormat } from './data-format.ts';
import type { Database } from './database.ts';

/** Throws `DataFormatError`, before anything is changed, where the data are of another format. */
export async function migrate(database: Database): Promise<void> {
  await stampDataFormat(database);
  const { connection } = database;
  for (const name of connection.modelNames()) {
    const model = connection.model(name);
    await model.createCollection();
    await model.createIndexes();
  }
}
