/** Units of one service line that stand alike at one instant: they share a deadline, a task and a notice (D-25). */
import type { ServiceId } from '../../../domain/ids.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';

/** At least one unit, all of one line. */
export type ServiceGroup = readonly [ServiceDocument, ...ServiceDocument[]];

const MOST_IDS = 200;

/** The units by a key, in the order of the first of each. */
export function groupsBy<Key, Service = ServiceDocument>(
  services: readonly Service[],
  keyOf: (service: Service) => Key,
): Map<Key, [Service, ...Service[]]> {
  const groups = new Map<Key, [Service, ...Service[]]>();
  for (const service of services) {
    const key = keyOf(service);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [service]);
    else group.push(service);
  }
  return groups;
}

/** What deadlines, tasks and notices say of a group: the single unit, or how many there are, with up to 200 of their ids. */
export function factsOfGroup(group: ServiceGroup): JsonObject & { readonly serviceIds: ServiceId[] } {
  const [{ _id, orderId, lineId, sku, organizationId, mode }] = group;
  return {
    orderId,
    lineId,
    ...(group.length === 1 ? { serviceId: _id } : {}),
    serviceIds: idsOf(group),
    count: group.length,
    sku,
    organizationId,
    mode,
  };
}

/** The same for a deadline. */
export function serviceFieldsOf(group: ServiceGroup): {
  readonly serviceId: ServiceId | null;
  readonly serviceIds: ServiceId[];
} {
  return { serviceId: group.length === 1 ? group[0]._id : null, serviceIds: idsOf(group) };
}

function idsOf(group: ServiceGroup): string[] {
  return group.slice(0, MOST_IDS).map(({ _id }) => _id);
}
