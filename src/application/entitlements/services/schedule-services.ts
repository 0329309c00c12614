/**
 * What falls due for the units of a service line: deadlines to start, to end and to accept, with the tasks of delivery.
 * Each function reads how the units stand and stores what follows, so it is called after every change, and units that
 * fall due at one instant share one deadline and one task (D-25).
 */
import { remindersOfPeriod } from '../../../domain/entitlements/reminders.ts';
import type { LineId } from '../../../domain/ids.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../domain/instant.ts';
import { deadlineFieldsOf } from '../../orders/deadline-fields.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import { resolveTasks } from '../../../storage/resolve-tasks.ts';
import { taskIdOf, type TaskEntry, type UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { DeadlineEntry } from '../../../storage/side-effects.ts';
import { factsOfGroup, groupsBy, serviceFieldsOf, type ServiceGroup } from './service-group.ts';

/** Within this time after the capture the work should begin (AMB-42). */
const START_TASK_HOURS = 24;
/** Days after a delivery on which the user is reminded to accept or reject; delivery has a task from the first (AMB-41). */
const ACCEPTANCE_REMINDER_DAYS = [3, 7, 14] as const;
const ACCEPTANCE_TASK_DAYS = ACCEPTANCE_REMINDER_DAYS[0];

/** Until when units of these lines can be started: deadlines for each such instant, and one task for all of a line. */
export async function scheduleStart(
  unit: UnitOfWork,
  order: OrderDocument,
  lineIds: readonly LineId[],
  now: Instant,
): Promise<void> {
  const available = await unitsOf(unit, lineIds, 'available');
  const timeZone = await unit.timeZoneOf(order.accountId);
  const prefixes = lineIds.flatMap((id) => [`service.start_by:${id}:`, `service.reminder:${id}:start:`]);
  await replaceDeadlines(unit, prefixes, startDeadlines(order, available, timeZone), now);
  const waiting = groupsBy(available, ({ lineId }) => lineId);
  const causes = lineIds.map((lineId) => ({ cause: lineId, waiting: waiting.get(lineId) }));
  await keepTasks(unit, 'service.to_start', causes, now, (group) => startTask(order, group, now));
}

/** The same for units that were just credited, of which nothing is stored yet. */
export function beginStart(
  unit: UnitOfWork,
  order: OrderDocument,
  credited: readonly ServiceDocument[],
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): void {
  for (const entry of startDeadlines(order, credited, timeZone)) {
    if (!isReminder(entry) || entry.at > now) unit.setDeadline(entry);
  }
  for (const [lineId, group] of groupsBy(credited, (service) => service.lineId)) {
    unit.openTask({ kind: 'service.to_start', cause: lineId, ...startTask(order, group, now) });
  }
}

/** When running maintenance of these lines ends. */
export async function scheduleEnd(
  unit: UnitOfWork,
  order: OrderDocument,
  lineIds: readonly LineId[],
  now: Instant,
): Promise<void> {
  const running = await unitsOf(unit, lineIds, 'running');
  const timeZone = await unit.timeZoneOf(order.accountId);
  const wanted = groupsAt(running, ({ endsAt }) => endsAt).flatMap(([endsAt, group]) => {
    const subject = `${group[0].lineId}:end:${endsAt}`;
    const period = { from: group[0].startedAt ?? group[0].purchasedAt, until: endsAt };
    return deadlinesOfPeriod(order, 'service.ends', subject, { period, group, timeZone });
  });
  const prefixes = lineIds.flatMap((id) => [`service.ends:${id}:`, `service.reminder:${id}:end:`]);
  await replaceDeadlines(unit, prefixes, wanted, now);
}

function startDeadlines(
  order: OrderDocument,
  available: readonly ServiceDocument[],
  timeZone: string,
): DeadlineEntry[] {
  return groupsAt(available, ({ startBy }) => startBy).flatMap(([startBy, group]) => {
    const subject = `${group[0].lineId}:start:${startBy}`;
    const period = { from: group[0].purchasedAt, until: startBy };
    return deadlinesOfPeriod(order, 'service.start_by', subject, { period, group, timeZone });
  });
}

function startTask(
  order: OrderDocument,
  group: ServiceGroup,
  now: Instant,
): Omit<TaskEntry, 'kind' | 'cause'> {
  return {
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: now,
    dueAt: plusMs(group[0].purchasedAt, START_TASK_HOURS * HOUR_MS),
    facts: { ...factsOfGroup(group), startBy: earliestStartBy(group) },
  };
}

/** The units that something falls due for, by line and instant. */
function groupsAt(
  services: readonly ServiceDocument[],
  atOf: (service: ServiceDocument) => Instant | null,
): [Instant, ServiceGroup][] {
  const byLine = groupsBy(services, ({ lineId }) => lineId);
  return [...byLine.values()].flatMap((line) =>
    [...groupsBy(line, atOf)].flatMap(([at, group]): [Instant, ServiceGroup][] =>
      at === null ? [] : [[at, group]],
    ),
  );
}

/** One delivery: units of a line delivered at one instant, for the same time each. */
export interface Delivery {
  readonly deliveredAt: Instant;
  /** Rejections before it. */
  readonly round: number;
}

/** The delivery of a unit that stands as delivered. */
export function deliveryOf({
  deliveredAt,
  rejections,
}: Pick<ServiceDocument, 'deliveredAt' | 'rejections'>): Delivery {
  if (deliveredAt === null) throw new Error('a service that was not delivered has no delivery');
  return { deliveredAt, round: rejections.length };
}

/** What is still to be accepted of a delivery: reminders that begin anew with each delivery, and a task. */
export async function scheduleAcceptance(
  unit: UnitOfWork,
  order: OrderDocument,
  lineId: LineId,
  { deliveredAt, round }: Delivery,
  now: Instant,
): Promise<void> {
  const delivered = (await unitsOf(unit, [lineId], 'delivered')).filter(
    (service) => service.deliveredAt === deliveredAt && service.rejections.length === round,
  );
  const cause = `${lineId}:${deliveredAt}:${round}`;
  const [first, ...rest] = delivered;
  const waiting: ServiceGroup | undefined = first === undefined ? undefined : [first, ...rest];
  const wanted = waiting === undefined ? [] : acceptanceReminders(order, cause, deliveredAt, waiting);
  await replaceDeadlines(unit, [`service.acceptance_reminder:${cause}:`], wanted, now);
  await keepTasks(unit, 'service.to_accept', [{ cause, waiting }], now, (group) => ({
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: now,
    dueAt: plusMs(deliveredAt, ACCEPTANCE_TASK_DAYS * DAY_MS),
    facts: { ...factsOfGroup(group), deliveredAt },
  }));
}

function acceptanceReminders(
  order: OrderDocument,
  cause: string,
  deliveredAt: Instant,
  group: ServiceGroup,
): DeadlineEntry[] {
  return ACCEPTANCE_REMINDER_DAYS.map((days) => ({
    _id: `service.acceptance_reminder:${cause}:${days}`,
    kind: 'service.acceptance_reminder',
    at: plusMs(deliveredAt, days * DAY_MS),
    ...deadlineFieldsOf(order),
    ...serviceFieldsOf(group),
  }));
}

/** The end of a period, and its reminders. */
function deadlinesOfPeriod(
  order: OrderDocument,
  kind: 'service.start_by' | 'service.ends',
  subject: string,
  {
    period,
    group,
    timeZone,
  }: {
    readonly period: { readonly from: Instant; readonly until: Instant };
    readonly group: ServiceGroup;
    readonly timeZone: string;
  },
): DeadlineEntry[] {
  const shared = { ...deadlineFieldsOf(order), ...serviceFieldsOf(group) };
  const reminders = remindersOfPeriod(period, order.policies.reminderDays, timeZone);
  return [
    { _id: `${kind}:${subject}`, kind, at: period.until, ...shared },
    ...reminders.map(({ daysBefore, at }) => ({
      _id: `service.reminder:${subject}:${daysBefore}`,
      kind: 'service.reminder' as const,
      at,
      daysBefore,
      ...shared,
    })),
  ];
}

function earliestStartBy(group: ServiceGroup): Instant | null {
  return group.reduce<Instant | null>(
    (earliest, { startBy }) =>
      startBy !== null && (earliest === null || startBy < earliest) ? startBy : earliest,
    null,
  );
}

/**
 * Leaves exactly the wanted deadlines of those whose ids begin so. A reminder whose time has passed is not set any more;
 * one that is there and not met yet stays.
 */
async function replaceDeadlines(
  unit: UnitOfWork,
  prefixes: readonly string[],
  wanted: readonly DeadlineEntry[],
  now: Instant,
): Promise<void> {
  const ranges = prefixes.map((prefix) => ({ _id: { $gte: prefix, $lt: `${prefix}\uffff` } }));
  const deadlines = await unit.deadlinesSoFar();
  const found = await deadlines.find({ $or: ranges }, { _id: 1 }).session(unit.session).lean();
  const stored = new Set(found.map(({ _id }) => _id));
  const set = wanted.filter((entry) => !isReminder(entry) || entry.at > now || stored.has(entry._id));
  const kept = new Set(set.map(({ _id }) => _id));
  const gone = [...stored].filter((id) => !kept.has(id));
  if (gone.length > 0) await unit.clearDeadlines({ _id: { $in: gone } });
  for (const entry of set) unit.setDeadline(entry);
}

function isReminder({ kind }: DeadlineEntry): boolean {
  return kind.endsWith('reminder');
}

/** Keeps the task of each cause true to the units that wait: opened once, its facts updated, resolved after the last. */
async function keepTasks(
  unit: UnitOfWork,
  kind: TaskEntry['kind'],
  causes: readonly { readonly cause: string; readonly waiting: ServiceGroup | undefined }[],
  now: Instant,
  entryOf: (group: ServiceGroup) => Omit<TaskEntry, 'kind' | 'cause'>,
): Promise<void> {
  const over = causes.flatMap(({ cause, waiting }) => (waiting === undefined ? [cause] : []));
  if (over.length > 0) await resolveTasks(unit, { kind, causes: over }, now);
  const entries = causes.flatMap(({ cause, waiting }) =>
    waiting === undefined ? [] : [{ kind, cause, ...entryOf(waiting) }],
  );
  if (entries.length === 0) return;
  const tasks = await unit.tasksSoFar();
  const ids = entries.map(({ cause }) => taskIdOf(kind, cause));
  const found = await tasks
    .find({ _id: { $in: ids } }, { _id: 1 })
    .session(unit.session)
    .lean();
  const stored = new Set(found.map(({ _id }) => _id));
  const updates = entries.flatMap(({ cause, facts }) => {
    const _id = taskIdOf(kind, cause);
    return stored.has(_id) ? [{ updateOne: { filter: { _id }, update: { $set: { facts } } } }] : [];
  });
  if (updates.length > 0) await tasks.bulkWrite(updates, { session: unit.session });
  for (const entry of entries) if (!stored.has(taskIdOf(kind, entry.cause))) unit.openTask(entry);
}

async function unitsOf(
  { database, session }: UnitOfWork,
  lineIds: readonly LineId[],
  state: ServiceDocument['state'],
): Promise<ServiceDocument[]> {
  const { services } = database.models;
  return services
    .find({ lineId: { $in: lineIds }, state })
    .sort({ lineId: 1, unit: 1 })
    .session(session)
    .lean();
}
