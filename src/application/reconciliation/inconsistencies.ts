/**
 * Inconsistencies that reconciliation observes and repairs. One that several runs in a row observe, for longer than a repair
 * takes, becomes a task for an operator.
 */
import type { AccountId } from '../../domain/ids.ts';
import { MINUTE_MS, plusMs } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { WorkflowId } from '../../domain/workflow-ids.ts';
import type { InconsistencyDocument } from '../../storage/collections/inconsistencies.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { Logger } from '../../infra/logging.ts';
import { openDifference } from './open-difference.ts';

/** An inconsistency that one run observed. */
export interface ObservedInconsistency {
  readonly kind: 'workflow' | 'deadline' | 'message';
  /** Identifies it together with the kind, in every run. */
  readonly subject: string;
  /** Empty where it concerns no account. */
  readonly accountId: AccountId;
  readonly workflowId: WorkflowId | null;
  readonly facts: JsonObject;
}

export interface Thresholds {
  readonly minutes: number;
  readonly runs: number;
}

export interface NoteOptions {
  /** Workflows that the run checked; all by default. */
  readonly checked?: ReadonlySet<WorkflowId>;
  /** After how long, and how many runs, a task is opened. */
  readonly thresholds?: Thresholds;
  readonly logger?: Pick<Logger, 'error'>;
}

const THRESHOLDS: Thresholds = { minutes: 10, runs: 3 };

/**
 * Records what a run observed, removes what it checked and did not observe any more, and opens tasks for what lasts. Returns the
 * number of tasks. What concerns no account is logged only.
 */
export async function noteInconsistencies(
  dependencies: TransactionDependencies,
  observed: readonly ObservedInconsistency[],
  { checked, thresholds = THRESHOLDS, logger }: NoteOptions = {},
): Promise<number> {
  const { models } = dependencies.database;
  const now = dependencies.serverNow();
  const byId = new Map(observed.map((one) => [`${one.kind}:${one.subject}`, one]));
  if (byId.size > 0) {
    await models.inconsistencies.bulkWrite(
      [...byId].map(([_id, { kind, accountId }]) => ({
        updateOne: {
          filter: { _id },
          update: {
            $set: { lastSeenAt: now },
            $inc: { times: 1 },
            $setOnInsert: { kind, accountId, firstSeenAt: now, taskId: null },
          },
          upsert: true,
        },
      })),
    );
  }
  const ids = [...byId.keys()];
  await models.inconsistencies.deleteMany({ kind: { $ne: 'workflow' }, _id: { $nin: ids } });
  // A workflow that the run did not check may still be inconsistent.
  const sound =
    checked && [...checked].map((workflowId) => `workflow:${workflowId}`).filter((id) => !byId.has(id));
  await models.inconsistencies.deleteMany({ kind: 'workflow', _id: sound ? { $in: sound } : { $nin: ids } });
  const lasting = await models.inconsistencies
    .find({
      taskId: null,
      times: { $gte: thresholds.runs },
      firstSeenAt: { $lte: plusMs(now, -thresholds.minutes * MINUTE_MS) },
    })
    .lean();
  let opened = 0;
  for (const inconsistency of lasting) {
    const one = byId.get(inconsistency._id);
    if (one === undefined) continue;
    logger?.error(
      { kind: one.kind, subject: one.subject, ...one.facts },
      'reconciliation cannot repair an inconsistency',
    );
    if (one.accountId === '') continue;
    await openTaskOf(dependencies, inconsistency, one);
    opened += 1;
  }
  return opened;
}

async function openTaskOf(
  dependencies: TransactionDependencies,
  { _id, firstSeenAt, times }: InconsistencyDocument,
  { kind, subject, accountId, workflowId, facts }: ObservedInconsistency,
): Promise<void> {
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    const taskId = await openDifference(unit, {
      cause: `${_id}:${firstSeenAt}`,
      about: kind,
      subject,
      accountId,
      workflowId,
      since: firstSeenAt,
      facts: { runs: times, ...facts },
    });
    const { inconsistencies } = unit.database.models;
    await inconsistencies.updateOne({ _id }, { $set: { taskId } }, { session: unit.session });
  });
}
