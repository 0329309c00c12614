/** Overdue work: deadlines that were not met in time, and outbox messages that fail to be delivered. */
import { setTimeout as delay } from 'node:timers/promises';
import { MINUTE_MS, plusMs } from '../../domain/instant.ts';
import { workflowIdOf, parseWorkflowId, type WorkflowId } from '../../domain/workflow-ids.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import type { Logger } from '../../infra/logging.ts';
import type { ObservedInconsistency } from './inconsistencies.ts';

/** A deadline that is later than this is overdue, and its workflow is signalled. */
const LATE_MINUTES = 2;
/** Fewer failures are transient. */
const FAILED_ATTEMPTS = 3;
/** Most deadlines, and most messages, of one run; the oldest first. */
const MOST = 1_000;
/** How long a run waits for signalled workflows: for the next deadline to be met, and in all. */
const PATIENCE_MS = 10_000;
const LONGEST_WAIT_MS = 120_000;
const POLL_MS = 250;

export interface OverdueOptions {
  readonly onProgress?: () => void;
  readonly logger?: Pick<Logger, 'warn'>;
  readonly lateMinutes?: number;
  /** How long to wait for the next deadline to be met. */
  readonly patienceMs?: number;
}

/**
 * Signals the workflows of overdue deadlines, and waits while they meet them: after a restore many are late at once. Returns
 * one inconsistency for each deadline that was not met. The clock of a sandbox handles its own.
 */
export async function signalOverdueDeadlines(
  { database, serverNow }: TransactionDependencies,
  workflowStarter: { notifyChanged(workflowId: WorkflowId, reason: string): Promise<void> },
  {
    onProgress = () => undefined,
    logger,
    lateMinutes = LATE_MINUTES,
    patienceMs = PATIENCE_MS,
  }: OverdueOptions = {},
): Promise<ObservedInconsistency[]> {
  const before = plusMs(serverNow(), -lateMinutes * MINUTE_MS);
  const late = await database.models.deadlines
    .find({ sandbox: false, at: { $lt: before } })
    .sort({ at: 1, _id: 1 })
    .limit(MOST)
    .lean();
  const workflowIds = new Set<WorkflowId>();
  const observed = late.map(({ _id, kind, at, accountId, workflowId: text }): ObservedInconsistency => {
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
      logger?.warn({ err: error, workflowId }, 'the workflow of an overdue deadline could not be signalled');
    });
  }
  const left = await unmet(
    async (ids) => {
      onProgress();
      return database.models.deadlines.find({ _id: { $in: ids }, at: { $lt: before } }, { _id: 1 }).lean();
    },
    late.map(({ _id }) => _id),
    patienceMs,
  );
  return observed.filter(({ subject }) => left.has(subject));
}

/** Waits while deadlines are being met. Returns the ids of those that are not. */
async function unmet(
  readLate: (ids: readonly string[]) => Promise<{ readonly _id: string }[]>,
  ids: readonly string[],
  patienceMs: number,
): Promise<ReadonlySet<string>> {
  const begun = performance.now();
  let left = ids;
  for (let lastMet = begun; left.length > 0;) {
    const still = (await readLate(left)).map(({ _id }) => _id);
    const now = performance.now();
    if (still.length < left.length) lastMet = now;
    left = still;
    if (now - lastMet >= patienceMs || now - begun >= LONGEST_WAIT_MS) break;
    if (left.length > 0) await delay(Math.min(POLL_MS, patienceMs));
  }
  return new Set(left);
}

/** Outbox messages that failed repeatedly. The relay retries them by itself until it gives up. */
export async function failingMessages({
  database,
}: TransactionDependencies): Promise<ObservedInconsistency[]> {
  const failing = await database.models.outbox
    .find({ attempts: { $gte: FAILED_ATTEMPTS }, givenUpAt: null })
    .sort({ _id: 1 })
    .limit(MOST)
    .lean();
  return failing.map(
    ({ _id, accountId, message, createdAt, attempts, lastError }): ObservedInconsistency => ({
      kind: 'message',
      subject: _id,
      accountId,
      workflowId: null,
      facts: { message: { ...message }, createdAt, attempts, lastError },
    }),
  );
}
