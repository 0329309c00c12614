/** A use as its call answers it. */
import type { Usage } from '../../contracts/usages.ts';
import type { UsageDocument } from '../../storage/collections/usages.ts';

export function usageView(usage: UsageDocument): Usage {
  const { storageYears, reference, episode } = usage;
  return {
    id: usage._id,
    at: usage.at,
    accountId: usage.accountId,
    organizationId: usage.organizationId,
    resource: usage.resource,
    quantity: usage.quantity,
    ...(storageYears === null ? {} : { storageYears }),
    ...(reference === null ? {} : { reference }),
    draws: usage.draws.map((draw) => ({
      lotId: draw.lotId,
      units: draw.units,
      ...(draw.storageYears === null ? {} : { storageYears: draw.storageYears }),
      ...(draw.storedUntil === null ? {} : { storedUntil: draw.storedUntil }),
    })),
    arrears: usage.arrears,
    balance: usage.balance,
    ...(episode === null ? {} : episode),
  };
}
