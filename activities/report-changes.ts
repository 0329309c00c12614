/** Has the activities of an order report to its workflow what changed, instead of the whole order. */
import { changesOf, type KnownRecord } from '../src/domain/record-changes.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import type {
  OrderActivities,
  OrderRecord,
  OrderReport,
  ReportingOrderActivities,
  TransitionResult,
} from '../workflows/order-activities.ts';

type Activity = (input: never) => Promise<OrderRecord | TransitionResult>;

/** The same activities. What their caller knows of the order comes with the input. */
export function reportingChanges(activities: OrderActivities): ReportingOrderActivities {
  const entries = Object.entries(activities as unknown as Record<string, Activity>);
  return Object.fromEntries(
    entries.map(([name, activity]) => [
      name,
      async ({ known = {}, ...input }: { readonly known?: KnownRecord<OrderView> }) =>
        reportOf(known, await activity(input as never)),
    ]),
  ) as unknown as ReportingOrderActivities;
}

function reportOf(known: KnownRecord<OrderView>, result: OrderRecord | TransitionResult): OrderReport {
  if (!('view' in result)) return changesOf(known, result);
  return { ...(result.conflict && { conflict: true }), ...changesOf(known, result.view) };
}
