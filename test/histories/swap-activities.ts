/** Makes a history that no correct code can produce: two activities in the wrong order. */
import type { HistoryJson } from './corpus.ts';

const MARKER = 'markerRecordedEventAttributes';

/** Swaps the markers of the first two consecutive local activities of one workflow task. */
export function withSwappedActivities({ events }: HistoryJson): HistoryJson {
  const at = events.findIndex((event, index) => MARKER in event && MARKER in (events[index + 1] ?? {}));
  const [first, second] = [events[at], events[at + 1]];
  if (first === undefined || second === undefined) throw new Error('no two activities follow each other');
  const swapped = [...events];
  swapped[at] = { ...first, [MARKER]: second[MARKER] };
  swapped[at + 1] = { ...second, [MARKER]: first[MARKER] };
  return { events: swapped };
}
