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
  await completeTerms(database);
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

/** Terms of the first version left it to their orders under what policies they were sold. */
async function completeTerms({ models: { terms, orders } }: Database): Promise<void> {
  await terms.aggregate([
    { $match: { policyVersion: { $exists: false } } },
    { $lookup: { from: orders.collection.name, localField: 'orderId', foreignField: '_id', as: 'orders' } },
    { $set: { order: { $first: '$orders' } } },
    {
      $project: {
        graceHours: { $cond: [{ $eq: ['$closes', null] }, 0, '$order.policies.graceHours'] },
        validitySuspends: '$order.policies.validitySuspends',
        policyVersion: '$order.policyVersion',
      },
    },
    { $merge: { into: terms.collection.name, whenMatched: 'merge', whenNotMatched: 'discard' } },
  ]);
}
