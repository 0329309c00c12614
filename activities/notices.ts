/** The activities of a notice's workflow: calling the endpoint, and booking what came of it. */
import { attemptDelivery, type AttemptDependencies } from '../src/application/notices/attempt-delivery.ts';
import { readDelivery } from '../src/application/notices/read-delivery.ts';
import { recordAttempt } from '../src/application/notices/record-attempt.ts';
import type { NoticeActivities } from '../workflows/notice-activities.ts';

export function createNoticeActivities(dependencies: AttemptDependencies): NoticeActivities {
  return {
    readDelivery: ({ deliveryId }) => readDelivery(dependencies, deliveryId),
    callEndpoint: ({ deliveryId }) => attemptDelivery(dependencies, deliveryId),
    recordAttempt: async (attempt) => {
      await recordAttempt(dependencies, attempt);
      return readDelivery(dependencies, attempt.deliveryId);
    },
  };
}
