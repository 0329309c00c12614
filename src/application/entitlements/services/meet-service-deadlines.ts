/** What time does to services: they lapse, start or end by themselves, and their users are reminded (rules §8.14). */
import { DAY_MS, epochMsOf } from '../../../domain/instant.ts';
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import { withLines } from '../../../orders/commands.ts';
import type { TransitionContext, TransitionEffect } from '../../../orders/transition.ts';
import type { ServiceDocument } from '../../../persistence/models/entitlement.ts';
import type { DeadlineDocument } from '../../../persistence/models/work.ts';
import { announceGroup } from './announce-services.ts';
import { scheduleEnd, scheduleStart } from './schedule-services.ts';
import { factsOfGroup, type ServiceGroup } from './service-group.ts';

/** The time in which services could be started is over: work lapses, maintenance starts by itself (AMB-39). */
export async function endStart(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const { unit, now } = context;
  const { at } = deadline;
  const group = await unitsThatWait(context, deadline, 'available');
  const [first] = group ?? [];
  if (group === null || first === undefined) return gone(deadline);
  const startsItself = first.kind === 'maintenance';
  const [kind, changes] = startsItself
    ? (['service.started', { state: 'running', startedAt: at }] as const)
    : (['service.lapsed', { state: 'lapsed', endedAt: at }] as const);
  await change(context, group, changes);
  await scheduleStart(unit, first, now);
  if (startsItself) await scheduleEnd(unit, first, now);
  const { startBy, endsAt } = first;
  const facts = startsItself ? { startBy, byItself: true, until: endsAt } : { startBy };
  announceGroup(unit, group, { kind, event: at, at, facts });
  return withLines(context, kind, { ...factsOfGroup(group), ...facts, from: first.state, to: changes.state });
}

/** The years of running maintenance are over. */
export async function endMaintenance(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const { unit, now } = context;
  const { at } = deadline;
  const group = await unitsThatWait(context, deadline, 'running');
  if (group === null) return gone(deadline);
  const [first] = group;
  await change(context, group, { state: 'ended', endedAt: at });
  await scheduleEnd(unit, first, now);
  announceGroup(unit, group, { kind: 'service.ended', event: at, at, facts: { until: first.endsAt } });
  return withLines(context, 'service.ended', { ...factsOfGroup(group), from: 'running', to: 'ended' });
}

/** Reminds of services that soon lapse, and of maintenance that soon starts by itself or ends. */
export async function remindOfService(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const { at, daysBefore } = deadline;
  const group =
    (await unitsThatWait(context, deadline, 'available')) ??
    (await unitsThatWait(context, deadline, 'running'));
  if (group === null) return gone(deadline);
  const [{ state, startBy, endsAt }] = group;
  const facts = { daysBefore, ...(state === 'available' ? { startBy } : { until: endsAt }) };
  announceGroup(context.unit, group, {
    kind: 'service.expiring',
    // Of each end that the units were given: one that is extended is reminded of again.
    event: `${state === 'available' ? startBy : endsAt}:${daysBefore}`,
    at,
    facts,
  });
  return { auditType: 'service.reminded', facts: { ...factsOfGroup(group), ...facts } };
}

/** Reminds of services that were delivered and neither accepted nor rejected. Nothing is accepted by silence (AMB-41). */
export async function remindOfAcceptance(
  context: TransitionContext,
  deadline: DeadlineDocument,
): Promise<TransitionEffect> {
  const { at } = deadline;
  const group = await unitsThatWait(context, deadline, 'delivered');
  if (group === null) return gone(deadline);
  const [{ deliveredAt, rejections }] = group;
  const days = deliveredAt === null ? 0 : Math.round((epochMsOf(at) - epochMsOf(deliveredAt)) / DAY_MS);
  const facts = { deliveredAt, days };
  announceGroup(context.unit, group, {
    kind: 'service.awaiting_acceptance',
    event: `${deliveredAt}:${rejections.length}:${days}`,
    at,
    facts,
  });
  return { auditType: 'service.acceptance_reminded', facts: { ...factsOfGroup(group), ...facts } };
}

/** The units of a deadline that still stand as it needs; null where there are none. */
async function unitsThatWait(
  { unit }: TransitionContext,
  { serviceIds }: DeadlineDocument,
  state: ServiceState,
): Promise<ServiceGroup | null> {
  const [first, ...rest] = await unit.database.models.services
    .find({ _id: { $in: serviceIds ?? [] }, state })
    .sort({ unit: 1 })
    .session(unit.session)
    .lean();
  return first === undefined ? null : [first, ...rest];
}

async function change(
  { unit }: TransitionContext,
  group: ServiceGroup,
  changes: Partial<ServiceDocument>,
): Promise<void> {
  const ids = group.map(({ _id }) => _id);
  await unit.database.models.services.updateMany(
    { _id: { $in: ids } },
    { $set: changes },
    { session: unit.session },
  );
}

/** Its units moved on before the deadline was met. */
function gone({ _id }: DeadlineDocument): TransitionEffect {
  return { auditType: 'order.deadline_gone', facts: { deadlineId: _id } };
}
