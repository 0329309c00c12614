/** Units of one service line that are in the same situation and so share a deadline, a task and a notice (D-25). */
import type { ServiceId } from '../../../domain/ids.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';

/** At least one unit, all of one line. */
export type ServiceGroup = readonly [ServiceDocument, ...ServiceDocument[]];

const MOST_IDS = 200;

/** Groups the units by a key, in the order in which the keys first occur. */
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

/** The facts of a group for tasks and notices: the single unit, or the number of units with up to 200 of their ids. */
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

/** The fields of a deadline that name the units of a group. */
export function serviceFieldsOf(group: ServiceGroup): {
  readonly serviceId: ServiceId | null;
  readonly serviceIds: ServiceId[];
} {
  return { serviceId: group.length === 1 ? group[0]._id : null, serviceIds: idsOf(group) };
}

function idsOf(group: ServiceGroup): string[] {
  return group.slice(0, MOST_IDS).map(({ _id }) => _id);
}
