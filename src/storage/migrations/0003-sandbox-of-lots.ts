/** Marks the lots of sandboxes, so that lists of lots over all accounts leave them out or show them alone. */
import type { Migration } from './migration.ts';

const BATCH = 1_000;

interface Account {
  readonly _id: string;
}

export const sandboxOfLots: Migration = {
  id: '0003-sandbox-of-lots',
  run: async ({ connection }) => {
    const db = connection.getClient().db(connection.name);
    const unmarked = { sandbox: { $exists: false } };
    const mark = async (accountIds: readonly string[]) => {
      const among = { accountId: { $in: [...accountIds] }, ...unmarked };
      await db.collection('lots').updateMany(among, { $set: { sandbox: true } });
    };
    let accountIds: string[] = [];
    for await (const { _id } of db.collection<Account>('accounts').find({ sandbox: true })) {
      accountIds.push(_id);
      if (accountIds.length < BATCH) continue;
      await mark(accountIds);
      accountIds = [];
    }
    await mark(accountIds);
    await db.collection('lots').updateMany(unmarked, { $set: { sandbox: false } });
  },
};
