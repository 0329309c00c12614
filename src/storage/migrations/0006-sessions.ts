/** Creates the collections of sessions and of links that start one. */
import { createCollections } from './create-collections.ts';
import type { Migration } from './migration.ts';

export const sessions: Migration = {
  id: '0006-sessions',
  run: (database) => createCollections(database, ['sessions', 'signInLinks']),
};
