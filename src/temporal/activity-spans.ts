/**
 * A span for each attempt of an activity. It belongs to the trace that last reached the workflow: no workflow code passes
 * anything on, and nothing is written to histories.
 */
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { inSpan, type SpanOptions, type Tracing } from '../infra/tracing.ts';
import type { Database } from '../storage/database.ts';
import { traceOfWorkflow } from '../storage/trace-contexts.ts';

/** Later, the workflow has more likely been woken by a timer than by the message. */
const CAUSE_MS = 15 * 60_000;

export function activitySpans(tracing: Tracing, database: Database): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const { activityType, attempt, isLocal, workflowExecution } = info;
        const workflowId = workflowExecution?.workflowId ?? '';
        const cause = await causeOf(database, workflowId);
        const attributes = {
          'temporal.activity.type': activityType,
          'temporal.activity.attempt': attempt,
          'temporal.activity.local': isLocal,
          'temporal.workflow.id': workflowId,
          'temporal.run.id': workflowExecution?.runId ?? '',
        };
        return inSpan(
          tracing,
          `activity ${activityType}`,
          () => ({ kind: 'internal', attributes, ...cause }),
          () => next(input),
        );
      },
    },
  });
}

/** A recent message is the parent. An older one is linked from a trace that begins here. */
async function causeOf(
  database: Database,
  workflowId: string,
): Promise<Pick<SpanOptions, 'parent' | 'links'>> {
  const noted = await traceOfWorkflow(database, workflowId);
  if (noted === null) return {};
  const { traceparent, sentAtMs } = noted;
  return Date.now() - sentAtMs < CAUSE_MS ? { parent: traceparent } : { links: [traceparent] };
}
