/** Inconsistencies that reconciliation found. One may resolve by itself; one that persists becomes a task. */
import type { AccountId, TaskId } from '../../domain/ids.ts';
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, instant, integer, orNull, text, textOrEmpty } from '../fields.ts';

export type InconsistencyDocument = DocumentOf<typeof inconsistencies>;

export const inconsistencies = defineCollection({
  name: 'inconsistencies',
  fields: {
    /** `<kind>:<record>` */
    _id: id(),
    kind: text(),
    accountId: textOrEmpty<AccountId | ''>(),
    /** Server time. */
    firstSeenAt: instant(),
    /** Server time. */
    lastSeenAt: instant(),
    /** Number of runs that found it. */
    times: integer(),
    taskId: orNull(id<TaskId>()),
  },
  indexes: [{ keys: { lastSeenAt: 1 } }],
});
