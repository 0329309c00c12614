/** What of a paid line can still be given back, and giving it back: nothing of it was used (rules §8.15). */
import { scheduleStart } from '../application/entitlements/services/schedule-services.ts';
import type { Instant } from '../domain/instant.ts';
import { unusedDaysOf, type UnusedDays } from '../domain/refunds/unused-days.ts';
import type { LedgerBook } from '../ledger/ledger-book.ts';
import type { ServiceDocument } from '../persistence/models/entitlement.ts';
import type { EntitlementReference, OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';

/** Units, sets or services that can be given back; `whole` where they go together or not at all. */
export interface Returnable {
  readonly quantity: number;
  readonly whole: boolean;
  /** Of a fixed term that was credited: the days by which its price is shared out. */
  readonly days?: UnusedDays;
  /** The service whose delivery keeps the line from going back, where one does. */
  readonly startedServiceId?: string | undefined;
}

const NOTHING: Returnable = { quantity: 0, whole: false };

export async function returnableOf(
  unit: UnitOfWork,
  book: LedgerBook,
  line: OrderLineRecord,
): Promise<Returnable> {
  if (line.state === 'pending') return { quantity: line.quantity, whole: true };
  const [entitlement] = line.entitlements;
  const { fulfilment } = line;
  if (entitlement === undefined) return NOTHING;
  switch (fulfilment.kind) {
    case 'lot':
      return { quantity: book.voidable(fulfilment.resource, entitlement.id), whole: false };
    case 'service':
    case 'maintenance':
      return { quantity: (await unusedServices(unit, line, book.at)).length, whole: false };
    case 'licence':
      // What is delivered set by set goes back while no delivery was started (AMB-44).
      if (fulfilment.delivery === 'offline') {
        const unused = await unusedServices(unit, line, book.at);
        if (unused.length === line.quantity) return { quantity: line.quantity, whole: true };
        return { quantity: 0, whole: true, startedServiceId: await startedServiceOf(unit, line) };
      }
      return returnablePeriod(unit, book, line, entitlement);
    case 'term':
      return returnablePeriod(unit, book, line, entitlement);
  }
}

/** A licence for ever goes back as it was bought; one for a term, and a term, lose the days that have begun. */
async function returnablePeriod(
  unit: UnitOfWork,
  book: LedgerBook,
  { quantity }: OrderLineRecord,
  { kind, id }: EntitlementReference,
): Promise<Returnable> {
  const { licences, terms } = unit.database.models;
  const found =
    kind === 'licence'
      ? await licences.findById(id).session(unit.session).lean()
      : await terms.findById(id).session(unit.session).lean();
  if (found?.end !== null) return NOTHING;
  const { from, until } = found;
  if (until === null) return { quantity, whole: true };
  if (until <= book.at) return NOTHING;
  return { quantity, whole: true, days: unusedDaysOf({ from, until }, book.at, book.head.timeZone) };
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
      if (fulfilment.delivery === 'offline') await takeBackServices(unit, book, line, quantity);
      return;
    case 'term':
      await models.terms.updateOne({ _id: entitlement.id }, ended, { session });
      await unit.clearDeadlines({ termId: entitlement.id });
      return;
    case 'service':
    case 'maintenance':
      await takeBackServices(unit, book, line, quantity);
  }
}

/** The last of the units go back first. */
async function takeBackServices(
  unit: UnitOfWork,
  book: LedgerBook,
  line: OrderLineRecord,
  quantity: number,
): Promise<void> {
  const unused = (await unusedServices(unit, line, book.at)).slice(-quantity);
  const [first] = unused;
  if (first === undefined) return;
  await unit.database.models.services.updateMany(
    { _id: { $in: unused.map(({ _id }) => _id) } },
    { $set: { state: 'refunded', endedAt: book.at } },
    { session: unit.session },
  );
  await scheduleStart(unit, first, book.at);
}

/** The first of the line's services of which a delivery was started. */
async function startedServiceOf(unit: UnitOfWork, { id }: OrderLineRecord): Promise<string | undefined> {
  const service = await unit.database.models.services
    .findOne({ lineId: id, state: { $nin: ['available', 'refunded'] } }, { _id: 1 })
    .sort({ unit: 1 })
    .session(unit.session)
    .lean();
  return service?._id;
}

/** The line's services that nobody started and that have neither lapsed nor started by themselves, by their number. */
async function unusedServices(
  unit: UnitOfWork,
  { id }: OrderLineRecord,
  now: Instant,
): Promise<Pick<ServiceDocument, '_id' | 'orderId' | 'lineId'>[]> {
  return unit.database.models.services
    .find(
      { lineId: id, state: 'available', $or: [{ startBy: null }, { startBy: { $gt: now } }] },
      { orderId: 1, lineId: 1 },
    )
    .sort({ unit: 1 })
    .session(unit.session)
    .lean();
}
