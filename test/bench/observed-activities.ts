/** The product's activities, which also report when the commit happened that a measurement waits for. */
import type { EpisodeActivities } from '../../workflows/arrears-activities.ts';
import type { OrderActivities, TransitionResult } from '../../workflows/order-activities.ts';
import type { Awaited } from './awaited.ts';

/** Resolves the order once its record is `active`. An activity returns after its transaction is committed. */
export function observingActive(active: Awaited, activities: OrderActivities): OrderActivities {
  const observed = async (call: Promise<TransitionResult>): Promise<TransitionResult> => {
    const result = await call;
    if (result.view.state === 'active') active.resolve(result.view.orderId);
    return result;
  };
  return {
    ...activities,
    startFulfilment: (input) => observed(activities.startFulfilment(input)),
    creditLines: (input) => observed(activities.creditLines(input)),
  };
}

/** Records when an episode was first seen as suspended. */
export function observingSuspension(
  suspendedAtMs: Map<string, number>,
  activities: EpisodeActivities,
): EpisodeActivities {
  return {
    ...activities,
    suspendEpisode: async (input) => {
      const view = await activities.suspendEpisode(input);
      const isSuspended = view !== null && view.suspendedAt !== null;
      if (isSuspended && !suspendedAtMs.has(input.episodeId)) {
        suspendedAtMs.set(input.episodeId, Date.now());
      }
      return view;
    },
  };
}
