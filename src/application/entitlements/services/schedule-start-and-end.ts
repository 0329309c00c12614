/**
 * The deadlines by which services must be started and at which maintenance ends, and the task to start them (rules
 * §8.14). The functions read the stored units and replace the deadlines and tasks that follow from them.
 */
import type { LineId } from '../../../domain/ids.ts';
import { HOUR_MS, plusMs, type Instant } from '../../../domain/instant.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { DeadlineEntry, TaskEntry } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { deadlinesOfPeriod, groupsAt, isReminder, replaceDeadlines, unitsOf } from './service-deadlines.ts';
import { factsOfGroup, groupsBy, type ServiceGroup } from './service-group.ts';
import { syncTasks } from './sync-tasks.ts';

/** Work should begin within this time after the capture (AMB-42). */
const START_TASK_HOURS = 24;

/**
 * Sets the deadlines by which available units of these lines must be started, one for each instant, and one task for
 * each line. Call it after every change of their state or `startBy`.
 */
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
  await syncTasks(unit, 'service.to_start', causes, now, (group) => startTask(order, group, now));
}

/** The same for units that were just credited, which have no deadlines or tasks yet. */
export function scheduleFirstStart(
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

/** Sets the deadlines at which running maintenance of these lines ends. Call it after every change of such a unit. */
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

function earliestStartBy(group: ServiceGroup): Instant | null {
  return group.reduce<Instant | null>(
    (earliest, { startBy }) =>
      startBy !== null && (earliest === null || startBy < earliest) ? startBy : earliest,
    null,
  );
}
