/** Takes out of a recorded history what tells of the machine that recorded it, and what only its server knew. */
import type { HistoryJson } from './corpus.ts';

/** The constant that stands for every process, host and task queue. */
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
    // Its name is made of process and host, and of a queue that is gone.
    case 'taskQueue':
      return {
        ...(field as object),
        name: RECORDER,
        ...('normalName' in (field as object) ? { normalName: RECORDER } : {}),
      };
    // Paths of the machine.
    case 'stackTrace':
      return '';
    default:
      return clean(field);
  }
}
