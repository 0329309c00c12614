/** A notice with its deliveries as responses show it. */
import type { NoticeWithDeliveries } from '../../application/notices/read-notices.ts';
import type { Notice } from '../../contracts/notices.ts';
import type { DeliveryDocument } from '../../storage/collections/deliveries.ts';

export function noticeView({ notice, deliveries }: NoticeWithDeliveries): Notice {
  const { _id, kind, accountId, at, payload } = notice;
  return {
    id: _id,
    kind,
    accountId,
    at,
    payload,
    deliveries: deliveries.map(deliveryView),
  };
}

function deliveryView(delivery: DeliveryDocument): Notice['deliveries'][number] {
  const { _id, platform, state, attempts, nextAttemptAt, heldBehind, lastError, deliveredAt } = delivery;
  return {
    id: _id,
    platform,
    state,
    attempts,
    ...(nextAttemptAt === null ? {} : { nextAttemptAt }),
    ...(typeof heldBehind === 'string' && { heldBehind }),
    ...(lastError === null ? {} : { lastError }),
    ...(deliveredAt === null ? {} : { deliveredAt }),
  };
}
