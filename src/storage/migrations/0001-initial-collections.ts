/** Creates the collections of the first release. A transaction could create them too, but slowly and with conflicts. */
import { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const COLLECTIONS = [
  'accounts',
  'consortia',
  'organizations',
  'agreements',
  'catalogueVersions',
  'files',
  'fileChunks',
  'fileUploads',
  'orders',
  'payments',
  'paymentEvents',
  'refunds',
  'licences',
  'terms',
  'services',
  'serviceEvidence',
  'encryptedTokens',
  'acceptanceLinks',
  'ledgers',
  'lots',
  'journal',
  'checkpoints',
  'usages',
  'episodes',
  'settlements',
  'deadlines',
  'tasks',
  'notices',
  'deliveries',
  'platforms',
  'audit',
  'outbox',
  'idempotency',
  'keys',
  'clockAdvances',
  'verifications',
  'inconsistencies',
  'reconciliationCursors',
  'reconciliationRuns',
  'migrations',
];
const NAMESPACE_EXISTS = 48;

export const initialCollections: Migration = {
  id: '0001-initial-collections',
  run: async ({ connection }) => {
    const db = connection.getClient().db(connection.name);
    await Promise.all(
      COLLECTIONS.map((name) =>
        db.createCollection(name).catch((error: unknown) => {
          const exists = error instanceof mongo.MongoServerError && error.code === NAMESPACE_EXISTS;
          if (!exists) throw error;
        }),
      ),
    );
  },
};
