/** The activities of reconciliation. Each can take long: it reports its progress, and a retry continues from there. */
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { noteInconsistencies } from '../src/application/reconciliation/inconsistencies.ts';
import { removeRounds } from '../src/application/canary/remove-rounds.ts';
import { signalOverdueDeadlines, failingMessages } from '../src/application/reconciliation/overdue.ts';
import type { ReconciliationObserver } from '../src/application/reconciliation/observer.ts';
import { nextPart } from '../src/application/reconciliation/part-of-records.ts';
import { reconcileWorkflows } from '../src/temporal/reconciliation/reconcile-workflows.ts';
import { retireRecords } from '../src/application/reconciliation/retire-records.ts';
import { wasRestored, noteRun } from '../src/temporal/reconciliation/last-run.ts';
import { verifyLedgers, type VerifyProgress } from '../src/application/reconciliation/verify-ledgers.ts';
import type { TransactionDependencies } from '../src/storage/transaction.ts';
import type { OrderGateway } from '../src/temporal/order-gateway.ts';
import type { ReconciliationActivities } from '../workflows/reconciliation-activities.ts';

export interface ReconciliationDependencies extends TransactionDependencies {
  readonly client: Client;
  readonly gateway: OrderGateway;
  /** Days for which responses are stored for repeated requests. */
  readonly keepAnswersDays?: number;
  readonly observer?: ReconciliationObserver;
}

const KEEP_ANSWERS_DAYS = 30;

export function createReconciliationActivities(
  dependencies: ReconciliationDependencies,
): ReconciliationActivities {
  const { database, client, keepAnswersDays = KEEP_ANSWERS_DAYS, observer } = dependencies;
  const { workflowStarter } = dependencies.gateway;
  const { taskQueue } = workflowStarter;
  return observed(observer, {
    reconcile: async ({ signalAll }) => {
      const { log: logger, info } = Context.current();
      const onProgress = beat();
      const run = info.workflowExecution;
      if (run === undefined) throw new Error('reconciliation is an activity of a workflow');
      const restored = await wasRestored({ database, client, taskQueue }, run);
      if (restored)
        logger.warn('MongoDB or Temporal was restored from a backup: every workflow is signalled');
      const isWhole = signalAll || restored;
      const part = isWhole ? undefined : await nextPart(database);
      const { counts, seen, checked } = await reconcileWorkflows(
        { database, client, workflowStarter },
        { signalAll: isWhole, ...(part && { part }), onProgress, logger },
      );
      const overdue = await signalOverdueDeadlines(dependencies, workflowStarter, { onProgress, logger });
      const undelivered = await failingMessages(dependencies);
      const tasks = await noteInconsistencies(dependencies, [...seen, ...overdue, ...undelivered], {
        checked,
        logger,
      });
      await part?.done();
      await noteRun({ database, client, taskQueue }, run);
      return {
        ...counts,
        restored,
        overdue: overdue.length,
        undelivered: undelivered.length,
        tasks,
      };
    },
    verifyJournals: ({ full }) => {
      const { info, log: logger, cancellationSignal: signal } = Context.current();
      const from = info.heartbeatDetails as VerifyProgress | undefined;
      const onProgress = beat();
      return verifyLedgers(dependencies, { full, from, onProgress, signal, logger });
    },
    retire: async () => {
      const onProgress = beat();
      const retired = await retireRecords(dependencies, { retentionDays: keepAnswersDays, onProgress });
      const endWorkflow = workflowStarter.end.bind(workflowStarter);
      const canaries = await removeRounds({ ...dependencies, endWorkflow }, onProgress);
      return { ...retired, canaries };
    },
  });
}

/** The same activities, which report each end and what they found. */
function observed(
  observer: ReconciliationObserver | undefined,
  activities: ReconciliationActivities,
): ReconciliationActivities {
  if (observer === undefined) return activities;
  const report = async <T>(part: keyof ReconciliationActivities, work: Promise<T>): Promise<T> => {
    try {
      const result = await work;
      observer.ended(part, 'done');
      return result;
    } catch (error) {
      observer.ended(part, 'failed');
      throw error;
    }
  };
  return {
    reconcile: async (input) => {
      const result = await report('reconcile', activities.reconcile(input));
      for (const kind of ['started', 'signalled', 'ended', 'failed', 'overdue', 'undelivered'] as const)
        observer.found(kind, result[kind]);
      return result;
    },
    verifyJournals: async (input) => {
      const result = await report('verifyJournals', activities.verifyJournals(input));
      observer.found('blocked', result.blocked);
      observer.found('unverified', result.failed);
      observer.found('checkpoints', result.checkpoints);
      return result;
    },
    retire: () => report('retire', activities.retire()),
  };
}

/** Heartbeats: reports progress to Temporal. Throws once the activity is cancelled. */
function beat(): (progress?: VerifyProgress) => void {
  const context = Context.current();
  return (progress) => {
    context.heartbeat(progress);
    context.cancellationSignal.throwIfAborted();
  };
}
