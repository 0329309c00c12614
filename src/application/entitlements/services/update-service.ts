/**
 * The command `update_service`: assigns, starts, delivers, accepts or rejects one service of an order (rules §8.14).
 */
import { announceUnit, type ServiceChange } from './announce-services.ts';
import { moveServices } from './move-services.ts';
import { deliveryOf, scheduleAcceptance } from './schedule-acceptance.ts';
import { scheduleEnd, scheduleStart } from './schedule-start-and-end.ts';
import { anniversaryEnd } from '../../../domain/calendar.ts';
import { serviceVerdict, type PublicServiceCommand } from '../../../domain/entitlements/service-states.ts';
import type { Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OrderId } from '../../../domain/ids.ts';
import type { Database } from '../../../storage/database.ts';
import type { EvidenceOfService, ServiceDocument } from '../../../storage/collections/services.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { sha256Hex } from '../../../infra/ids.ts';
import { updateLines } from '../../orders/update-lines.ts';
import { assertLink, assertProof } from './assert-acceptance.ts';
import {
  commandFactsOf,
  readServiceRecord,
  type CommandEvidence,
  type ServiceRecord,
  type ServiceRequest,
} from './service-request.ts';
import { illegalServiceCommand, serviceFactsOf } from './legal-service-commands.ts';
import {
  TransitionConflict,
  type TransitionContext,
  type TransitionEffect,
} from '../../orders/transition.ts';

const AUDIT_TYPES: Readonly<Record<PublicServiceCommand, string>> = {
  assign: 'service.assigned',
  start: 'service.started',
  deliver: 'service.delivered',
  accept: 'service.accepted',
  reject: 'service.rejected',
};

/**
 * Changes the service with its deadlines, tasks and notices. Throws `illegal_transition` for a command that is out of
 * turn or too late, and `TransitionConflict` for one that has just been applied.
 */
export async function updateService(
  context: TransitionContext,
  request: ServiceRequest,
): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const record = await readServiceRecord(unit.database, order._id, request, unit.session);
  const { service, evidence } = record;
  const facts = commandFactsOf(request, evidence);
  const decided = serviceVerdict(request.command, serviceFactsOf(service), now, facts);
  // The command was applied after the caller had checked: it has to check again.
  if (decided.verdict === 'repeat') throw new TransitionConflict();
  if (decided.verdict === 'refused') {
    throw illegalServiceCommand(request.command, service, order, decided.reason, now);
  }
  await assertLink(unit, service, request.linkId);
  if (request.command === 'accept') {
    assertProof(service, order, decidedBy(request), evidence?.document ?? null);
  }
  const change = { ...(await changesOf(unit, record, request, now)), state: decided.to };
  const changed: ServiceDocument = { ...service, ...change };
  const { _id } = service;
  const lines = await moveServices(unit, order.lines, [service], change);
  await followUp(context, service, changed, request.command);
  const { changes } = await updateLines(context, lines);
  return {
    auditType: AUDIT_TYPES[request.command],
    ...(facts.reason === undefined ? {} : { reason: facts.reason }),
    facts: {
      serviceId: _id,
      sku: service.sku,
      from: service.state,
      to: changed.state,
      evidenceId: request.evidenceId ?? null,
    },
    ...(changes === undefined ? {} : { changes }),
  };
}

/** True if the command was applied before: it then succeeds without changing anything. */
export async function isServiceUpdated(
  database: Database,
  orderId: OrderId,
  request: ServiceRequest,
  now: Instant,
): Promise<boolean> {
  const { service, evidence } = await readServiceRecord(database, orderId, request, null);
  const facts = commandFactsOf(request, evidence);
  return serviceVerdict(request.command, serviceFactsOf(service), now, facts).verdict === 'repeat';
}

async function changesOf(
  unit: UnitOfWork,
  { service, evidence }: ServiceRecord,
  request: ServiceRequest,
  now: Instant,
): Promise<Partial<ServiceDocument>> {
  const person = evidence?.person ?? null;
  switch (request.command) {
    case 'assign':
      return { assignee: person ?? request.by };
    case 'start':
      return { startedAt: now, endsAt: await maintenanceEnd(unit, service, now) };
    case 'deliver':
      return { deliveredAt: now, deliveryEvidence: evidenceOf(evidence) };
    case 'accept': {
      const acceptedBy = person ?? request.by;
      const acceptance = { given: decidedBy(request), acceptedBy, at: now, evidence: evidenceOf(evidence) };
      return { acceptance, endedAt: now };
    }
    case 'reject': {
      const { reason = '' } = commandFactsOf(request, evidence);
      if (reason === '') throw new DomainError('rejection_without_reason', { serviceId: service._id });
      const rejection = { at: now, by: request.by, rejectedBy: person, reason };
      return { deliveredAt: null, deliveryEvidence: null, rejections: [...service.rejections, rejection] };
    }
  }
}

/**
 * Exclusive end of maintenance that starts now and runs through its anniversary date (AMB-39); null for other services.
 */
async function maintenanceEnd(
  unit: UnitOfWork,
  { accountId, runsYears }: ServiceDocument,
  now: Instant,
): Promise<Instant | null> {
  if (runsYears === null) return null;
  return anniversaryEnd(now, { years: runsYears }, await unit.timeZoneOf(accountId)).expiresAt;
}

/** Updates the deadlines and tasks that a command affects, and notifies the platforms. */
async function followUp(
  { unit, order, now }: TransitionContext,
  before: ServiceDocument,
  after: ServiceDocument,
  command: PublicServiceCommand,
): Promise<void> {
  const { lineId } = after;
  const announce = (change: Omit<ServiceChange, 'at'>) => announceUnit(unit, after, { ...change, at: now });
  switch (command) {
    case 'assign':
      return;
    case 'start':
      await scheduleStart(unit, order, [lineId], now);
      if (after.kind === 'maintenance') await scheduleEnd(unit, order, [lineId], now);
      return announce({
        kind: 'service.started',
        event: now,
        facts: { byItself: false, until: after.endsAt },
      });
    case 'deliver': {
      const delivery = deliveryOf(after);
      await scheduleAcceptance(unit, order, lineId, delivery, now);
      return announce({ kind: 'service.delivered', event: `${now}:${delivery.round}` });
    }
    case 'accept':
      await scheduleAcceptance(unit, order, lineId, deliveryOf(before), now);
      return announce({
        kind: 'service.accepted',
        event: `${now}:${after.acceptance?.given}`,
        facts: { given: after.acceptance?.given ?? null },
      });
    case 'reject': {
      const delivery = deliveryOf(before);
      await scheduleAcceptance(unit, order, lineId, delivery, now);
      const reason = after.rejections.at(-1)?.reason ?? '';
      return announce({
        kind: 'service.rejected',
        event: `${now}:${delivery.round}:${sha256Hex(reason)}`,
        facts: { reason },
      });
    }
  }
}

function decidedBy({ given = 'staff' }: ServiceRequest) {
  return given;
}

function evidenceOf(evidence: CommandEvidence | null): EvidenceOfService | null {
  if (evidence === null || (evidence.note === null && evidence.document === null)) return null;
  return { note: evidence.note, document: evidence.document };
}
