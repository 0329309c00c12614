/** Commands on one service of an order: assigned, started, delivered, accepted or rejected (rules §8.14). */
import { anniversaryEnd } from '../domain/calendar.ts';
import { serviceVerdict, type PublicServiceCommand } from '../domain/entitlements/service-states.ts';
import { DAY_MS, plusMs, type Instant } from '../domain/instant.ts';
import { DomainError } from '../domain/refusals.ts';
import type { Database } from '../persistence/database.ts';
import type { ServiceDocument } from '../persistence/models/entitlement.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { ownedBy, resolveTasks, updateLines } from './commands.ts';
import { timeZoneOf } from './order-agreement.ts';
import {
  givenWith,
  readServiceRecord,
  refusedService,
  serviceFactsOf,
  type ServiceRecord,
  type ServiceRequest,
} from './service-records.ts';
import { TransitionConflict, type TransitionContext, type TransitionEffect } from './transition.ts';

/** Within this time the customer should accept or reject what was delivered (the task's due time). */
const ACCEPTANCE_TASK_DAYS = 7;

const AUDIT_TYPES: Readonly<Record<PublicServiceCommand, string>> = {
  assign: 'service.assigned',
  start: 'service.started',
  deliver: 'service.delivered',
  accept: 'service.accepted',
  reject: 'service.rejected',
};

/** Makes the command's change. Refuses with `illegal_transition` what is out of turn or too late. */
export async function serve(context: TransitionContext, request: ServiceRequest): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const record = await readServiceRecord(unit.database, order._id, request, unit.session);
  const { service, evidence } = record;
  const given = givenWith(request, evidence);
  const decided = serviceVerdict(request.command, serviceFactsOf(service), now, given);
  // It took effect between the look and this transaction: look again.
  if (decided.verdict === 'repeat') throw new TransitionConflict();
  if (decided.verdict === 'refused') {
    throw refusedService(request.command, service, order, decided.because, now);
  }
  const changed: ServiceDocument = {
    ...service,
    ...(await changesOf(unit, record, request, now)),
    state: decided.to,
  };
  const { _id, ...stored } = changed;
  await unit.database.models.services.updateOne({ _id }, { $set: stored }, { session: unit.session });
  await followUp(context, changed, request.command);
  const { changes } = await updateLines(context);
  return {
    auditType: AUDIT_TYPES[request.command],
    ...(given.reason === undefined ? {} : { reason: given.reason }),
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

/** True when the command took effect before: a success that changes nothing. */
export async function tookEffect(
  database: Database,
  orderId: string,
  request: ServiceRequest,
  now: Instant,
): Promise<boolean> {
  const { service, evidence } = await readServiceRecord(database, orderId, request, null);
  const given = givenWith(request, evidence);
  return serviceVerdict(request.command, serviceFactsOf(service), now, given).verdict === 'repeat';
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
      return { startedAt: now, endsAt: await runsUntil(unit, service, now) };
    case 'deliver':
      return { deliveredAt: now };
    case 'accept':
      return { acceptedAt: now, acceptedBy: person ?? request.by, endedAt: now };
    case 'reject': {
      const { reason = '' } = givenWith(request, evidence);
      if (reason === '') throw new DomainError('rejection_without_reason', { serviceId: service._id });
      const rejection = { at: now, by: request.by, rejectedBy: person, reason };
      return { deliveredAt: null, rejections: [...service.rejections, rejection] };
    }
  }
}

/** Exclusive end of maintenance that starts now: the years bought, through the anniversary date (AMB-39). */
async function runsUntil(
  unit: UnitOfWork,
  { accountId, runsYears }: ServiceDocument,
  now: Instant,
): Promise<Instant | null> {
  if (runsYears === null) return null;
  return anniversaryEnd(now, { years: runsYears }, await timeZoneOf(unit, accountId)).expiresAt;
}

/** Deadlines and tasks that a command ends or begins. */
async function followUp(
  { unit, order, now }: TransitionContext,
  service: ServiceDocument,
  command: PublicServiceCommand,
): Promise<void> {
  const { _id, sku, organizationId, endsAt, rejections } = service;
  switch (command) {
    case 'assign':
      return;
    case 'start':
      await unit.clearDeadlines({ serviceId: _id });
      await resolveTasks(unit, 'service.to_start', _id, now);
      if (endsAt !== null) {
        unit.setDeadline({
          _id: `service.ends:${_id}`,
          kind: 'service.ends',
          at: endsAt,
          serviceId: _id,
          ...ownedBy(order),
        });
      }
      return;
    case 'deliver':
      unit.openTask({
        kind: 'service.to_accept',
        // Each delivery after a rejection is a fact of its own.
        cause: acceptanceCause(_id, rejections.length),
        accountId: order.accountId,
        sandbox: order.sandbox,
        orderId: order._id,
        at: now,
        dueAt: plusMs(now, ACCEPTANCE_TASK_DAYS * DAY_MS),
        facts: { serviceId: _id, sku, organizationId },
      });
      return;
    case 'accept':
      return resolveTasks(unit, 'service.to_accept', acceptanceCause(_id, rejections.length), now);
    case 'reject':
      return resolveTasks(unit, 'service.to_accept', acceptanceCause(_id, rejections.length - 1), now);
  }
}

function acceptanceCause(serviceId: string, rejections: number): string {
  return `${serviceId}:${rejections}`;
}
