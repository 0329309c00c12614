/** Removes from a recorded history everything about the machine and the server that recorded it. */
import type { HistoryJson } from './corpus.ts';

/** Replaces every process, host and task queue. */
const RECORDER = 'recorder';

export function sanitized({ events }: HistoryJson): HistoryJson {
  return {
    events: events.map(({ taskId: _taskId, ...event }) => clean(event) as Record<string, unknown>),
  };
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, cleanField(key, field)]));
}

function cleanField(key: string, field: unknown): unknown {
  switch (key) {
    case 'identity':
    case 'binaryChecksum':
      return RECORDER;
    // The name consists of process, host, and a queue that no longer exists.
    case 'taskQueue':
      return {
        ...(field as object),
        name: RECORDER,
        ...('normalName' in (field as object) ? { normalName: RECORDER } : {}),
      };
    // Paths on the machine.
    case 'stackTrace':
      return '';
    default:
      return clean(field);
  }
}
