/**
 * What time does to services: they lapse, start or end by themselves, and their users are reminded (rules §8.14). Each line
 * has a deadline of its own (D-25); those of one order, kind and instant are met together.
 */
import { DAY_MS, epochMsOf } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ServiceState } from '../../../domain/entitlements/service-states.ts';
import { withLines } from '../../orders/update-lines.ts';
import type { TransitionContext, TransitionEffect } from '../../orders/transition.ts';
import type { DeadlineDocument } from '../../../storage/collections/deadlines.ts';
import { announceGroup } from './announce-services.ts';
import { moveServices } from './move-services.ts';
import { scheduleEnd, scheduleStart } from './schedule-services.ts';
import { factsOfGroup, groupsBy, type ServiceGroup } from './service-group.ts';

/** Deadlines of one order, kind and instant; the one that was asked for stands first. */
export type DueTogether = readonly [DeadlineDocument, ...DeadlineDocument[]];

/** The time in which services could be started is over: work lapses, maintenance starts by itself (AMB-39). */
export async function endStart(context: TransitionContext, due: DueTogether): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const [{ at }] = due;
  const all = await unitsThatWait(context, due, ['available']);
  const [first] = all;
  if (first === undefined) return gone(due);
  const [{ kind }] = first.group;
  // Deadlines of the other kind stay, and are met next.
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
  const told = waiting.map(({ group }) => {
    const [{ state, startBy, endsAt }] = group;
    const facts = startsItself ? { startBy, byItself: true, until: endsAt } : { startBy };
    announceGroup(unit, group, { kind: event, event: at, at, facts });
    return { ...factsOfGroup(group), ...facts, from: state, to: changes.state };
  });
  return withLines(context, event, told, lines);
}

/** The years of running maintenance are over. */
export async function endMaintenance(
  context: TransitionContext,
  due: DueTogether,
): Promise<TransitionEffect> {
  const { unit, order, now } = context;
  const [{ at }] = due;
  const waiting = await unitsThatWait(context, due, ['running']);
  if (waiting.length === 0) return gone(due);
  const units = waiting.flatMap(({ group }) => group);
  const lines = await moveServices(unit, order.lines, units, { state: 'ended', endedAt: at });
  await scheduleEnd(
    unit,
    order,
    waiting.map(({ group }) => group[0].lineId),
    now,
  );
  const told = waiting.map(({ group }) => {
    announceGroup(unit, group, { kind: 'service.ended', event: at, at, facts: { until: group[0].endsAt } });
    return { ...factsOfGroup(group), from: 'running', to: 'ended' };
  });
  return withLines(context, 'service.ended', told, lines);
}

/** Reminds of services that soon lapse, and of maintenance that soon starts by itself or ends. */
export function remindOfService(context: TransitionContext, due: DueTogether): Promise<TransitionEffect> {
  return remind(context, due, ['available', 'running'], ({ deadline: { daysBefore }, group }) => {
    const [{ state, startBy, endsAt }] = group;
    return {
      kind: 'service.expiring',
      auditType: 'service.reminded',
      // Of each end that the units were given: one that is extended is reminded of again.
      event: `${state === 'available' ? startBy : endsAt}:${daysBefore}`,
      facts: { daysBefore, ...(state === 'available' ? { startBy } : { until: endsAt }) },
    };
  });
}

/** Reminds of services that were delivered and neither accepted nor rejected. Nothing is accepted by silence (AMB-41). */
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

/** What users are reminded of. */
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
  const told = (await unitsThatWait(context, due, states)).map((waiting) => {
    const { auditType, kind, event, facts } = reminderOf(waiting);
    const { deadline, group } = waiting;
    announceGroup(unit, group, { kind, event, at: deadline.at, facts });
    return { auditType, facts: { ...factsOfGroup(group), ...facts } };
  });
  const [first] = told;
  if (first === undefined) return gone(due);
  return { auditType: first.auditType, facts: told.map(({ facts }) => facts) };
}

/** The units of a deadline that still stand as it needs. */
interface Waiting {
  readonly deadline: DeadlineDocument;
  readonly group: ServiceGroup;
}

/** Of each deadline the units in the first of these states in which there are any; none of one without. */
async function unitsThatWait(
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

/** Their units moved on before the deadlines were met. */
function gone([{ _id }]: DueTogether): TransitionEffect {
  return { auditType: 'order.deadline_gone', facts: { deadlineId: _id } };
}
