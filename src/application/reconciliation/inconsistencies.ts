/**
 * What a run finds amiss and may mend itself. A finding that several runs in a row make, for longer than a repair takes, becomes
 * a task for an operator.
 */
import type { AccountId } from '../../domain/ids.ts';
import { MINUTE_MS, plusMs } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { WorkflowId } from '../../domain/workflow-ids.ts';
import type { InconsistencyDocument } from '../../storage/collections/inconsistencies.ts';
import { SYSTEM, transact, type TransactionDependencies } from '../../storage/unit-of-work.ts';
import type { Logger } from '../../infra/logging.ts';
import { openDifference } from './open-difference.ts';

/** Something that one run saw. */
export interface Seen {
  readonly kind: 'workflow' | 'deadline' | 'message';
  /** Of what: with the kind, the same for the same thing in every run. */
  readonly subject: string;
  /** Empty where it concerns no account. */
  readonly accountId: AccountId;
  readonly workflowId: WorkflowId | null;
  readonly facts: JsonObject;
}

export interface Timeouts {
  readonly minutes: number;
  readonly runs: number;
}

export interface NoteOptions {
  /** Workflows that the run looked at; all where nothing is said. */
  readonly looked?: ReadonlySet<WorkflowId>;
  readonly patience?: Timeouts;
  readonly logger?: Pick<Logger, 'error'>;
}

const PATIENCE: Timeouts = { minutes: 10, runs: 3 };

/** Notes what a run saw, forgets what it saw no more, and opens tasks. Answers how many. */
export async function noteInconsistencies(
  dependencies: TransactionDependencies,
  seen: readonly Seen[],
  { looked, patience = PATIENCE, logger }: NoteOptions = {},
): Promise<number> {
  const { models } = dependencies.database;
  const now = dependencies.serverNow();
  const byId = new Map(seen.map((one) => [`${one.kind}:${one.subject}`, one]));
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
  // What a run did not look at may be as it was.
  const sound =
    looked && [...looked].map((workflowId) => `workflow:${workflowId}`).filter((id) => !byId.has(id));
  await models.inconsistencies.deleteMany({ kind: 'workflow', _id: sound ? { $in: sound } : { $nin: ids } });
  const lasting = await models.inconsistencies
    .find({
      taskId: null,
      times: { $gte: patience.runs },
      firstSeenAt: { $lte: plusMs(now, -patience.minutes * MINUTE_MS) },
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
  { kind, subject, accountId, workflowId, facts }: Seen,
): Promise<void> {
  await transact(dependencies, SYSTEM, async (unit) => {
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
