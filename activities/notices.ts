/** The activities of a notice's workflow: calls the endpoint, and records the outcome. */
import { attemptDelivery, type AttemptDependencies } from '../src/application/notices/attempt-delivery.ts';
import { readDelivery } from '../src/application/notices/read-delivery.ts';
import { recordAttempt, type CountAttempt } from '../src/application/notices/record-attempt.ts';
import type { DeliveryId } from '../src/domain/ids.ts';
import type { NoticeActivities, NoticeRecord } from '../workflows/notice-activities.ts';
import { operatorViewsOf, type RecordActivityDependencies } from './record-dependencies.ts';

export interface NoticeActivityDependencies extends AttemptDependencies, RecordActivityDependencies {
  /** Told of each attempt once it is recorded. */
  readonly countAttempt?: CountAttempt;
}

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
      const recorded = await recordAttempt(dependencies, attempt);
      if (recorded !== null) dependencies.countAttempt?.(recorded);
      return read(attempt.deliveryId);
    },
  };
}
