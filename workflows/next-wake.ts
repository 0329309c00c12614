/** What a run wakes for by itself: a blocked step, the next instant of the record, or its own end. */
import type { Blockage } from './blockage.ts';
import type { EntityDescription, EntityView } from './entity-description.ts';
import type { RunSpan } from './run-span.ts';
import type { Wake } from './wake-timer.ts';

/** Clocks differ a little: a timer that fires before its instant is set again for at least this long. */
const SHORTEST_WAIT_MS = 1_000;

/** Key of the wake at which the run ends. */
export const RUN_END = 'end';

export function nextWakeOf<View extends EntityView>(
  view: View | null,
  description: Pick<EntityDescription<View>, 'wakesAt'>,
  blockage: Pick<Blockage, 'waitMs' | 'key'>,
  { endsAtMs }: Pick<RunSpan, 'endsAtMs'>,
): Wake {
  if (blockage.waitMs !== null) {
    return { key: blockage.key, waitMs: blockage.waitMs, summary: 'tries the blocked step again' };
  }
  const at = view === null ? null : description.wakesAt(view);
  if (view !== null && at !== null && Date.parse(at) < endsAtMs) {
    const waitMs = Math.max(SHORTEST_WAIT_MS, Date.parse(at) - Date.now());
    return { key: at, waitMs, summary: `waits for ${view.operatorView.waitsFor}` };
  }
  return { key: RUN_END, waitMs: endsAtMs - Date.now(), summary: 'continues as a new run' };
}
