/** What of a paid line can still be given back, and giving it back: nothing of it was used (rules §8.15). */
import type { Instant } from '../domain/instant.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { resolveTasks } from './commands.ts';

/** Units, sets or services that can be given back; `whole` where they go together or not at all. */
export interface Returnable {
  readonly quantity: number;
  readonly whole: boolean;
}

export async function returnableOf(
  unit: UnitOfWork,
  book: LedgerBook,
  line: OrderLineRecord,
): Promise<Returnable> {
  if (line.state === 'pending') return { quantity: line.quantity, whole: true };
  const [entitlement] = line.entitlements;
  const { fulfilment } = line;
  if (entitlement === undefined) return { quantity: 0, whole: false };
  switch (fulfilment.kind) {
    case 'lot':
      return { quantity: book.voidable(fulfilment.resource, entitlement.id), whole: false };
    case 'service':
    case 'maintenance':
      return { quantity: (await unusedServices(unit, line, book.at)).length, whole: false };
    case 'licence':
    case 'term':
      return { quantity: line.state === 'active' ? line.quantity : 0, whole: true };
  }
}

/** Takes back what `returnableOf` found. A line that was not credited yet is never credited. */
export async function takeBack(
  unit: UnitOfWork,
  book: LedgerBook,
  line: OrderLineRecord,
  quantity: number,
  refundId: string,
): Promise<void> {
  const { fulfilment } = line;
  const [entitlement] = line.entitlements;
  if (entitlement === undefined) return;
  const { models } = unit.database;
  const { session } = unit;
  const ended = { $set: { end: 'refunded' as const, endedAt: book.at } };
  switch (fulfilment.kind) {
    case 'lot':
      book.voidUnits(fulfilment.resource, entitlement.id, quantity, { type: 'refund', id: refundId });
      return;
    case 'licence':
      await models.licences.updateOne({ _id: entitlement.id }, ended, { session });
      await unit.clearDeadlines({ licenceId: entitlement.id });
      return;
    case 'term':
      await models.terms.updateOne({ _id: entitlement.id }, ended, { session });
      await unit.clearDeadlines({ termId: entitlement.id });
      return;
    case 'service':
    case 'maintenance':
      for (const serviceId of (await unusedServices(unit, line, book.at)).slice(-quantity)) {
        await models.services.updateOne(
          { _id: serviceId },
          { $set: { state: 'refunded', endedAt: book.at } },
          { session },
        );
        await unit.clearDeadlines({ serviceId });
        await resolveTasks(unit, 'service.to_start', serviceId, book.at);
      }
  }
}

/** Ids of the line's services that nobody started and that have not lapsed, by their number. */
async function unusedServices(unit: UnitOfWork, { id }: OrderLineRecord, now: Instant): Promise<string[]> {
  const unused = await unit.database.models.services
    .find({ lineId: id, state: 'available', startBy: { $gt: now } }, { _id: 1 })
    .sort({ unit: 1 })
    .session(unit.session)
    .lean();
  return unused.map(({ _id }) => _id);
}
