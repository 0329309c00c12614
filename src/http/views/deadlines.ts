/** A deadline as responses show it. */
import type { Deadline } from '../../contracts/deadlines.ts';
import { DELIVERY_RETRY } from '../../domain/kinds.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';

/** Empty for the internal deadlines of notice deliveries, which are not in the contract. */
export function deadlineView({
  at,
  kind,
  accountId,
  orderId,
  episodeId,
  serviceId,
  serviceIds,
  lotId,
}: DeadlineDocument): Deadline[] {
  if (kind === DELIVERY_RETRY) return [];
  return [
    {
      at,
      kind,
      accountId,
      ...(orderId === null ? {} : { orderId }),
      ...(episodeId === null ? {} : { episodeId }),
      ...(serviceId === null ? {} : { serviceId }),
      ...(serviceIds === null ? {} : { serviceIds, count: serviceIds.length }),
      ...(lotId === null ? {} : { lotId }),
    },
  ];
}
