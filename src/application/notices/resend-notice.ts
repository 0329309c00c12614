/** Sends a notice again, to every platform and under the same ids: a new round of attempts that begins at once. */
import { newRound } from '../../domain/notices/delivery-round.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import { endpointOf } from '../../storage/collections/platforms.ts';
import type { NoticeDocument } from '../../storage/collections/notices.ts';
import { retryDeadline } from '../../storage/side-effects.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { succeed } from './record-attempt.ts';

export async function resendNotice(unit: UnitOfWork, notice: NoticeDocument): Promise<void> {
  const { session, database } = unit;
  const { deliveries, platforms } = database.models;
  const now = await unit.accountNow(notice.accountId);
  const settings = await platforms.find({}, { secrets: 0 }, { session }).lean();
  const again = await deliveries.find({ noticeId: notice._id }).session(session).lean();
  for (const delivery of again) {
    const platform = settings.find(({ _id }) => _id === delivery.platform);
    if (endpointOf(platform, notice.sandbox) === null) {
      await succeed(unit, delivery, now);
      continue;
    }
    const round = newRound(now);
    await deliveries.updateOne(
      { _id: delivery._id },
      { $set: { ...round, state: 'pending', deliveredAt: null, heldBehind: null } },
      { session },
    );
    unit.setDeadline(retryDeadline(delivery, round.nextAttemptAt));
    const workflowId = workflowIdOf('notice', delivery._id);
    // A signal, because the workflow of the last round may be about to end: it handles the signal, or a new run does.
    unit.publish(notice.accountId, { type: 'workflow.signal', workflowId, reason: 'notice.resent' });
  }
  unit.audit({
    type: 'notice.resent',
    at: now,
    accountId: notice.accountId,
    facts: { noticeId: notice._id, platforms: again.map(({ platform }) => platform) },
  });
}
