/** Tells both platforms what became of services: one notice for each kind, line and instant (AMB-55, D-25). */
import type { Instant } from '../../../domain/instant.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { NoticeKind } from '../../../domain/kinds.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import { endpointOf } from '../../../storage/collections/platforms.ts';
import { noticeIdOf, type UnitOfWork } from '../../../storage/unit-of-work.ts';
import { factsOfGroup, type ServiceGroup } from './service-group.ts';

export type ServiceNoticeKind = Extract<NoticeKind, `service.${string}`>;

export interface ServiceChange {
  readonly kind: ServiceNoticeKind;
  /** What tells this event from another one of the kind and line, its instant included. */
  readonly event: string;
  readonly at: Instant;
  readonly facts?: JsonObject;
}

/** Announces what happened to all units of a group at once. */
export function announceGroup(unit: UnitOfWork, group: ServiceGroup, news: ServiceChange): void {
  const [{ accountId, sandbox, lineId }] = group;
  const { kind, event, at, facts } = news;
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
 * Announces what a command did to one unit. Where the same happened to other units of the line at the very instant, which
 * a sandbox's clock allows, the notice in the built-in inbox takes this one in; an endpoint has been told, and is told of
 * this one by itself.
 */
export async function announceUnit(
  unit: UnitOfWork,
  service: ServiceDocument,
  news: ServiceChange,
): Promise<void> {
  const { models } = unit.database;
  const { session } = unit;
  const noticeId = noticeIdOf(news.kind, `${service.lineId}:${news.event}`);
  const earlier = await models.notices.findById(noticeId).session(session).lean();
  if (earlier === null) {
    announceGroup(unit, [service], news);
    return;
  }
  if (!(await isForInbox(unit, service))) {
    announceGroup(unit, [service], { ...news, event: `${news.event}:${service._id}` });
    return;
  }
  const { serviceIds } = earlier.payload;
  const told = await models.services
    .find({ _id: { $in: Array.isArray(serviceIds) ? serviceIds : [] } })
    .sort({ unit: 1 })
    .session(session)
    .lean();
  await models.notices.deleteOne({ _id: noticeId }, { session });
  await models.deliveries.deleteMany({ noticeId }, { session });
  announceGroup(unit, [service, ...told.filter(({ _id }) => _id !== service._id)], news);
}

async function isForInbox({ database, session }: UnitOfWork, { sandbox }: ServiceDocument): Promise<boolean> {
  const platforms = await database.models.platforms.find({}, { secrets: 0 }).session(session).lean();
  return platforms.every((platform) => endpointOf(platform, sandbox) === null);
}
