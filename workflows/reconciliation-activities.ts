/** The activities that reconciliation calls. `activities/reconciliation.ts` implements them; each may take hours. */
import { proxyActivities } from '@temporalio/workflow';

/** Counts of one run over records and workflows. */
export interface ReconciledRun {
  /** Records that need a workflow. */
  readonly open: number;
  /** Workflows that were lost and started again. */
  readonly started: number;
  /** Workflows that were signalled to read their record. */
  readonly signalled: number;
  /** Workflows without a record, terminated. */
  readonly ended: number;
  readonly failed: number;
  /** True if MongoDB or Temporal was restored from a backup since the last run; every workflow is signalled then. */
  readonly restored: boolean;
  /** Deadlines that passed unhandled. */
  readonly overdue: number;
  /** Messages whose delivery failed several times. */
  readonly undelivered: number;
  /** Tasks opened about inconsistencies that could not be repaired. */
  readonly tasks: number;
}

/** Counts of one verification of the journals. */
export interface VerifiedLedgers {
  readonly accounts: number;
  readonly entries: number;
  /** Accounts whose whole journal was read. */
  readonly whole: number;
  /** Accounts that differ since this run, and since an earlier one. */
  readonly blocked: number;
  readonly known: number;
  /** Checkpoints that differed from the journal and were repaired. */
  readonly checkpoints: number;
  /** Accounts that could not be verified; the log says why. */
  readonly failed: number;
}

/** Counts of records that were removed because their retention is over. */
export interface Retired {
  readonly idempotency: number;
  readonly clockAdvances: number;
  /** Uploads that never became a file. */
  readonly uploads: number;
  /** Rounds of the canary, with their accounts. */
  readonly canaries: number;
}

export interface ReconciliationActivities {
  /** Compares records with workflows and restarts lost ones. */
  reconcile(input: { signalAll: boolean }): Promise<ReconciledRun>;
  /** Verifies the journals of all accounts. */
  verifyJournals(input: { full: boolean }): Promise<VerifiedLedgers>;
  /** Removes records whose retention is over. */
  retire(): Promise<Retired>;
}

const activitiesOf = (summary: string, startToCloseTimeout: '1 hour' | '5 hours') =>
  proxyActivities<ReconciliationActivities>({
    startToCloseTimeout,
    heartbeatTimeout: '2 minutes',
    retry: { maximumAttempts: 3 },
    summary,
  });

export const { reconcile } = activitiesOf('compares records with workflows', '1 hour');
export const { verifyJournals } = activitiesOf('verifies the journals of all accounts', '5 hours');
export const { retire } = activitiesOf('removes records whose retention is over', '1 hour');
