/** Lets an operator extend the time in which a service can be started, until it is started or lapses (rules §8.14). */
import { lastDateBefore, type CalendarDate } from '../../../domain/calendar.ts';
import { serviceStateAt } from '../../../domain/entitlements/service-states.ts';
import { endOfGivenDate } from '../given-end.ts';
import type { Instant } from '../../../domain/instant.ts';
import { workflowIdOf } from '../../../domain/workflow-ids.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { ServiceId } from '../../../domain/ids.ts';
import { endOfUnstarted } from './credit-services.ts';
import { illegalServiceCommand } from './legal-service-commands.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { scheduleStart } from './schedule-start-and-end.ts';

export interface ServiceExtension {
  readonly serviceId: ServiceId;
  /** Last date on which it can be started, in the account's time zone. */
  readonly startBy: CalendarDate;
  readonly reason: string;
}

/**
 * Returns the extended service. Throws `not_found`, `illegal_transition` for a service that was started, has lapsed or
 * never lapses, and `validation_failed` for a date that is not later or too far away.
 */
export async function extendService(
  unit: UnitOfWork,
  { serviceId, startBy: lastDate, reason }: ServiceExtension,
): Promise<ServiceDocument> {
  const { services } = unit.database.models;
  const before = await services.findById(serviceId).session(unit.session).lean();
  if (before === null) throw new DomainError('not_found', { kind: 'service', id: serviceId });
  const { accountId, orderId, runsYears } = before;
  const now = await unit.accountNow(accountId);
  const timeZone = await unit.timeZoneOf(accountId);
  const current = await startByOf(unit, before, now);
  const startBy = endOfGivenDate('startBy', lastDate, timeZone);
  if (startBy <= current) {
    throw new DomainError('service_start_by_not_later', {
      serviceId,
      current: lastDateBefore(current, timeZone),
      startBy: lastDate,
    });
  }
  const endsAt = runsYears === null ? null : endOfUnstarted(startBy, runsYears, timeZone);
  await services.updateOne({ _id: serviceId }, { $set: { startBy, endsAt } }, { session: unit.session });
  await scheduleStart(unit, await orderOf(unit, before), [before.lineId], now);
  unit.publish(accountId, {
    type: 'workflow.signal',
    workflowId: workflowIdOf('order', orderId),
    reason: 'service.extended',
  });
  unit.audit({
    type: 'service.extended',
    at: now,
    accountId,
    orderId,
    reason,
    facts: { serviceId, lineId: before.lineId, sku: before.sku, startOn: lastDate },
    before: { startBy: current },
    after: { startBy },
  });
  return { ...before, startBy, endsAt };
}

/** The current end of the time to start. Throws `illegal_transition` unless the service is available and can lapse. */
async function startByOf(unit: UnitOfWork, service: ServiceDocument, now: Instant): Promise<Instant> {
  if (serviceStateAt(now, service) === 'available') {
    if (service.startBy !== null) return service.startBy;
    throw new DomainError('service_never_lapses', { serviceId: service._id });
  }
  const order = await orderOf(unit, service);
  const reason = serviceStateAt(now, service) === 'lapsed' ? 'too_late' : 'out_of_turn';
  throw illegalServiceCommand('extend', service, order, reason, now);
}

async function orderOf(unit: UnitOfWork, { orderId }: ServiceDocument): Promise<OrderDocument> {
  return unit.database.models.orders.findById(orderId).session(unit.session).orFail().lean();
}
