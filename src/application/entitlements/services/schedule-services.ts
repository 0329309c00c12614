/**
 * What falls due for the units of a service line: deadlines to start, to end and to accept, with the tasks of delivery.
 * Each function reads how the units stand and stores what follows, so it is called after every change, and units that
 * fall due at one instant share one deadline and one task (D-25).
 */
import { remindersOfPeriod } from '../../../domain/entitlements/reminders.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../domain/instant.ts';
import { DomainError } from '../../../domain/refusals.ts';
import { resolveTasks } from '../../../orders/commands.ts';
import { ownedBy } from '../../../orders/owned-by.ts';
import { timeZoneOf } from '../../../orders/order-agreement.ts';
import type { ServiceDocument } from '../../../persistence/models/entitlement.ts';
import type { OrderDocument } from '../../../persistence/models/order.ts';
import { taskIdOf, type TaskEntry, type UnitOfWork } from '../../../persistence/unit-of-work.ts';
import type { DeadlineEntry } from '../../../persistence/owed.ts';
import { deadlineFieldsOf, factsOfGroup, groupsBy, type ServiceGroup } from './service-group.ts';

/** A line of which something changed. */
export type ServiceLine = Pick<ServiceDocument, 'orderId' | 'lineId'>;

/** Within this time after the capture the work should begin (AMB-42). */
const START_TASK_HOURS = 24;
/** Days after a delivery on which the user is reminded to accept or reject; delivery has a task from the first (AMB-41). */
const ACCEPTANCE_REMINDER_DAYS = [3, 7, 14] as const;
const ACCEPTANCE_TASK_DAYS = ACCEPTANCE_REMINDER_DAYS[0];

/** Until when the line's units can be started: deadlines for each such instant, and one task for all of them. */
export async function scheduleStart(unit: UnitOfWork, line: ServiceLine, now: Instant): Promise<void> {
  const order = await orderOf(unit, line);
  const available = await unitsOf(unit, line, 'available');
  const timeZone = await timeZoneOf(unit, order.accountId);
  const wanted: DeadlineEntry[] = [];
  for (const [startBy, group] of groupsBy(available, (service) => service.startBy)) {
    if (startBy === null) continue;
    const shared = { ...ownedBy(order), ...deadlineFieldsOf(group) };
    const subject = `${line.lineId}:start:${startBy}`;
    wanted.push({ _id: `service.start_by:${subject}`, kind: 'service.start_by', at: startBy, ...shared });
    const period = { from: group[0].purchasedAt, until: startBy };
    wanted.push(...remindersFor(order, subject, period, timeZone, shared));
  }
  const prefixes = [`service.start_by:${line.lineId}:`, `service.reminder:${line.lineId}:start:`];
  await replaceDeadlines(unit, prefixes, wanted, now);
  await keepTask(unit, { kind: 'service.to_start', cause: line.lineId }, available, now, (group) => ({
    accountId: order.accountId,
    sandbox: order.sandbox,
    orderId: order._id,
    at: now,
    dueAt: plusMs(group[0].purchasedAt, START_TASK_HOURS * HOUR_MS),
    facts: { ...factsOfGroup(group), startBy: earliestStartBy(group) },
  }));
}

/** When the line's running maintenance ends. */
export async function scheduleEnd(unit: UnitOfWork, line: ServiceLine, now: Instant): Promise<void> {
  const order = await orderOf(unit, line);
  const running = await unitsOf(unit, line, 'running');
  const timeZone = await timeZoneOf(unit, order.accountId);
  const wanted: DeadlineEntry[] = [];
  for (const [endsAt, group] of groupsBy(running, (service) => service.endsAt)) {
    if (endsAt === null) continue;
    const shared = { ...ownedBy(order), ...deadlineFieldsOf(group) };
    const subject = `${line.lineId}:end:${endsAt}`;
    wanted.push({ _id: `service.ends:${subject}`, kind: 'service.ends', at: endsAt, ...shared });
    const period = { from: group[0].startedAt ?? group[0].purchasedAt, until: endsAt };
    wanted.push(...remindersFor(order, subject, period, timeZone, shared));
  }
  const prefixes = [`service.ends:${line.lineId}:`, `service.reminder:${line.lineId}:end:`];
  await replaceDeadlines(unit, prefixes, wanted, now);
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
  line: ServiceLine,
  { deliveredAt, round }: Delivery,
  now: Instant,
): Promise<void> {
  const order = await orderOf(unit, line);
  const delivered = (await unitsOf(unit, line, 'delivered')).filter(
    (service) => service.deliveredAt === deliveredAt && service.rejections.length === round,
  );
  const cause = `${line.lineId}:${deliveredAt}:${round}`;
  const [first, ...rest] = delivered;
  const wanted = first === undefined ? [] : acceptanceReminders(order, cause, deliveredAt, [first, ...rest]);
  await replaceDeadlines(unit, [`service.acceptance_reminder:${cause}:`], wanted, now);
  await keepTask(unit, { kind: 'service.to_accept', cause }, delivered, now, (group) => ({
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
    ...ownedBy(order),
    ...deadlineFieldsOf(group),
  }));
}

function remindersFor(
  { policies }: OrderDocument,
  subject: string,
  period: { readonly from: Instant; readonly until: Instant },
  timeZone: string,
  shared: Omit<DeadlineEntry, '_id' | 'kind' | 'at'>,
): DeadlineEntry[] {
  return remindersOfPeriod(period, policies.reminderDays, timeZone).map(({ daysBefore, at }) => ({
    _id: `service.reminder:${subject}:${daysBefore}`,
    kind: 'service.reminder',
    at,
    daysBefore,
    ...shared,
  }));
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
  const isReminder = ({ kind }: DeadlineEntry) => kind.endsWith('reminder');
  const set = wanted.filter((entry) => !isReminder(entry) || entry.at > now || stored.has(entry._id));
  const gone = [...stored].filter((id) => !set.some(({ _id }) => _id === id));
  if (gone.length > 0) await unit.clearDeadlines({ _id: { $in: gone } });
  for (const entry of set) unit.setDeadline(entry);
}

/** Keeps the task of a cause true to the units that wait for it: opened once, its facts updated, resolved after the last. */
async function keepTask(
  unit: UnitOfWork,
  { kind, cause }: Pick<TaskEntry, 'kind' | 'cause'>,
  waiting: readonly ServiceDocument[],
  now: Instant,
  entryOf: (group: ServiceGroup) => Omit<TaskEntry, 'kind' | 'cause'>,
): Promise<void> {
  const [first, ...rest] = waiting;
  if (first === undefined) {
    await resolveTasks(unit, kind, cause, now);
    return;
  }
  const entry = entryOf([first, ...rest]);
  const tasks = await unit.tasksSoFar();
  const { matchedCount } = await tasks.updateOne(
    { _id: taskIdOf(kind, cause) },
    { $set: { facts: entry.facts } },
    { session: unit.session },
  );
  if (matchedCount === 0) unit.openTask({ kind, cause, ...entry });
}

async function unitsOf(
  { database, session }: UnitOfWork,
  { lineId }: ServiceLine,
  state: ServiceDocument['state'],
): Promise<ServiceDocument[]> {
  return database.models.services.find({ lineId, state }).sort({ unit: 1 }).session(session).lean();
}

async function orderOf({ database, session }: UnitOfWork, { orderId }: ServiceLine): Promise<OrderDocument> {
  const order = await database.models.orders.findById(orderId).session(session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  return order;
}
