/** The last reconciliation run of each task queue. */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, text, texts } from '../fields.ts';

export type ReconciliationRunDocument = DocumentOf<typeof reconciliationRuns>;

export const reconciliationRuns = defineCollection({
  name: 'reconciliationRuns',
  fields: {
    /** The task queue. */
    _id: id(),
    workflowId: text(),
    runId: text(),
    /** Temporal's clock. */
    startedAt: instant(),
    /** Ids of the last runs, this one and concurrent ones included. */
    recent: texts(),
  },
  indexes: [],
});
