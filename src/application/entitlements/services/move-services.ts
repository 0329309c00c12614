/** Changes services together with the tallies of their lines: the one way in which a service comes to another state. */
import { movedTally } from '../../../domain/orders/service-tally.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { groupsBy } from './service-group.ts';

/** What is needed of a service to move it. */
export type MovedService = Pick<ServiceDocument, '_id' | 'lineId' | 'state'>;

/**
 * Gives services of an order the same changes, their state among them, and answers the order's lines with their tallies
 * counted anew, for the caller to store in the same transaction. Throws where a service is not in the state that was read.
 */
export async function moveServices(
  unit: UnitOfWork,
  lines: readonly OrderLineRecord[],
  services: readonly MovedService[],
  { state, ...changes }: Partial<ServiceDocument> & Pick<ServiceDocument, 'state'>,
): Promise<OrderLineRecord[]> {
  const { matchedCount } = await unit.database.models.services.updateMany(
    { _id: { $in: services.map(({ _id }) => _id) }, state: { $in: [...groupsBy(services, stateOf).keys()] } },
    { $set: { state, ...changes } },
    { session: unit.session },
  );
  if (matchedCount !== services.length)
    throw new Error(
      `${services.length} services were to be changed, ${matchedCount} stand as they were read`,
    );
  const byLine = groupsBy(services, ({ lineId }) => lineId);
  return lines.map((line) => {
    const moved = groupsBy(byLine.get(line.id) ?? [], stateOf);
    if (moved.size === 0) return line;
    if (line.services === null) throw new Error(`line ${line.id} has no services to move`);
    const endedAt = changes.endedAt ?? null;
    const tally = [...moved].reduce(
      (before, [from, { length: count }]) => movedTally(before, { from, to: state, count, endedAt }),
      line.services,
    );
    return { ...line, services: tally };
  });
}

function stateOf({ state }: MovedService): ServiceDocument['state'] {
  return state;
}
