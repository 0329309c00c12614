/**
 * Brings a database to what this code expects: collections exist (a transaction cannot create one cheaply), every
 * declared index is there, and documents have the fields that came later. Running it again changes nothing; two processes
 * may run it at once.
 */
import type { Database } from './database.ts';

export async function migrate(database: Database): Promise<void> {
  const { connection } = database;
  for (const name of connection.modelNames()) {
    const model = connection.model(name);
    await model.createCollection();
    await model.createIndexes();
  }
  await completeHeads(database);
}

/** Ledgers of the first version knew no arrears. Their version moves, so that nobody goes on with what he remembers. */
async function completeHeads({ native: { ledgers } }: Database): Promise<void> {
  await ledgers.updateMany(
    { overrides: { $exists: false } },
    {
      $set: {
        overrides: [],
        lowBalanceUnits: {},
        'pools.$[].episode': null,
        'pools.$[].suspension': null,
        'pools.$[].blockedBy': null,
      },
      $inc: { version: 1 },
    },
  );
}
