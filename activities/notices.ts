/** The activities of a notice's workflow: calling the endpoint, and booking what came of it. */
import type { AttemptOutcome, DeliveryView } from '../src/domain/notices/delivery-view.ts';
import { attemptDelivery, type AttemptDependencies } from '../src/application/notices/attempt-delivery.ts';
import { readDelivery } from '../src/application/notices/read-delivery.ts';
import { recordAttempt, type RecordedAttempt } from '../src/application/notices/record-attempt.ts';
import type { DeliveryId } from '../src/domain/ids.ts';

export interface NoticeActivities {
  /** Null when it is not there. */
  readDelivery(input: { deliveryId: DeliveryId }): Promise<DeliveryView | null>;
  /** Calls the endpoint once; a repeat calls it again under the same id. */
  callEndpoint(input: { deliveryId: DeliveryId }): Promise<AttemptOutcome>;
  /** Safe to run again: an attempt is booked once. */
  recordAttempt(input: RecordedAttempt): Promise<DeliveryView | null>;
}

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
