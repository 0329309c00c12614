/** The activities of a notice's workflow: calls the endpoint, and records the outcome. */
import { attemptDelivery, type AttemptDependencies } from '../src/application/notices/attempt-delivery.ts';
import { readDelivery } from '../src/application/notices/read-delivery.ts';
import { recordAttempt } from '../src/application/notices/record-attempt.ts';
import type { DeliveryId } from '../src/domain/ids.ts';
import type { NoticeActivities, NoticeRecord } from '../workflows/notice-activities.ts';
import { operatorViewsOf, type RecordActivityDependencies } from './record-dependencies.ts';

export type NoticeActivityDependencies = AttemptDependencies & RecordActivityDependencies;

export function createNoticeActivities(dependencies: NoticeActivityDependencies): NoticeActivities {
  const operatorViews = operatorViewsOf(dependencies);
  const read = async (deliveryId: DeliveryId): Promise<NoticeRecord | null> => {
    const delivery = await readDelivery(dependencies, deliveryId);
    return delivery === null ? null : operatorViews.ofDelivery(delivery);
  };
  return {
    readDelivery: ({ deliveryId }) => read(deliveryId),
    callEndpoint: ({ deliveryId }) => attemptDelivery(dependencies, deliveryId),
    recordAttempt: async (attempt) => {
      await recordAttempt(dependencies, attempt);
      return read(attempt.deliveryId);
    },
  };
}
