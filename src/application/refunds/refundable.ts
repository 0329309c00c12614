/** What of paid lines can still be given back, and giving it back: nothing of it was used (rules §8.15). */
import type { RefundId, ServiceId } from '../../domain/ids.ts';
import { moveServices, type MovedService } from '../entitlements/services/move-services.ts';
import { scheduleStart } from '../entitlements/services/schedule-services.ts';
import { groupsBy } from '../entitlements/services/service-group.ts';
import type { Instant } from '../../domain/instant.ts';
import { unusedDaysOf, type UnusedDays } from '../../domain/refunds/unused-days.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type {
  EntitlementReference,
  OrderDocument,
  OrderLineRecord,
} from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** Units, sets or services that can be given back; `whole` where they go together or not at all. */
export interface Refundable {
  readonly quantity: number;
  readonly whole: boolean;
  /** Of a fixed term that was credited: the days by which its price is shared out. */
  readonly days?: UnusedDays;
  /** The service whose delivery keeps the line from going back, where one does. */
  readonly startedServiceId?: ServiceId | undefined;
}

const NOTHING: Refundable = { quantity: 0, whole: false };

/** What it is decided from. */
export interface Returning {
  readonly unit: UnitOfWork;
  readonly at: Instant;
  /** Where a line needs the ledger; null where none does. */
  readonly book: LedgerSession | null;
  /** By line, in the order of their numbers: services that nobody started, and that neither lapsed nor began by themselves. */
  readonly unused: ReadonlyMap<string, readonly MovedService[]>;
}

export async function unusedServices(
  { database, session }: UnitOfWork,
  lines: readonly OrderLineRecord[],
  now: Instant,
): Promise<Returning['unused']> {
  const lineIds = lines.flatMap(({ id, services }) => (services === null ? [] : [id]));
  if (lineIds.length === 0) return new Map();
  const found = await database.models.services
    .find(
      {
        lineId: { $in: lineIds },
        state: 'available',
        $or: [{ startBy: null }, { startBy: { $gt: now } }],
      },
      { lineId: 1, state: 1 },
    )
    .sort({ lineId: 1, unit: 1 })
    .session(session)
    .lean<MovedService[]>();
  return groupsBy(found, ({ lineId }) => lineId);
}

export async function refundableOf(returning: Returning, line: OrderLineRecord): Promise<Refundable> {
  if (line.state === 'pending') return { quantity: line.quantity, whole: true };
  const { fulfilment } = line;
  const unused = returning.unused.get(line.id)?.length ?? 0;
  switch (fulfilment.kind) {
    case 'lot': {
      const [lot] = line.entitlements;
      if (lot === undefined) return NOTHING;
      return { quantity: bookOf(returning).voidable(fulfilment.resource, lot.id), whole: false };
    }
    case 'service':
    case 'maintenance':
      return { quantity: unused, whole: false };
    case 'licence':
      // What is delivered set by set goes back while no delivery was started (AMB-44).
      if (fulfilment.delivery === 'offline') {
        if (unused === line.quantity) return { quantity: line.quantity, whole: true };
        return { quantity: 0, whole: true, startedServiceId: await startedServiceOf(returning.unit, line) };
      }
      return refundablePeriod(returning, line);
    case 'term':
      return refundablePeriod(returning, line);
  }
}

/** A licence for ever goes back as it was bought; one for a term, and a term, lose the days that have begun. */
async function refundablePeriod(
  returning: Returning,
  { quantity, entitlements: [period] }: OrderLineRecord,
): Promise<Refundable> {
  if (period === undefined) return NOTHING;
  const { unit, at } = returning;
  const { licences, terms } = unit.database.models;
  const found =
    period.kind === 'licence'
      ? await licences.findById(period.id).session(unit.session).lean()
      : await terms.findById(period.id).session(unit.session).lean();
  if (found?.end !== null) return NOTHING;
  const { from, until } = found;
  if (until === null) return { quantity, whole: true };
  if (until <= at) return NOTHING;
  const { timeZone } = bookOf(returning);
  return { quantity, whole: true, days: unusedDaysOf({ from, until }, at, timeZone) };
}

/** What goes back of a line. */
export interface Taken {
  readonly line: OrderLineRecord;
  readonly quantity: number;
}

/**
 * Takes back what `refundableOf` found, of all lines together; the last services of a line go back first. Answers the
 * order's lines with their tallies. A line that was not credited yet is never credited.
 */
export async function revoke(
  returning: Returning,
  order: OrderDocument,
  taken: readonly Taken[],
  refundId: RefundId,
): Promise<OrderLineRecord[]> {
  const { unit, at } = returning;
  for (const { line, quantity } of taken) {
    const { fulfilment, entitlements } = line;
    const [lot] = entitlements;
    if (fulfilment.kind !== 'lot' || lot === undefined) continue;
    bookOf(returning).voidUnits(fulfilment.resource, lot.id, quantity, { type: 'refund', id: refundId });
  }
  await endPeriods(returning, taken);
  const services = taken.flatMap(({ line, quantity }) =>
    (returning.unused.get(line.id) ?? []).slice(-quantity),
  );
  if (services.length === 0) return order.lines;
  const lines = await moveServices(unit, order.lines, services, { state: 'refunded', endedAt: at });
  await scheduleStart(unit, order, [...groupsBy(services, ({ lineId }) => lineId).keys()], at);
  return lines;
}

async function endPeriods({ unit, at }: Returning, taken: readonly Taken[]): Promise<void> {
  const { licences, terms } = unit.database.models;
  const { session } = unit;
  const idsOf = (kind: EntitlementReference['kind']) =>
    taken.flatMap(({ line }) => line.entitlements.flatMap((one) => (one.kind === kind ? [one.id] : [])));
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

function bookOf({ book }: Returning): LedgerSession {
  if (book === null) throw new Error('a line that needs the ledger goes back without it');
  return book;
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
