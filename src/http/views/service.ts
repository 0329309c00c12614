/** A service as the contract shows it, at its account's time, with what the caller may do next. */
import type { Service } from '../../contracts/services.ts';
import { serviceActionsOf, serviceStateAt } from '../../domain/entitlements/service-states.ts';
import { serviceFactsOf } from '../../orders/service-records.ts';
import type { Database } from '../../persistence/database.ts';
import type { OrderDocument, OrderLineRecord } from '../../persistence/models/order.ts';
import type { Caller } from '../caller.ts';
import type { ServiceNow } from '../service-standings.ts';
import { noteView } from './order.ts';

/** Shows services, with the notes of their lines. */
export async function servicesView(
  { models }: Database,
  services: readonly ServiceNow[],
  caller: Caller,
): Promise<Service[]> {
  const orders = await models.orders
    .find({ _id: { $in: [...new Set(services.map(({ orderId }) => orderId))] } }, { lines: 1 })
    .lean<Pick<OrderDocument, '_id' | 'lines'>[]>();
  const notes = new Map(orders.flatMap(({ lines }) => lines.map(({ id, note }) => [id, note] as const)));
  return services.map((service) => serviceView(service, notes.get(service.lineId) ?? null, caller));
}

function serviceView(service: ServiceNow, note: OrderLineRecord['note'], { roles }: Caller): Service {
  const { _id, orderId, lineId, accountId, organizationId, sku, kind, mode, assignee, now } = service;
  const { startBy, startedAt, deliveredAt, acceptedAt, acceptedBy, endsAt, rejections } = service;
  const state = serviceStateAt(now, service);
  // What the clock ended before anybody booked it has ended when it was due.
  const endedAt = service.endedAt ?? (state === 'lapsed' ? startBy : state === 'ended' ? endsAt : null);
  return {
    id: _id,
    orderId,
    lineId,
    accountId,
    organizationId,
    sku,
    kind,
    ...(mode === null ? {} : { mode }),
    ...(note === null ? {} : { note: noteView(note) }),
    state,
    ...(assignee === null ? {} : { assignee }),
    startBy,
    ...(startedAt === null ? {} : { startedAt }),
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(acceptedAt === null ? {} : { acceptedAt }),
    ...(acceptedBy === null ? {} : { acceptedBy }),
    ...(endsAt === null ? {} : { endsAt }),
    ...(endedAt === null ? {} : { endedAt }),
    rejections: rejections.map(({ at, by, rejectedBy, reason }) => ({
      at,
      rejectedBy: rejectedBy ?? by,
      reason,
    })),
    actions: serviceActionsOf(serviceFactsOf({ ...service, state }), now, roles),
  };
}
