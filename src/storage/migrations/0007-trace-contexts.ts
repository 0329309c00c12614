/** Creates the collection of the traces that reached workflows. */
import { createCollections } from './create-collections.ts';
import type { Migration } from './migration.ts';

export const traceContexts: Migration = {
  id: '0007-trace-contexts',
  run: (database) => createCollections(database, ['traceContexts']),
};
