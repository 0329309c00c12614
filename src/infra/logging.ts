/** JSON log lines on standard output, with secrets removed. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** Fields whose values are never logged, in whatever object they occur. */
const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'apiKey',
  'authorization',
  'cookie',
  'credentials',
  'key',
  'keys',
  'password',
  'privateKey',
  'secret',
  'secrets',
  'signature',
  'token',
]);

/** Depth to which logged objects are searched for secrets, and the number of causes of an error that are logged. */
const DEPTH = 4;

/** Maximum length in characters of a value and of a line. Histories and payloads of libraries are longer. */
const MOST_CHARACTERS = 8_192;
const MOST_LINE_CHARACTERS = 32_768;

/** A logger for a process or a part of one; `name` identifies it. */
export function createLogger(config: Pick<Config, 'logLevel'>, name: string, to?: DestinationStream): Logger {
  const options = {
    name,
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFacts(error) },
    // pino's own redaction of 48 paths takes forty times as long as the line itself, on every request.
    hooks: { streamWrite: boundedLine },
    formatters: { log: (facts: Record<string, unknown>) => ({ ...withoutSecrets(facts, DEPTH) }) },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * The fields of an error that are logged. Drivers attach whole connections to their errors, with cycles that cannot be
 * serialized; logging those would lose the message too.
 */
function errorFacts(error: unknown, causes = DEPTH): unknown {
  if (!(error instanceof Error)) return error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: bounded(error.message),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: bounded(error.stack ?? ''),
    ...(error.cause instanceof Error && causes > 0 && { cause: errorFacts(error.cause, causes - 1) }),
  };
}

/** A copy without secrets, down to a fixed depth. Copies only objects that contain one. */
function withoutSecrets(facts: object, depth: number): object {
  const fields: [string, unknown][] = Object.entries(facts);
  let copy: object | null = null;
  for (const [name, value] of fields) {
    const logged = loggedValue(name, value, depth);
    if (logged === value) continue;
    copy ??= Array.isArray(facts) ? fields.map(([, field]) => field) : { ...facts };
    Object.assign(copy, { [name]: logged });
  }
  return copy ?? facts;
}

function loggedValue(name: string, value: unknown, depth: number): unknown {
  if (SECRET_FIELDS.has(name)) return value === undefined ? undefined : '[redacted]';
  if (typeof value === 'string') return bounded(value);
  if (depth === 1 || typeof value !== 'object' || value === null || value instanceof Error) return value;
  return withoutSecrets(value, depth - 1);
}

function bounded(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)} … ${text.length - MOST_CHARACTERS} characters cut`;
}

/** Shortens a line that is too long to where it comes from and the beginning of its message. */
function boundedLine(line: string): string {
  if (line.length <= MOST_LINE_CHARACTERS) return line;
  const { level, time, pid, name, msg } = JSON.parse(line) as Record<string, unknown>;
  const message = typeof msg === 'string' ? bounded(msg) : msg;
  return `${JSON.stringify({ level, time, pid, name, cutCharacters: line.length, msg: message })}\n`;
}
