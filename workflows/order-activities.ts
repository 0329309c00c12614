/** The activities of an order as its workflow calls them: short transactions, so local ones; a refusal is not retried. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities, TransitionResult } from '../activities/order-activities.ts';

export const orderActivities = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '15 seconds',
  // Beyond this an outage of MongoDB is waited out with timers, few enough that a day of it does not fill the history.
  localRetryThreshold: '30 seconds',
  retry: {
    initialInterval: '100 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '2 minutes',
    nonRetryableErrorTypes: ['Refusal'],
  },
});

/** One transition, given its sequence number. */
export type Transition = (sequence: number) => Promise<TransitionResult>;
