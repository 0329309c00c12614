/** Deadlines of service units. Units of a line that fall due at the same instant share one deadline (D-25). */
import { remindersOfPeriod } from '../../../domain/entitlements/reminders.ts';
import type { LineId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { DeadlineEntry } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { deadlineFieldsOf } from '../../orders/deadline-fields.ts';
import { groupsBy, serviceFieldsOf, type ServiceGroup } from './service-group.ts';

/** The units of the lines that are stored in a state, by line and unit number. */
export async function unitsOf(
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

/** Groups units by line and by the instant at which something falls due for them; null instants are left out. */
export function groupsAt(
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

/** The deadline at the end of a period, and its reminders. `subject` makes their ids unique. */
export function deadlinesOfPeriod(
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

/**
 * Replaces the stored deadlines whose ids start with one of the prefixes by the wanted ones. A reminder whose time has
 * passed is not set anew, but one that is stored and not yet processed stays.
 */
export async function replaceDeadlines(
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
  const current = new Set(set.map(({ _id }) => _id));
  const obsolete = [...stored].filter((id) => !current.has(id));
  if (obsolete.length > 0) await unit.clearDeadlines({ _id: { $in: obsolete } });
  for (const entry of set) unit.setDeadline(entry);
}

export function isReminder({ kind }: DeadlineEntry): boolean {
  return kind.endsWith('reminder');
}
