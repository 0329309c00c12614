/**
 * A lot without a running order: goodwill, or a lot that is valid again after a usage was reversed. Sends reminders, books
 * the end when it is due, and ends with the lot.
 */
import { continueAsNew } from '@temporalio/workflow';
import { isLotOver, type LotView } from '../src/domain/entitlements/lot-view.ts';
import type { LotId } from '../src/domain/ids.ts';
import { CUSTOMER_ID, NEEDS_ATTENTION, NEXT_DEADLINE } from '../src/domain/search-attributes.ts';
import { runEntityWorkflow } from './entity-workflow.ts';
import { lotActivities, type LotRecord } from './lot-activities.ts';

export interface LotInput {
  readonly lotId: LotId;
}

export async function lot({ lotId }: LotInput): Promise<LotView | null> {
  return runEntityWorkflow<LotRecord>({
    read: () => lotActivities.readLot({ lotId }),
    step: ({ nextDeadline, isDeadlineDue, isLineStale }) => {
      if (isDeadlineDue && nextDeadline !== null) {
        const take = () => lotActivities.meetLotDeadline({ lotId, deadlineId: nextDeadline.id });
        return { name: `meet ${nextDeadline.kind}`, take };
      }
      return isLineStale
        ? { name: 'refresh the line', take: () => lotActivities.refreshLineOfLot({ lotId }) }
        : null;
    },
    isOver: isLotOver,
    wakesAt: (view) => (view.sandbox ? null : (view.nextDeadline?.at ?? null)),
    searchAttributes: ({ accountId, nextDeadline }) => [
      { key: CUSTOMER_ID, value: accountId },
      { key: NEXT_DEADLINE, value: nextDeadline === null ? null : new Date(nextDeadline.at) },
      { key: NEEDS_ATTENTION, value: false },
    ],
    continueAsNew: () => continueAsNew<typeof lot>({ lotId }),
  });
}
