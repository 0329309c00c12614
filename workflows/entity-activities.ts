/** How short transactions on the record are called from workflows: locally, tried until MongoDB answers. */
import type { LocalActivityOptions } from '@temporalio/workflow';

export const RECORD_ACTIVITIES = {
  startToCloseTimeout: '15 seconds',
  // Beyond this an outage of MongoDB is waited out with timers, few enough that a day of it does not fill the history.
  localRetryThreshold: '30 seconds',
  retry: {
    initialInterval: '100 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '2 minutes',
  },
} as const satisfies LocalActivityOptions;
