/**
 * Notices about one subject reach a platform in their order: a delivery is held while an earlier one about the same subject is
 * pending, and released when that one ends, delivered or given up. None is held for longer than its own three days.
 */
import type { Instant } from '../../domain/instant.ts';
import { heldUntil, mayBeHeld } from '../../domain/notices/delivery-round.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';
import type { Database, Session } from '../../storage/database.ts';
import { retryDeadline } from '../../storage/side-effects.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Deliveries that one end releases. Usually one is held behind another; several where one was recorded late. */
const MOST_RELEASED = 100;

/**
 * The nearest earlier delivery to the platform about the same subject that is pending; null if there is none, and once the
 * delivery has waited long enough. `now` is account time.
 */
export async function earlierPending(
  { models }: Database,
  { _id, subject, platform, at, sortKey, givesUpAt }: DeliveryDocument,
  now: Instant,
  session: Session | null = null,
): Promise<DeliveryDocument | null> {
  if (typeof subject !== 'string' || !mayBeHeld(givesUpAt ?? now, now)) return null;
  return models.deliveries
    .findOne({
      subject,
      platform,
      state: 'pending',
      _id: { $ne: _id },
      at: { $lte: at },
      $or: [{ at: { $lt: at } }, { sortKey: { $lt: sortKey } }],
    })
    .sort({ at: -1, sortKey: -1 })
    .session(session)
    .lean();
}

/**
 * Holds a delivery if an earlier one is still pending. Writes to the earlier one too: its end conflicts with this change, so
 * that it either sees the held delivery or is seen here.
 */
export async function hold(unit: UnitOfWork, delivery: DeliveryDocument, now: Instant): Promise<void> {
  const { database, session } = unit;
  const { deliveries } = database.models;
  const earlier = await earlierPending(database, delivery, now, session);
  const count = { $inc: { holds: 1 } };
  if (earlier === null) {
    // It ended meanwhile. Counted, so that the workflow sees a change and tries at once.
    await deliveries.updateOne({ _id: delivery._id }, count, { session });
    return;
  }
  const nextAttemptAt = heldUntil(delivery.givesUpAt ?? now);
  await deliveries.updateOne({ _id: earlier._id }, count, { session });
  await deliveries.updateOne(
    { _id: delivery._id },
    { ...count, $set: { heldBehind: earlier._id, nextAttemptAt } },
    { session },
  );
  unit.setDeadline(retryDeadline(delivery, nextAttemptAt));
}

/** Makes the deliveries that were held behind one that ended due. `now` is the time of their account. */
export async function release(unit: UnitOfWork, ended: DeliveryDocument, now: Instant): Promise<void> {
  if (typeof ended.subject !== 'string' || !ended.holds) return;
  const { subject, platform } = ended;
  const { deliveries } = unit.database.models;
  const held = await deliveries
    .find({ subject, platform, state: 'pending', heldBehind: ended._id })
    .sort({ at: 1, sortKey: 1 })
    .limit(MOST_RELEASED)
    .session(unit.session)
    .lean();
  for (const delivery of held) {
    await deliveries.updateOne(
      { _id: delivery._id },
      { $set: { heldBehind: null, nextAttemptAt: now } },
      { session: unit.session },
    );
    unit.setDeadline(retryDeadline(delivery, now));
    const workflowId = workflowIdOf('notice', delivery._id);
    unit.publish(delivery.accountId, { type: 'workflow.signal', workflowId, reason: 'earlier.ended' });
  }
}
