/** Cursors of reconciliation, for checks that cover a part of the records in each run. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, textOrEmpty } from '../fields.ts';

export type ReconciliationCursorDocument = DocumentOf<typeof reconciliationCursors>;

export const reconciliationCursors = defineCollection({
  name: 'reconciliationCursors',
  fields: {
    /** Name of the check. */
    _id: id(),
    /** Id of the last record checked; empty at the beginning. */
    after: textOrEmpty(),
  },
  indexes: [],
});
