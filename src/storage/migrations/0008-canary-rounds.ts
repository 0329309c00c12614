/** Creates the collection of the canary's rounds. */
import { createCollections } from './create-collections.ts';
import type { Migration } from './migration.ts';

export const canaryRounds: Migration = {
  id: '0008-canary-rounds',
  run: (database) => createCollections(database, ['canaryRounds']),
};
