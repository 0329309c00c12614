/** Revokes the entitlements of refunded lines in the transaction that decides the refund (rules §8.15). */
import type { RefundId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type {
  EntitlementReference,
  OrderDocument,
  OrderLineRecord,
} from '../../storage/collections/orders.ts';
import { moveServices } from '../entitlements/services/move-services.ts';
import { scheduleStart } from '../entitlements/services/schedule-start-and-end.ts';
import { groupsBy } from '../entitlements/services/service-group.ts';
import { ledgerOf, type RefundContext } from './refundable.ts';

/** How much of a line is refunded, and what is paid back for it. */
export interface RevokedLine {
  readonly line: OrderLineRecord;
  readonly quantity: number;
  readonly amount: Money;
}

/**
 * Revokes what `refundableOf` found refundable: voids lot units, ends terms and licences, and refunds services, the
 * last units of a line first. Returns the order's lines with their updated service tallies; a line that is not credited
 * yet has nothing to revoke.
 */
export async function revokeLines(
  context: RefundContext,
  order: OrderDocument,
  revoked: readonly RevokedLine[],
  refundId: RefundId,
): Promise<OrderLineRecord[]> {
  const { unit, at } = context;
  for (const { line, quantity, amount } of revoked) {
    const { fulfilment, entitlements } = line;
    const [lot] = entitlements;
    if (fulfilment.kind !== 'lot' || lot === undefined) continue;
    const voided = { lotId: lot.id, units: quantity, refundedMinor: amount.amountMinor };
    ledgerOf(context).voidUnits(fulfilment.resource, voided, { type: 'refund', id: refundId });
  }
  await endPeriods(context, revoked);
  const services = revoked.flatMap(({ line, quantity }) =>
    (context.unused.get(line.id) ?? []).slice(-quantity),
  );
  if (services.length === 0) return order.lines;
  const lines = await moveServices(unit, order.lines, services, { state: 'refunded', endedAt: at });
  await scheduleStart(unit, order, [...groupsBy(services, ({ lineId }) => lineId).keys()], at);
  return lines;
}

async function endPeriods({ unit, at }: RefundContext, revoked: readonly RevokedLine[]): Promise<void> {
  const { licences, terms } = unit.database.models;
  const { session } = unit;
  const idsOf = (kind: EntitlementReference['kind']) =>
    revoked.flatMap(({ line }) => line.entitlements.flatMap((one) => (one.kind === kind ? [one.id] : [])));
  const ended = { $set: { end: 'refunded' as const, endedAt: at } };
  const licenceIds = { $in: idsOf('licence') };
  if (licenceIds.$in.length > 0) {
    await licences.updateMany({ _id: licenceIds }, ended, { session });
    await unit.clearDeadlines({ licenceId: licenceIds });
  }
  const termIds = { $in: idsOf('term') };
  if (termIds.$in.length > 0) {
    await terms.updateMany({ _id: termIds }, ended, { session });
    await unit.clearDeadlines({ termId: termIds });
  }
}
