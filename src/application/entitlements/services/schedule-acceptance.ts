/** The acceptance of delivered services: reminders for the user and the task of delivery staff (AMB-41). */
import type { LineId } from '../../../domain/ids.ts';
import { DAY_MS, plusMs, type Instant } from '../../../domain/instant.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderDocument } from '../../../storage/collections/orders.ts';
import type { DeadlineEntry } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { deadlineFieldsOf } from '../../orders/deadline-fields.ts';
import { replaceDeadlines, unitsOf } from './service-deadlines.ts';
import { factsOfGroup, serviceFieldsOf, type ServiceGroup } from './service-group.ts';
import { syncTasks } from './sync-tasks.ts';

/** Days after a delivery on which the user is reminded to accept or reject it. */
const ACCEPTANCE_REMINDER_DAYS = [3, 7, 14] as const;
/** Delivery staff's task is due at the first reminder. */
const ACCEPTANCE_TASK_DAYS = ACCEPTANCE_REMINDER_DAYS[0];

/** Units of a line that were delivered at one instant, each after the same number of rejections. */
export interface Delivery {
  readonly deliveredAt: Instant;
  /** Number of rejections before this delivery. */
  readonly round: number;
}

/** The current delivery of a unit. Throws for a unit that is not delivered. */
export function deliveryOf({
  deliveredAt,
  rejections,
}: Pick<ServiceDocument, 'deliveredAt' | 'rejections'>): Delivery {
  if (deliveredAt === null) throw new Error('a service that was not delivered has no delivery');
  return { deliveredAt, round: rejections.length };
}

/**
 * Sets the reminders and the task for the units of a delivery that are neither accepted nor rejected. Call it after
 * every change of one of them; each delivery has reminders of its own.
 */
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
  await syncTasks(unit, 'service.to_accept', [{ cause, waiting }], now, (group) => ({
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
