/** Credits a service line: one service for each unit, with the task to start it (rules §8.14, AMB-42). */
import { scheduleStart } from '../application/entitlements/services/schedule-services.ts';
import { anniversaryEnd, endOfDate, lastDateBefore, plusCalendar } from '../domain/calendar.ts';
import type { ResolvedFulfilment } from '../domain/catalogue/fulfilment.ts';
import type { Instant } from '../domain/instant.ts';
import type { ServiceDocument } from '../persistence/models/entitlement.ts';
import type { EntitlementReference, OrderLineRecord } from '../persistence/models/order.ts';
import { derivedId } from '../platform/ids.ts';
import { auditCredited, type Crediting } from './crediting.ts';

type ServiceBought = Extract<ResolvedFulfilment, { kind: 'service' | 'maintenance' }>;
type LicenceBought = Extract<ResolvedFulfilment, { kind: 'licence' }>;

/** What a line's units have in common besides the line: what they are, and how long each can be started. */
type ServiceTimes = Pick<ServiceDocument, 'kind' | 'startBy' | 'runsYears' | 'endsAt'>;

export async function creditServices(crediting: Crediting<ServiceBought>): Promise<OrderLineRecord> {
  const { book, line, fulfilment, capturedAt, lateDays } = crediting;
  const { kind, startWithinYears, term } = fulfilment;
  const { timeZone } = book.head;
  const { expiresAt } = anniversaryEnd(capturedAt, { years: startWithinYears }, timeZone, lateDays);
  const runsYears = kind === 'maintenance' ? (term?.count ?? null) : null;
  const entitlements = await creditUnits(crediting, {
    kind,
    startBy: expiresAt,
    runsYears,
    endsAt: runsYears === null ? null : endOfUnstarted(expiresAt, runsYears, timeZone),
  });
  return { ...line, state: 'available', entitlements };
}

/** The deliveries of a licence that is delivered set by set: they never lapse (AMB-44). */
export function creditDeliveries(crediting: Crediting<LicenceBought>): Promise<EntitlementReference[]> {
  return creditUnits(crediting, { kind: 'service', startBy: null, runsYears: null, endsAt: null });
}

/** Exclusive end of maintenance that starts by itself at `startBy`: a local midnight, the years bought later (AMB-39). */
export function endOfUnstarted(startBy: Instant, years: number, timeZone: string): Instant {
  return endOfDate(plusCalendar(lastDateBefore(startBy, timeZone), { years }), timeZone);
}

async function creditUnits(
  crediting: Crediting<ResolvedFulfilment>,
  times: ServiceTimes,
): Promise<EntitlementReference[]> {
  const { unit, book, order, line } = crediting;
  const services = Array.from({ length: line.quantity }, (_, index) => serviceOf(crediting, times, index));
  await unit.database.models.services.insertMany(services, { session: unit.session });
  await scheduleStart(unit, { orderId: order._id, lineId: line.id }, book.at);
  const serviceIds = services.map(({ _id }) => _id);
  auditCredited(crediting, {
    serviceIds,
    lineId: line.id,
    sku: line.sku,
    organizationId: line.organizationId,
    startBy: times.startBy,
  });
  return serviceIds.map((id) => ({ kind: 'service', id }));
}

function serviceOf(
  { order, line, capturedAt }: Crediting<ResolvedFulfilment>,
  times: ServiceTimes,
  index: number,
): ServiceDocument {
  if (line.organizationId === null)
    throw new Error(`service line ${line.id} is sold without an organization`);
  return {
    _id: derivedId('svc', `${line.id}:${index}`),
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    lineId: line.id,
    unit: index,
    sku: line.sku,
    purchasedAt: capturedAt,
    organizationId: line.organizationId,
    mode: line.mode,
    state: 'available',
    assignee: null,
    startedAt: null,
    deliveredAt: null,
    deliveryEvidence: null,
    acceptance: null,
    endedAt: null,
    rejections: [],
    ...times,
  };
}
