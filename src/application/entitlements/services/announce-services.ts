/** Notifies the platforms of changes of services: one notice for each kind, line and instant (AMB-55, D-25). */
import type { Instant } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { NoticeKind } from '../../../domain/kinds.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import { endpointOf } from '../../../storage/collections/platforms.ts';
import { noticeIdOf } from '../../../storage/side-effects.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { factsOfGroup, type ServiceGroup } from './service-group.ts';

export type ServiceNoticeKind = Extract<NoticeKind, `service.${string}`>;

export interface ServiceChange {
  readonly kind: ServiceNoticeKind;
  /** Distinguishes events of the same kind and line; contains the instant. */
  readonly event: string;
  readonly at: Instant;
  readonly facts?: JsonObject;
}

/** Announces a change of all units of a group. */
export function announceGroup(unit: UnitOfWork, group: ServiceGroup, change: ServiceChange): void {
  const [{ accountId, sandbox, lineId }] = group;
  const { kind, event, at, facts } = change;
  unit.notify({
    kind,
    cause: `${lineId}:${event}`,
    accountId,
    sandbox,
    at,
    payload: { ...factsOfGroup(group), at, ...facts },
  });
}

/**
 * Announces a change of one unit. If other units of the line changed likewise at the same instant, which happens on a
 * sandbox's frozen clock, the earlier notice is replaced by one for all of them. If the notices go to an endpoint, the
 * earlier one may already be sent, and the unit gets a notice of its own.
 */
export async function announceUnit(
  unit: UnitOfWork,
  service: ServiceDocument,
  change: ServiceChange,
): Promise<void> {
  const { models } = unit.database;
  const { session } = unit;
  const noticeId = noticeIdOf(change.kind, `${service.lineId}:${change.event}`);
  const earlier = await models.notices.findById(noticeId).session(session).lean();
  if (earlier === null) {
    announceGroup(unit, [service], change);
    return;
  }
  if (!(await isForInbox(unit, service))) {
    announceGroup(unit, [service], { ...change, event: `${change.event}:${service._id}` });
    return;
  }
  const { serviceIds } = earlier.payload;
  const announced = await models.services
    .find({ _id: { $in: Array.isArray(serviceIds) ? serviceIds : [] } })
    .sort({ unit: 1 })
    .session(session)
    .lean();
  await models.notices.deleteOne({ _id: noticeId }, { session });
  await models.deliveries.deleteMany({ noticeId }, { session });
  announceGroup(unit, [service, ...announced.filter(({ _id }) => _id !== service._id)], change);
}

async function isForInbox({ database, session }: UnitOfWork, { sandbox }: ServiceDocument): Promise<boolean> {
  const platforms = await database.models.platforms.find({}, { secrets: 0 }).session(session).lean();
  return platforms.every((platform) => endpointOf(platform, sandbox) === null);
}
