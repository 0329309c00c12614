/**
 * Removes rounds of the canary after a week, each with its account and everything that belongs to it. No other account is
 * ever removed: an account is the canary's only if it names the round and the round names it.
 */
import { DAY_MS, plusMs } from '../../domain/instant.ts';
import type { AccountId } from '../../domain/ids.ts';
import { workflowIdOf, type WorkflowId } from '../../domain/workflow-ids.ts';
import type { CanaryRoundDocument } from '../../storage/collections/canary-rounds.ts';
import type { Database, Models } from '../../storage/database.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import { ACCOUNT_RECORDS } from './account-records.ts';
import { actorOf } from './living-round.ts';

export interface RemovalDependencies extends TransactionDependencies {
  /** Terminates the workflow if it runs. */
  readonly endWorkflow: (workflowId: WorkflowId, reason: string) => Promise<boolean>;
}

const RETENTION_DAYS = 7;
/** Rounds of one run; there are fewer in a week's time between two runs. */
const MOST_REMOVED = 50;
/** Documents of one write, so that no other writer waits for long. */
const BATCH = 1_000;
const REASON = 'its account was of the canary and is removed';

/** Returns the number of rounds that were removed. Throws the failures of those that were not, after all others. */
export async function removeRounds(
  dependencies: RemovalDependencies,
  onProgress: () => void = () => undefined,
): Promise<number> {
  const { database, serverNow } = dependencies;
  const over = await database.models.canaryRounds
    .find({ startedAt: { $lt: plusMs(serverNow(), -RETENTION_DAYS * DAY_MS) } })
    .sort({ startedAt: 1 })
    .limit(MOST_REMOVED)
    .lean();
  const failures: unknown[] = [];
  for (const round of over) {
    await removeRound(dependencies, round, onProgress).catch((error: unknown) => failures.push(error));
    onProgress();
  }
  if (failures.length > 0) throw new AggregateError(failures, 'rounds of the canary could not be removed');
  return over.length;
}

async function removeRound(
  dependencies: RemovalDependencies,
  { _id: roundId, accountId, startedAt, outcome }: CanaryRoundDocument,
  onProgress: () => void,
): Promise<void> {
  const { database, endWorkflow } = dependencies;
  const { accounts, canaryRounds } = database.models;
  const own = { _id: accountId ?? '', canaryRound: roundId, sandbox: true };
  const account = accountId === null ? null : await accounts.findOne(own, { _id: 1 }).lean();
  if (account === null) {
    await canaryRounds.deleteOne({ _id: roundId });
    return;
  }
  const workflowIds = await workflowsOf(database, account._id);
  const end = async () => {
    for (const workflowId of workflowIds) await endWorkflow(workflowId, REASON);
  };
  await end();
  const removed: Record<string, number> = {};
  for (const name of Object.keys(ACCOUNT_RECORDS) as (keyof Models)[]) {
    const count = await removeRecords(database, name, account._id, onProgress);
    if (count > 0) removed[name] = count;
  }
  // Reconciliation may have started one again while its record was there.
  await end();
  await runTransaction(dependencies, actorOf(roundId), async (unit) => {
    const { session } = unit;
    const { deletedCount } = await accounts.deleteOne(own, { session });
    await canaryRounds.deleteOne({ _id: roundId }, { session });
    if (deletedCount === 0) return;
    const facts = { removedAccountId: account._id, roundId, startedAt, outcome, removed };
    // Of no account, so that the record stays.
    unit.audit({ type: 'canary.removed', at: unit.recordedAt, accountId: null, sandbox: true, facts });
  });
}

/** The workflows of the account that may be open. */
async function workflowsOf({ models }: Database, accountId: AccountId): Promise<WorkflowId[]> {
  const ids = { _id: 1 } as const;
  const [orders, episodes, lots, deliveries] = await Promise.all([
    models.orders.find({ accountId }, ids).lean(),
    models.episodes.find({ accountId }, ids).lean(),
    models.lots.find({ accountId }, ids).lean(),
    models.deliveries.find({ accountId, state: 'pending' }, ids).lean(),
  ]);
  return [
    ...orders.map(({ _id }) => workflowIdOf('order', _id)),
    ...episodes.map(({ _id }) => workflowIdOf('arrears', _id)),
    ...lots.map(({ _id }) => workflowIdOf('lot', _id)),
    ...deliveries.map(({ _id }) => workflowIdOf('notice', _id)),
  ];
}

/** Returns the number of documents. */
async function removeRecords(
  database: Database,
  name: keyof Models,
  accountId: AccountId,
  onProgress: () => void,
): Promise<number> {
  const where = ACCOUNT_RECORDS[name];
  if (where === null) return 0;
  // Of the driver, because the models have types that no common query fits.
  const collectionOf = (name: keyof Models) => database.models[name].collection;
  const matchOf = async (): Promise<Readonly<Record<string, unknown>>> => {
    if ('ids' in where) return { _id: where.ids(accountId) };
    const { by, of, field = '_id' } = where;
    const owners = of === undefined ? [accountId] : await collectionOf(of).distinct(field, { accountId });
    return { [by]: { $in: owners } };
  };
  const match = await matchOf();
  const collection = collectionOf(name);
  let removed = 0;
  for (;;) {
    const found = await collection
      .find(match, { projection: { _id: 1 } })
      .limit(BATCH)
      .toArray();
    if (found.length === 0) return removed;
    const ids = found.map(({ _id }) => _id);
    const { deletedCount } = await collection.deleteMany({ _id: { $in: ids } });
    removed += deletedCount;
    onProgress();
  }
}
