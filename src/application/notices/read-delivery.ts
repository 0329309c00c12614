/** Reads one delivery of a notice as its workflow sees it. Writes nothing. */
import type { DeliveryId } from '../../domain/ids.ts';
import type { DeliveryView } from '../../domain/notices/delivery-view.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';

/** Null if it does not exist. */
export async function readDelivery(
  { database, serverNow }: TransactionDependencies,
  deliveryId: DeliveryId,
): Promise<DeliveryView | null> {
  const { deliveries, notices, ledgers } = database.models;
  const delivery = await deliveries.findById(deliveryId).lean();
  if (delivery === null) return null;
  const { noticeId, platform, accountId, sandbox, state, attempts } = delivery;
  const [notice, ledger] = await Promise.all([
    notices.findById(noticeId, { kind: 1 }).lean(),
    ledgers.findById(accountId, { frozenAt: 1 }).lean(),
  ]);
  if (notice === null) return null;
  const { lastError, deliveredAt, nextAttemptAt, givesUpAt } = delivery;
  const now = ledger?.frozenAt ?? serverNow();
  return {
    deliveryId,
    noticeId,
    kind: notice.kind,
    platform,
    accountId,
    sandbox,
    state,
    attempts,
    lastError,
    deliveredAt,
    nextAttemptAt,
    givesUpAt,
    heldBehind: delivery.heldBehind ?? null,
    sequence: delivery.holds ?? 0,
    isAttemptDue: state === 'pending' && nextAttemptAt !== null && nextAttemptAt <= now,
  };
}
