/**
 * Credits services: one for each unit, with the tasks to start them (rules §8.14, AMB-42). All lines are written
 * together, each kind of document in one operation.
 */
import { anniversaryEnd, endOfDate, lastDateBefore, plusCalendar } from '../../../domain/calendar.ts';
import type { LineId, ServiceId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { newTally } from '../../../domain/orders/service-tally.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import { derivedId } from '../../../infra/ids.ts';
import { auditCredited, type OrderCrediting } from '../crediting.ts';
import { perpetualLicence, storeLicences } from '../licences/store-licences.ts';
import { scheduleFirstStart } from './schedule-start-and-end.ts';

/** The fields that all units of a line share. */
type ServiceTimes = Pick<ServiceDocument, 'kind' | 'startBy' | 'runsYears' | 'endsAt'>;

/** Number of services that a line becomes. A licence delivered set by set has one service for each set (AMB-44). */
export function servicesOfLine({ fulfilment, quantity }: OrderLineRecord): number {
  switch (fulfilment.kind) {
    case 'service':
    case 'maintenance':
      return quantity;
    case 'licence':
      return fulfilment.delivery === 'offline' ? quantity : 0;
    case 'lot':
    case 'term':
      return 0;
  }
}

/** Credits lines that become services, some beside a perpetual licence. Returns the lines as they are then. */
export async function creditServices(
  crediting: OrderCrediting,
  lines: readonly OrderLineRecord[],
): Promise<OrderLineRecord[]> {
  const licences = lines
    .filter(({ fulfilment }) => fulfilment.kind === 'licence')
    .map((line) => perpetualLicence(crediting, line));
  await storeLicences(crediting, licences);
  await insertServices(crediting, lines);
  return lines.map((line) => ({
    ...line,
    state: 'available',
    entitlements: licences.flatMap(({ _id, lineId }) =>
      lineId === line.id ? [{ kind: 'licence' as const, id: _id }] : [],
    ),
    services: newTally(line.quantity),
  }));
}

/** Stores the services of lines, with their first deadlines, tasks and audit records. */
export async function insertServices(
  crediting: OrderCrediting,
  lines: readonly OrderLineRecord[],
): Promise<void> {
  const { unit, order, at, timeZone } = crediting;
  const services: ServiceDocument[] = [];
  for (const line of lines) {
    const times = timesOf(crediting, line);
    const units = Array.from({ length: line.quantity }, (_, index) =>
      serviceOf(crediting, line, times, index),
    );
    services.push(...units);
    auditCredited(crediting, {
      serviceIds: units.map(({ _id }) => _id),
      lineId: line.id,
      sku: line.sku,
      organizationId: line.organizationId,
      startBy: times.startBy,
    });
  }
  await unit.database.native.services.insertMany(services, { session: unit.session });
  scheduleFirstStart(unit, order, services, { now: at, timeZone });
}

/** Id of one unit of a service line, counted from 0. Crediting a line again yields the same ids. */
export function serviceIdOf(lineId: LineId, unit: number): ServiceId {
  return derivedId('svc', `${lineId}:${unit}`);
}

function timesOf({ capturedAt, timeZone, lateDays }: OrderCrediting, line: OrderLineRecord): ServiceTimes {
  const { fulfilment } = line;
  switch (fulfilment.kind) {
    case 'service':
    case 'maintenance': {
      const { kind, startWithinYears, term } = fulfilment;
      const startBy = anniversaryEnd(capturedAt, { years: startWithinYears }, timeZone, lateDays).expiresAt;
      const runsYears = kind === 'maintenance' ? (term?.count ?? null) : null;
      const endsAt = runsYears === null ? null : endOfUnstarted(startBy, runsYears, timeZone);
      return { kind, startBy, runsYears, endsAt };
    }
    case 'licence':
      // Deliveries of a licence never lapse (AMB-44).
      return { kind: 'service', startBy: null, runsYears: null, endsAt: null };
    case 'lot':
    case 'term':
      throw new Error(`line ${line.id} becomes no services`);
  }
}

/** Exclusive end of maintenance that starts by itself at `startBy`: the local midnight `years` later (AMB-39, D-13). */
export function endOfUnstarted(startBy: Instant, years: number, timeZone: string): Instant {
  return endOfDate(plusCalendar(lastDateBefore(startBy, timeZone), { years }), timeZone);
}

function serviceOf(
  { order, capturedAt }: OrderCrediting,
  line: OrderLineRecord,
  times: ServiceTimes,
  index: number,
): ServiceDocument {
  if (line.organizationId === null)
    throw new Error(`service line ${line.id} is sold without an organization`);
  return {
    _id: serviceIdOf(line.id, index),
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
