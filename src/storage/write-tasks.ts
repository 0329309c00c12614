/** Stores the tasks of a change, each once for its cause. */
import { TASK_ROLES } from '../domain/kinds.ts';
import type { Database, Session } from './database.ts';
import { taskDocument, type TaskEntry } from './side-effects.ts';

/** A new task for an operator marks its order as needing attention. A task that exists already changes nothing. */
export async function writeTasks(
  { models }: Database,
  session: Session,
  entries: readonly TaskEntry[],
): Promise<void> {
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
