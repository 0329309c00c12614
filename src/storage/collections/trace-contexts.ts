/**
 * The trace that last reached each workflow, so that spans of its activities find what caused them. A table of a fixed
 * number of slots: where two workflows share one, the later message replaces the other.
 */
import { defineCollection, type DocumentOf } from '../define-collection.ts';
import { id, integer, text } from '../fields.ts';

export type TraceContextDocument = DocumentOf<typeof traceContexts>;

export const traceContexts = defineCollection({
  name: 'traceContexts',
  fields: {
    /** The slot: `0000` to `ffff`, from the hash of the workflow's id. */
    _id: id(),
    workflowId: text(),
    /** W3C `traceparent`. */
    traceparent: text(),
    /** When the message was sent to the workflow, in epoch ms of its sender's clock. */
    sentAtMs: integer(),
  },
  indexes: [],
});
