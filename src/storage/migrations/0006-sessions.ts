/** Creates the collections of sessions and of links that start one. */
import { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

const NAMESPACE_EXISTS = 48;

export const sessions: Migration = {
  id: '0006-sessions',
  run: async ({ connection }) => {
    const db = connection.getClient().db(connection.name);
    for (const name of ['sessions', 'signInLinks']) {
      await db.createCollection(name).catch((error: unknown) => {
        const exists = error instanceof mongo.MongoServerError && error.code === NAMESPACE_EXISTS;
        if (!exists) throw error;
      });
    }
  },
};
