/** Activities as they are, but for telling when what they committed is what a measurement waits for. */
import type { EpisodeActivities } from '../../workflows/arrears-activities.ts';
import type { OrderActivities, TransitionResult } from '../../workflows/order-activities.ts';
import type { Awaited } from './awaited.ts';

/** Tells when the record of an order says `active`. An answer comes after its transaction is committed. */
export function tellingOfActive(active: Awaited, activities: OrderActivities): OrderActivities {
  const telling = async (asked: Promise<TransitionResult>): Promise<TransitionResult> => {
    const result = await asked;
    if (result.view.state === 'active') active.tell(result.view.orderId);
    return result;
  };
  return {
    ...activities,
    startFulfilment: (input) => telling(activities.startFulfilment(input)),
    creditLines: (input) => telling(activities.creditLines(input)),
  };
}

/** Notes when an episode's record first said that its service is suspended. */
export function tellingOfSuspension(
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
