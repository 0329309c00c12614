/** Stores what a search by name needs in each organization: its name in lower case, and whether its account is a sandbox. */
import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

interface Stored {
  _id: string;
  accountId: string;
  name: string;
  sandbox: boolean;
}

const BATCH = 1_000;

export const organizationNameKeys: Migration = {
  id: '0002-organization-name-keys',
  run: async ({ connection }) => {
    const db = connection.getClient().db(connection.name);
    const organizations = db.collection<Stored>('organizations');
    const unkeyed = () => organizations.find({ nameKey: { $exists: false } }).limit(BATCH);
    for (let found = await unkeyed().toArray(); found.length > 0; found = await unkeyed().toArray()) {
      const sandboxes = new Set(
        await db.collection<Stored>('accounts').distinct('_id', {
          _id: { $in: found.map(({ accountId }) => accountId) },
          sandbox: true,
        }),
      );
      await organizations.bulkWrite(
        found.map(({ _id, accountId, name }): mongo.AnyBulkWriteOperation<Stored> => ({
          updateOne: {
            filter: { _id },
            update: { $set: { nameKey: name.toLowerCase(), sandbox: sandboxes.has(accountId) } },
          },
        })),
      );
    }
  },
};
