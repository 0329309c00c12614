/** What should have happened by now and has not: deadlines that nobody met, messages that nobody took. */
import { MINUTE_MS, plusMs } from '../../domain/instant.ts';
import { workflowIdOf, parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import type { TransactionDependencies } from '../../storage/unit-of-work.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Seen } from './inconsistencies.ts';

/** A timer is on time, or its workflow is asked. */
const LATE_MINUTES = 2;
/** Fewer failures pass by themselves. */
const FAILED_ATTEMPTS = 3;
/** Of each, the oldest: a run does not look at all of a long outage at once. */
const MOST = 1_000;

export interface OverdueOptions {
  readonly onProgress?: () => void;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly lateMinutes?: number;
}

/** Asks the workflows of deadlines that have passed to look. A sandbox's clock asks for its own. */
export async function askAboutDeadlines(
  { database, serverNow }: TransactionDependencies,
  workflowStarter: { notifyChanged(workflowId: WorkflowId, reason: string): Promise<void> },
  { onProgress = () => undefined, logger, lateMinutes = LATE_MINUTES }: OverdueOptions = {},
): Promise<Seen[]> {
  const before = plusMs(serverNow(), -lateMinutes * MINUTE_MS);
  const late = await database.models.deadlines
    .find({ sandbox: false, at: { $lt: before } })
    .sort({ at: 1, _id: 1 })
    .limit(MOST)
    .lean();
  const workflowIds = new Set<WorkflowId>();
  const seen = late.map(({ _id, kind, at, accountId, workflowId: text }): Seen => {
    const { kind: workflowKind, id } = parseWorkflowId(text);
    const workflowId = workflowIdOf(workflowKind, id);
    workflowIds.add(workflowId);
    return {
      kind: 'deadline',
      subject: _id,
      accountId,
      workflowId,
      facts: { deadline: kind, at, workflowId },
    };
  });
  for (const workflowId of workflowIds) {
    onProgress();
    await workflowStarter.notifyChanged(workflowId, 'deadline.passed').catch((error: unknown) => {
      logger?.warn({ err: error, workflowId }, 'the workflow of a deadline could not be asked');
    });
  }
  return seen;
}

/** Messages that failed again and again. The relay goes on with them by itself, until it gives them up. */
export async function failingMessages({ database }: TransactionDependencies): Promise<Seen[]> {
  const failing = await database.models.outbox
    .find({ attempts: { $gte: FAILED_ATTEMPTS }, givenUpAt: null })
    .sort({ _id: 1 })
    .limit(MOST)
    .lean();
  return failing.map(({ _id, accountId, message, createdAt, attempts, lastError }): Seen => ({
    kind: 'message',
    subject: _id,
    accountId,
    workflowId: null,
    facts: { message: { ...message }, createdAt, attempts, lastError },
  }));
}
