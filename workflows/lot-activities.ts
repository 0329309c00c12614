/** The activities that a lot's workflow calls. `activities/lots.ts` implements them. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { LotView } from '../src/domain/entitlements/lot-view.ts';
import type { LotId } from '../src/domain/ids.ts';
import type { WithOperatorView } from '../src/domain/operator-view.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';

/** A lot as its workflow reads it. */
export type LotRecord = WithOperatorView<LotView>;

export interface LotActivities {
  /** Null if there is no such lot. */
  readLot(input: { lotId: LotId }): Promise<LotRecord | null>;
  /** Sends the reminder, or books the end; safe to repeat. */
  meetLotDeadline(input: { lotId: LotId; deadlineId: string }): Promise<LotRecord | null>;
  /** Updates the line of its order to the lot's state; safe to repeat. */
  refreshLineOfLot(input: { lotId: LotId }): Promise<LotRecord | null>;
}

export const lotActivities = proxyLocalActivities<LotActivities>(RECORD_ACTIVITIES);
