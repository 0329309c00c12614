/** How much of a paid line can still be refunded: what was not used of it (rules §8.15). */
import type { ServiceId } from '../../domain/ids.ts';
import type { MovedService } from '../entitlements/services/move-services.ts';
import { groupsBy } from '../entitlements/services/service-group.ts';
import type { Instant } from '../../domain/instant.ts';
import { unusedDaysOf, type UnusedDays } from '../../domain/refunds/unused-days.ts';
import type { LedgerSession } from '../ledger/ledger-session.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface Refundable {
  /** Units, sets or services that can be refunded; 0 if none. */
  readonly quantity: number;
  /** True if the line can only be refunded as a whole. */
  readonly whole: boolean;
  /** Days that prorate the price of a fixed term that was credited; absent for other lines. */
  readonly days?: UnusedDays;
  /** Id of the service whose started delivery prevents the refund, if one does. */
  readonly startedServiceId?: ServiceId | undefined;
}

const NOTHING: Refundable = { quantity: 0, whole: false };

/** The context in which lines are refunded. */
export interface RefundContext {
  readonly unit: UnitOfWork;
  readonly at: Instant;
  /** Null if no line needs the ledger. */
  readonly ledger: LedgerSession | null;
  /** Services by line id, in unit order, that were not started and have not lapsed. */
  readonly unused: ReadonlyMap<string, readonly MovedService[]>;
}

/** Reads the `unused` services of a refund context, as of `now`. */
export async function unusedServices(
  { database, session }: UnitOfWork,
  lines: readonly OrderLineRecord[],
  now: Instant,
): Promise<RefundContext['unused']> {
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

/** How much of a line can be refunded. A line that is not credited yet is refunded as a whole. */
export async function refundableOf(context: RefundContext, line: OrderLineRecord): Promise<Refundable> {
  if (line.state === 'pending') return { quantity: line.quantity, whole: true };
  const { fulfilment } = line;
  const unused = context.unused.get(line.id)?.length ?? 0;
  switch (fulfilment.kind) {
    case 'lot': {
      const [lot] = line.entitlements;
      if (lot === undefined) return NOTHING;
      return { quantity: ledgerOf(context).voidable(fulfilment.resource, lot.id), whole: false };
    }
    case 'service':
    case 'maintenance':
      return { quantity: unused, whole: false };
    case 'licence':
      // A licence that is delivered set by set can be refunded until a delivery is started (AMB-44).
      if (fulfilment.delivery === 'offline') {
        if (unused === line.quantity) return { quantity: line.quantity, whole: true };
        return { quantity: 0, whole: true, startedServiceId: await startedServiceOf(context.unit, line) };
      }
      return refundablePeriod(context, line);
    case 'term':
      return refundablePeriod(context, line);
  }
}

/**
 * A perpetual licence is refunded in full; a term, or a licence for a term, without the days that have begun (D-19).
 */
async function refundablePeriod(
  context: RefundContext,
  { quantity, entitlements: [period] }: OrderLineRecord,
): Promise<Refundable> {
  if (period === undefined) return NOTHING;
  const { unit, at } = context;
  const { licences, terms } = unit.database.models;
  const found =
    period.kind === 'licence'
      ? await licences.findById(period.id).session(unit.session).lean()
      : await terms.findById(period.id).session(unit.session).lean();
  if (found?.end !== null) return NOTHING;
  const { from, until } = found;
  if (until === null) return { quantity, whole: true };
  if (until <= at) return NOTHING;
  const { timeZone } = ledgerOf(context);
  return { quantity, whole: true, days: unusedDaysOf({ from, until }, at, timeZone) };
}

/** Throws where the caller did not lock the ledger although a line needs it. */
export function ledgerOf({ ledger }: RefundContext): LedgerSession {
  if (ledger === null) throw new Error('a line that needs the ledger is refunded without it');
  return ledger;
}

/** Id of the line's first service whose delivery was started. */
async function startedServiceOf(unit: UnitOfWork, { id }: OrderLineRecord): Promise<string | undefined> {
  const service = await unit.database.models.services
    .findOne({ lineId: id, state: { $nin: ['available', 'refunded'] } }, { _id: 1 })
    .sort({ unit: 1 })
    .session(unit.session)
    .lean();
  return service?._id;
}
