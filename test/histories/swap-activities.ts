/** Makes a history that no right code can have: two activities called in the other order. */
import type { HistoryJson } from './corpus.ts';

const MARKER = 'markerRecordedEventAttributes';

/** The markers of the first two local activities that follow each other in one task change places. */
export function withSwappedActivities({ events }: HistoryJson): HistoryJson {
  const at = events.findIndex((event, index) => MARKER in event && MARKER in (events[index + 1] ?? {}));
  const [first, second] = [events[at], events[at + 1]];
  if (first === undefined || second === undefined) throw new Error('no two activities follow each other');
  const swapped = [...events];
  swapped[at] = { ...first, [MARKER]: second[MARKER] };
  swapped[at + 1] = { ...second, [MARKER]: first[MARKER] };
  return { events: swapped };
}
