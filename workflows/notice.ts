/**
 * Delivers one notice to the endpoint of one platform, until it is accepted or three days have passed. The call can hang
 * or fail, so it is an activity that operators can see; its outcome is recorded by number, so that a crash between the
 * two only repeats the call under the same id.
 */
import { continueAsNew } from '@temporalio/workflow';
import type { DeliveryId } from '../src/domain/ids.ts';
import type { DeliveryView } from '../src/domain/notices/delivery-view.ts';
import { CUSTOMER_ID, NEEDS_ATTENTION, NEXT_DEADLINE } from '../src/domain/search-attributes.ts';
import { runEntityWorkflow } from './entity-workflow.ts';
import { callEndpoint, readDelivery, recordAttempt, type NoticeRecord } from './notice-activities.ts';

export interface NoticeInput {
  readonly deliveryId: DeliveryId;
}

export async function notice({ deliveryId }: NoticeInput): Promise<DeliveryView | null> {
  return runEntityWorkflow<NoticeRecord>({
    read: () => readDelivery({ deliveryId }),
    step: (view) => (view.isAttemptDue ? { name: 'attempt', take: () => attempt(view) } : null),
    isOver: ({ state }) => state !== 'pending',
    wakesAt: ({ sandbox, nextAttemptAt }) => (sandbox ? null : nextAttemptAt),
    searchAttributes: ({ accountId, nextAttemptAt, state }) => [
      { key: CUSTOMER_ID, value: accountId },
      { key: NEXT_DEADLINE, value: nextAttemptAt === null ? null : new Date(nextAttemptAt) },
      { key: NEEDS_ATTENTION, value: state === 'failed' },
    ],
    continueAsNew: () => continueAsNew<typeof notice>({ deliveryId }),
  });
}

async function attempt({ deliveryId, attempts, platform }: DeliveryView): Promise<NoticeRecord | null> {
  const number = attempts + 1;
  const summary = `attempt ${number} at the ${platform} platform`;
  const outcome = await callEndpoint.executeWithOptions({ summary }, [{ deliveryId }]);
  return recordAttempt({ deliveryId, attempt: number, outcome });
}
