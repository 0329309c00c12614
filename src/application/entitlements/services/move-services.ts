/**
 * Moves services to another state together with the tallies of their lines. No other code changes a service's state.
 */
import { movedTally } from '../../../domain/orders/service-tally.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { OrderLineRecord } from '../../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import { groupsBy } from './service-group.ts';

/** The fields of a service that moving it needs. */
export type MovedService = Pick<ServiceDocument, '_id' | 'lineId' | 'state'>;

/**
 * Applies the same changes, including the new state, to services of an order. Returns the order's lines with updated
 * tallies, which the caller stores in the same transaction. Throws if a service is no longer in the state that was
 * read.
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
      `of ${services.length} services to change, only ${matchedCount} are in the state that was read`,
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
