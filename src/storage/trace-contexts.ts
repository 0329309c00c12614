/**
 * Notes which trace reached a workflow, and finds it for the workflow's activities. Nothing depends on it: what fails or
 * takes long is left out.
 */
import type { WorkflowId } from '../domain/workflow-ids.ts';
import { sha256Hex } from '../infra/ids.ts';
import { within } from '../infra/time-limit.ts';
import { currentTraceparent } from '../infra/trace-context.ts';
import type { TraceContextDocument } from './collections/trace-contexts.ts';
import { UNHURRIED, type Database } from './database.ts';

/** How long a message or an activity waits for MongoDB on account of traces. Both need MongoDB themselves. */
const LIMIT_MS = 2_000;
/** Hexadecimal digits of a slot: 65,536 slots of about 200 bytes. */
const SLOT_DIGITS = 4;

/** Notes that work of the current trace is about to reach the workflow. Does nothing where there is no trace. */
export async function noteTrace({ models }: Database, workflowId: WorkflowId): Promise<void> {
  const traceparent = currentTraceparent();
  if (traceparent === undefined) return;
  const noted = { workflowId, traceparent, sentAtMs: Date.now() };
  const write = models.traceContexts.updateOne(
    { _id: slotOf(workflowId) },
    { $set: noted },
    { upsert: true, ...UNHURRIED },
  );
  await within(LIMIT_MS, write.exec(), null);
}

/** The trace that last reached a workflow; null if none is noted. */
export async function traceOfWorkflow(
  { models }: Database,
  workflowId: string,
): Promise<Pick<TraceContextDocument, 'traceparent' | 'sentAtMs'> | null> {
  // The write was not waited for by a majority, and an activity may follow within milliseconds.
  const found = models.traceContexts.findById(slotOf(workflowId)).readConcern('local').lean();
  const noted = await within(LIMIT_MS, found.exec(), null);
  return noted?.workflowId === workflowId ? noted : null;
}

function slotOf(workflowId: string): string {
  return sha256Hex(workflowId).slice(0, SLOT_DIGITS);
}
