/** The activities that a notice's workflow calls. `activities/notices.ts` implements them. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { DeliveryId } from '../src/domain/ids.ts';
import type { AttemptOutcome, DeliveryView } from '../src/domain/notices/delivery-view.ts';
import type { WithOperatorView } from '../src/domain/operator-view.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';

/** A delivery of a notice as its workflow reads it. */
export type NoticeRecord = WithOperatorView<DeliveryView>;

export interface NoticeActivities {
  /** Null if there is no such delivery. */
  readDelivery(input: { deliveryId: DeliveryId }): Promise<NoticeRecord | null>;
  /** Calls the endpoint once; a repeat calls it again under the same id. */
  callEndpoint(input: { deliveryId: DeliveryId }): Promise<AttemptOutcome>;
  /** Records an attempt, counted from 1 over the whole life of the delivery; the same number again changes nothing. */
  recordAttempt(input: {
    deliveryId: DeliveryId;
    attempt: number;
    outcome: AttemptOutcome;
  }): Promise<NoticeRecord | null>;
}

export const { readDelivery, recordAttempt } = proxyLocalActivities<NoticeActivities>(RECORD_ACTIVITIES);

export const { callEndpoint } = proxyActivities<NoticeActivities>({
  // Longer than an endpoint may ever be given to answer: only a lost worker or an outage of MongoDB takes so long.
  startToCloseTimeout: '90 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '2 minutes' },
});
