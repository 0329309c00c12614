/** Parses one line of a server's log: pino, MongoDB and Temporal each have a JSON format of their own. */
import { z } from 'zod';

export interface LogLine {
  /** Unknown for a line that is not JSON, such as a stack trace. */
  readonly severity: 'info' | 'warning' | 'error' | 'unknown';
  readonly text: string;
}

const jsonLine = z.object({
  msg: z.string(),
  // pino and Temporal: a number and a word.
  level: z.union([z.number(), z.string()]).optional(),
  err: z.object({ message: z.string() }).optional(),
  error: z.string().optional(),
  // MongoDB.
  s: z.string().optional(),
  attr: z.record(z.string(), z.unknown()).optional(),
});

export function readLogLine(line: string): LogLine {
  const parsed = jsonLine.safeParse(parseJson(line));
  if (!parsed.success) return { severity: 'unknown', text: line.trim() };
  const { msg, level, err, error, s, attr } = parsed.data;
  const details = [err?.message, error, attr && JSON.stringify(attr)].filter(
    (detail) => detail !== undefined,
  );
  return { severity: severityOf(level ?? s), text: [msg, ...details].join(': ') };
}

function severityOf(level: number | string | undefined): LogLine['severity'] {
  if (typeof level === 'number') return level >= 50 ? 'error' : level >= 40 ? 'warning' : 'info';
  if (level === undefined) return 'unknown';
  if (/^(E|F|ERROR|FATAL|PANIC)/i.test(level)) return 'error';
  return /^W/i.test(level) ? 'warning' : 'info';
}

function parseJson(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
