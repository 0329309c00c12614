/**
 * Meets the deadlines of services: they lapse, or start and end by themselves, and their users are reminded (rules
 * §8.14). Each line has its own deadlines (D-25); those of one order, kind and instant are met together.
 */
import { DAY_MS, epochMsOf } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import { withLines } from '../../orders/update-lines.ts';
import type { TransitionContext, TransitionEffect } from '../../orders/transition.ts';
import type { DeadlineDocument } from '../../../storage/collections/deadlines.ts';
import { announceGroup } from './announce-services.ts';
import { moveServices } from './move-services.ts';
import { scheduleEnd, scheduleStart } from './schedule-start-and-end.ts';
import { factsOfGroup, groupsBy, type ServiceGroup } from './service-group.ts';

/** Deadlines of one order, kind and instant; the requested one comes first. */
export type DueTogether = readonly [DeadlineDocument, ...DeadlineDocument[]];

/** The time to start is over: services lapse, and maintenance starts by itself (AMB-39). */
export async function endStart(context: TransitionContext, due: DueTogether): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const [{ at }] = due;
  const all = await waitingUnits(context, due, ['available']);
  const [first] = all;
  if (first === undefined) return deadlineGone(due);
  const [{ kind }] = first.group;
  // Deadlines of units of the other kind remain and are met next.
  const waiting = all.filter(({ group }) => group[0].kind === kind);
  const startsItself = kind === 'maintenance';
  const [event, changes] = startsItself
    ? (['service.started', { state: 'running', startedAt: at }] as const)
    : (['service.lapsed', { state: 'lapsed', endedAt: at }] as const);
  const units = waiting.flatMap(({ group }) => group);
  const lines = await moveServices(unit, order.lines, units, changes);
  const lineIds = waiting.map(({ group }) => group[0].lineId);
  await scheduleStart(unit, order, lineIds, now);
  if (startsItself) await scheduleEnd(unit, order, lineIds, now);
  const announced = waiting.map(({ group }) => {
    const [{ state, startBy, endsAt }] = group;
    const facts = startsItself ? { startBy, byItself: true, until: endsAt } : { startBy };
    announceGroup(unit, group, { kind: event, event: at, at, facts });
    return { ...factsOfGroup(group), ...facts, from: state, to: changes.state };
  });
  return withLines(context, event, announced, lines);
}

/** The term of running maintenance is over. */
export async function endMaintenance(
  context: TransitionContext,
  due: DueTogether,
): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const [{ at }] = due;
  const waiting = await waitingUnits(context, due, ['running']);
  if (waiting.length === 0) return deadlineGone(due);
  const units = waiting.flatMap(({ group }) => group);
  const lines = await moveServices(unit, order.lines, units, { state: 'ended', endedAt: at });
  await scheduleEnd(
    unit,
    order,
    waiting.map(({ group }) => group[0].lineId),
    now,
  );
  const announced = waiting.map(({ group }) => {
    announceGroup(unit, group, { kind: 'service.ended', event: at, at, facts: { until: group[0].endsAt } });
    return { ...factsOfGroup(group), from: 'running', to: 'ended' };
  });
  return withLines(context, 'service.ended', announced, lines);
}

/** Reminds users of services that lapse soon, and of maintenance that soon starts by itself or ends. */
export function remindOfService(context: TransitionContext, due: DueTogether): Promise<TransitionEffect> {
  return remind(context, due, ['available', 'running'], ({ deadline: { daysBefore }, group }) => {
    const [{ state, startBy, endsAt }] = group;
    return {
      kind: 'service.expiring',
      auditType: 'service.reminded',
      // The end is a part of the event, so that a service that is extended is reminded of again.
      event: `${state === 'available' ? startBy : endsAt}:${daysBefore}`,
      facts: { daysBefore, ...(state === 'available' ? { startBy } : { until: endsAt }) },
    };
  });
}

/** Reminds users of deliveries to accept or reject. Silence never accepts a delivery (AMB-41). */
export function remindOfAcceptance(context: TransitionContext, due: DueTogether): Promise<TransitionEffect> {
  return remind(context, due, ['delivered'], ({ deadline: { at }, group }) => {
    const [{ deliveredAt, rejections }] = group;
    const days = deliveredAt === null ? 0 : Math.round((epochMsOf(at) - epochMsOf(deliveredAt)) / DAY_MS);
    return {
      kind: 'service.awaiting_acceptance',
      auditType: 'service.acceptance_reminded',
      event: `${deliveredAt}:${rejections.length}:${days}`,
      facts: { deliveredAt, days },
    };
  });
}

interface Reminder {
  readonly kind: 'service.expiring' | 'service.awaiting_acceptance';
  readonly auditType: string;
  readonly event: string;
  readonly facts: JsonObject;
}

async function remind(
  context: TransitionContext,
  due: DueTogether,
  states: readonly ServiceState[],
  reminderOf: (waiting: Waiting) => Reminder,
): Promise<TransitionEffect> {
  const { unit } = context;
  await unit.clearDeadlines({ _id: { $in: due.map(({ _id }) => _id) } });
  const announced = (await waitingUnits(context, due, states)).map((waiting) => {
    const { auditType, kind, event, facts } = reminderOf(waiting);
    const { deadline, group } = waiting;
    announceGroup(unit, group, { kind, event, at: deadline.at, facts });
    return { auditType, facts: { ...factsOfGroup(group), ...facts } };
  });
  const [first] = announced;
  if (first === undefined) return deadlineGone(due);
  return { auditType: first.auditType, facts: announced.map(({ facts }) => facts) };
}

/** A deadline with the units that are still in a state to which it applies. */
interface Waiting {
  readonly deadline: DeadlineDocument;
  readonly group: ServiceGroup;
}

/**
 * For each deadline, its units in the first of these states that has any; deadlines without such units are left out.
 */
async function waitingUnits(
  { unit }: TransitionContext,
  due: DueTogether,
  states: readonly ServiceState[],
): Promise<Waiting[]> {
  const found = await unit.database.models.services
    .find({ _id: { $in: due.flatMap(({ serviceIds }) => serviceIds ?? []) }, state: { $in: states } })
    .sort({ lineId: 1, unit: 1 })
    .session(unit.session)
    .lean();
  const byState = groupsBy(found, ({ state }) => state);
  return due.flatMap((deadline) => {
    const ids = new Set(deadline.serviceIds);
    for (const state of states) {
      const [first, ...rest] = (byState.get(state) ?? []).filter(({ _id }) => ids.has(_id));
      if (first !== undefined) return [{ deadline, group: [first, ...rest] }];
    }
    return [];
  });
}

/** The effect of a deadline whose units have all changed state before it was met. */
function deadlineGone([{ _id }]: DueTogether): TransitionEffect {
  return { auditType: 'order.deadline_gone', facts: { deadlineId: _id } };
}
