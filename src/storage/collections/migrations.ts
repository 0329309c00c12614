/** The migrations that have run on this database. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant } from '../fields.ts';

export type MigrationDocument = DocumentOf<typeof migrations>;

export const migrations = defineCollection({
  name: 'migrations',
  fields: {
    /** Number and name, as the file is called: `0001-initial-collections`. */
    _id: id(),
    /** Server time at its end. */
    ranAt: instant(),
  },
  indexes: [],
});
