/** A service as responses show it, at account time, with the actions that the reader may take next. */
import type { EvidenceAnswer, Service } from '../../contracts/services.ts';
import { serviceActionsOf, serviceAt } from '../../domain/entitlements/service-states.ts';
import { serviceFactsOf } from '../../application/entitlements/services/legal-service-commands.ts';
import type { EvidenceOfService, ServiceAcceptance } from '../../storage/collections/services.ts';
import type { OrderLineRecord } from '../../storage/collections/orders.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { SoldService } from '../../application/entitlements/services/read-services.ts';
import { noteView } from './orders.ts';

export function serviceView(
  { service: booked, order: { lines, policies }, link, hasToken }: SoldService,
  { roles }: Pick<Caller, 'roles'>,
): Service {
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
    ...(note === null ? {} : { note: { ...noteView(note), hasToken } }),
    state,
    ...(assignee === null ? {} : { assignee }),
    purchasedAt,
    startBy,
    ...(startedAt === null ? {} : { startedAt }),
    ...(deliveredAt === null ? {} : { deliveredAt }),
    ...(deliveryEvidence === null ? {} : { deliveryEvidence: evidenceView(deliveryEvidence) }),
    ...(acceptance === null ? {} : { acceptedAt: acceptance.at, acceptance: acceptanceView(acceptance) }),
    ...(link === null ? {} : { signOffLink: { expiresAt: link.expiresAt } }),
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
