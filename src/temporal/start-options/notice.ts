/** How the workflow of a notice's delivery is started. */
import { TypedSearchAttributes } from '@temporalio/common';
import type { DeliveryId } from '../../domain/ids.ts';
import { CUSTOMER_ID, NEEDS_ATTENTION } from '../../domain/search-attributes.ts';
import { noticeSummary } from '../../messages/operator-view/notice-details.ts';
import { utcText } from '../../messages/operator-view/table.ts';
import type { Database } from '../../storage/database.ts';
import type { WorkflowStart } from './record.ts';

export async function readNoticeStart(
  database: Database,
  deliveryId: DeliveryId,
): Promise<WorkflowStart | null> {
  const { deliveries, notices } = database.models;
  const delivery = await deliveries.findById(deliveryId).lean();
  const notice = delivery && (await notices.findById(delivery.noticeId).lean());
  if (delivery === null || notice === null) return null;
  const { accountId, sandbox, platform, state } = delivery;
  return {
    accountId,
    sandbox,
    isOver: state !== 'pending',
    workflowType: 'notice',
    input: { deliveryId },
    staticSummary: noticeSummary({ kind: notice.kind, platform }),
    staticDetails: `Delivery ${deliveryId} of notice ${notice._id} of account ${accountId}, of ${utcText(notice.at)}.`,
    fairnessKey: accountId,
    searchAttributes: new TypedSearchAttributes([
      { key: CUSTOMER_ID, value: accountId },
      { key: NEEDS_ATTENTION, value: false },
    ]),
  };
}
