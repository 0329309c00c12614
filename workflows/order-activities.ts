/** The activities of an order as its workflow calls them: short transactions, so local ones; a refusal is not retried. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities, TransitionResult } from '../activities/orders.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';

export const orderActivities = proxyLocalActivities<OrderActivities>(RECORD_ACTIVITIES);

/** One transition, given its sequence number. */
export type Transition = (sequence: number) => Promise<TransitionResult>;
