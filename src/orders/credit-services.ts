/** Credits a service line: one service for each unit, with the task to start it (rules §8.14, AMB-42). */
import { anniversaryEnd } from '../domain/calendar.ts';
import type { ResolvedFulfilment } from '../domain/catalogue/fulfilment.ts';
import type { ServiceDocument } from '../persistence/models/entitlement.ts';
import type { OrderLineRecord } from '../persistence/models/order.ts';
import { derivedId } from '../platform/ids.ts';
import { ownedBy } from './commands.ts';
import { auditCredited, type Crediting } from './crediting.ts';

type ServiceBought = Extract<ResolvedFulfilment, { kind: 'service' | 'maintenance' }>;

export async function creditServices(crediting: Crediting<ServiceBought>): Promise<OrderLineRecord> {
  const { unit, book, order, line } = crediting;
  const services = Array.from({ length: line.quantity }, (_, index) => serviceOf(crediting, index));
  await unit.database.models.services.insertMany(services, { session: unit.session });
  for (const { _id, startBy } of services) {
    unit.setDeadline({
      _id: `service.start_by:${_id}`,
      kind: 'service.start_by',
      at: startBy,
      serviceId: _id,
      ...ownedBy(order),
    });
    unit.openTask({
      kind: 'service.to_start',
      cause: _id,
      accountId: order.accountId,
      sandbox: order.sandbox,
      orderId: order._id,
      at: book.at,
      dueAt: startBy,
      facts: { serviceId: _id, sku: line.sku, organizationId: line.organizationId, mode: line.mode, startBy },
    });
  }
  const serviceIds = services.map(({ _id }) => _id);
  auditCredited(crediting, {
    serviceIds,
    lineId: line.id,
    sku: line.sku,
    organizationId: line.organizationId,
    startBy: services[0]?.startBy ?? null,
  });
  return {
    ...line,
    state: 'available',
    entitlements: serviceIds.map((id) => ({ kind: 'service', id })),
  };
}

function serviceOf(crediting: Crediting<ServiceBought>, index: number): ServiceDocument {
  const { book, order, line, fulfilment, capturedAt, lateDays } = crediting;
  const { kind, startWithinYears, term } = fulfilment;
  if (line.organizationId === null)
    throw new Error(`service line ${line.id} is sold without an organization`);
  const { timeZone } = book.head;
  const { expiresAt } = anniversaryEnd(capturedAt, { years: startWithinYears }, timeZone, lateDays);
  return {
    _id: derivedId('svc', `${line.id}:${index}`),
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    lineId: line.id,
    unit: index,
    sku: line.sku,
    kind,
    organizationId: line.organizationId,
    mode: line.mode,
    state: 'available',
    assignee: null,
    startBy: expiresAt,
    runsYears: kind === 'maintenance' ? (term?.count ?? null) : null,
    startedAt: null,
    deliveredAt: null,
    acceptedAt: null,
    acceptedBy: null,
    endsAt: null,
    endedAt: null,
    rejections: [],
  };
}
