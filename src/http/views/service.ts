/** A service as the contract shows it, at its account's time, with what the caller may do next. */
import type { EvidenceAnswer, Service } from '../../contracts/services.ts';
import { serviceActionsOf, serviceAt } from '../../domain/entitlements/service-states.ts';
import { serviceFactsOf } from '../../application/entitlements/services/legal-service-commands.ts';
import type { Database } from '../../storage/database.ts';
import type { EvidenceOfService, ServiceAcceptance } from '../../storage/collections/services.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { ServiceNow } from '../../application/entitlements/services/service-states-now.ts';
import { noteView } from './order.ts';

/** Shows services, with the notes of their lines. */
export async function servicesView(
  { models }: Database,
  services: readonly ServiceNow[],
  caller: Caller,
): Promise<Service[]> {
  const orders = await models.orders
    .find({ _id: { $in: [...new Set(services.map(({ orderId }) => orderId))] } }, { lines: 1, policies: 1 })
    .lean<SoldWith[]>();
  return services.map((service) => {
    const order = orders.find(({ _id }) => _id === service.orderId);
    if (order === undefined) throw new Error(`service ${service._id} has no order`);
    return serviceView(service, order, caller);
  });
}

type SoldWith = Pick<OrderDocument, '_id' | 'lines' | 'policies'>;

function serviceView(booked: ServiceNow, { lines, policies }: SoldWith, { roles }: Caller): Service {
  const { now, ...service } = serviceAt(booked.now, booked);
  const { _id, orderId, lineId, accountId, organizationId, sku, kind, mode, assignee, state } = service;
  const { purchasedAt, startBy, startedAt, deliveredAt, deliveryEvidence, acceptance, endedAt } = service;
  const note: OrderLineRecord['note'] = lines.find(({ id }) => id === lineId)?.note ?? null;
  const isRunning = state === 'running' || state === 'ended';
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
    purchasedAt,
    startBy,
    ...(startedAt === null ? {} : { startedAt }),
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(deliveryEvidence === null ? {} : { deliveryEvidence: evidenceView(deliveryEvidence) }),
    ...(acceptance === null ? {} : { acceptedAt: acceptance.at, acceptance: acceptanceView(acceptance) }),
    ...(service.endsAt === null || !isRunning ? {} : { endsAt: service.endsAt }),
    ...(endedAt === null ? {} : { endedAt }),
    rejections: service.rejections.map(({ at, by, rejectedBy, reason }) => ({
      at,
      rejectedBy: rejectedBy ?? by,
      reason,
    })),
    actions: serviceActionsOf(serviceFactsOf(service), now, roles, policies.acceptanceProof),
  };
}

function acceptanceView({
  given,
  acceptedBy,
  at,
  evidence,
}: ServiceAcceptance): NonNullable<Service['acceptance']> {
  return { given, acceptedBy, at, ...(evidence === null ? {} : { evidence: evidenceView(evidence) }) };
}

export function evidenceView({ note, document }: EvidenceOfService): EvidenceAnswer {
  return { ...(note === null ? {} : { note }), ...(document === null ? {} : { document }) };
}
