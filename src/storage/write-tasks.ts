/** Stores the tasks of a change, each once for its cause. Tasks about accounts of the canary are dropped: they concern no one. */
import { TASK_ROLES } from '../domain/kinds.ts';
import { canariesAmong } from './account-facts.ts';
import type { Database, Session } from './database.ts';
import { taskDocument, type TaskEntry } from './side-effects.ts';

/** A new task for an operator marks its order as needing attention. A task that exists already changes nothing. */
export async function writeTasks(
  database: Database,
  session: Session,
  given: readonly TaskEntry[],
): Promise<void> {
  const { models } = database;
  const entries = await withoutCanaries(database, session, given);
  if (entries.length === 0) return;
  const { upsertedIds } = await models.tasks.bulkWrite(
    entries.map((entry) => {
      const { _id, ...rest } = taskDocument(entry);
      return { updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } };
    }),
    { session },
  );
  const orderIds = entries.flatMap(({ orderId, kind }, index) =>
    index in upsertedIds && orderId !== undefined && TASK_ROLES[kind] === 'operator' ? [orderId] : [],
  );
  if (orderIds.length === 0) return;
  await models.orders.updateMany({ _id: { $in: orderIds } }, { $set: { needsAttention: true } }, { session });
}

async function withoutCanaries(
  database: Database,
  session: Session,
  entries: readonly TaskEntry[],
): Promise<readonly TaskEntry[]> {
  const sandboxes = entries.flatMap(({ accountId, sandbox }) => (sandbox && accountId ? [accountId] : []));
  const canaries = await canariesAmong(database, sandboxes, session);
  return entries.filter(({ accountId }) => accountId === null || !canaries.has(accountId));
}
