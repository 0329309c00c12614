/** The activities of housekeeping. Each can take long: it says how far it has come, and a retry goes on there. */
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { noteFindings } from '../src/application/reconciliation/inconsistencies.ts';
import { askAboutDeadlines, failingMessages } from '../src/application/reconciliation/overdue.ts';
import { nextPart } from '../src/application/reconciliation/part-of-records.ts';
import { reconcileKeepers, type Reconciled } from '../src/temporal/reconciliation/reconcile-workflows.ts';
import { retireRecords, type Retired } from '../src/application/reconciliation/retire-records.ts';
import { isOfAnotherDay, noteRun } from '../src/temporal/reconciliation/last-run.ts';
import {
  verifyLedgers,
  type VerifiedLedgers,
  type VerifyProgress,
} from '../src/application/reconciliation/verify-ledgers.ts';
import type { TransactionDependencies } from '../src/storage/unit-of-work.ts';
import type { OrderGateway } from '../src/temporal/order-gateway.ts';

export interface HousekeepingDependencies extends TransactionDependencies {
  readonly client: Client;
  readonly gateway: OrderGateway;
  /** Days that answers of requests are kept for their repeats. */
  readonly keepAnswersDays?: number;
}

export interface ReconciledRun extends Reconciled {
  /** True when one of the two servers was found to be of another day. */
  readonly restored: boolean;
  /** Deadlines that had passed without anybody meeting them. */
  readonly overdue: number;
  /** Messages that could not be delivered several times. */
  readonly undelivered: number;
  /** Tasks opened about what could not be mended. */
  readonly tasks: number;
}

export interface HousekeepingActivities {
  /** Brings records and workflows together. */
  reconcile(input: { tellAll: boolean }): Promise<ReconciledRun>;
  /** Verifies the journals of all accounts. */
  verifyJournals(input: { thorough: boolean }): Promise<VerifiedLedgers>;
  /** Removes what nobody needs any more. */
  retire(): Promise<Retired>;
}

const KEEP_ANSWERS_DAYS = 30;

export function createHousekeepingActivities(dependencies: HousekeepingDependencies): HousekeepingActivities {
  const { database, client, keepAnswersDays = KEEP_ANSWERS_DAYS } = dependencies;
  const { keepers } = dependencies.gateway;
  const { taskQueue } = keepers;
  return {
    reconcile: async ({ tellAll }) => {
      const { log: logger, info } = Context.current();
      const onProgress = beat();
      const run = info.workflowExecution;
      if (run === undefined) throw new Error('housekeeping is an activity of a workflow');
      const restored = await isOfAnotherDay({ database, client, taskQueue }, run);
      if (restored) logger.warn('one of the servers is of another day: every workflow is told to look');
      const isWhole = tellAll || restored;
      const part = isWhole ? undefined : await nextPart(database);
      const { counts, seen, looked } = await reconcileKeepers(
        { database, client, keepers },
        { tellAll: isWhole, ...(part && { part }), onProgress, logger },
      );
      const overdue = await askAboutDeadlines(dependencies, keepers, { onProgress, logger });
      const undelivered = await failingMessages(dependencies);
      const tasks = await noteFindings(dependencies, [...seen, ...overdue, ...undelivered], {
        looked,
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
    verifyJournals: ({ thorough }) => {
      const { info, log: logger, cancellationSignal: signal } = Context.current();
      const from = info.heartbeatDetails as VerifyProgress | undefined;
      const onProgress = beat();
      return verifyLedgers(dependencies, { thorough, from, onProgress, signal, logger });
    },
    retire: () => retireRecords(dependencies, { keepDays: keepAnswersDays, onProgress: beat() }),
  };
}

/** Tells Temporal that the activity goes on. Throws when it is to end. */
function beat(): (progress?: VerifyProgress) => void {
  const context = Context.current();
  return (progress) => {
    context.heartbeat(progress);
    context.cancellationSignal.throwIfAborted();
  };
}
