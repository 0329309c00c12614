/** JSON log lines on standard output, with everything that could be a secret taken out. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** Names of fields whose values never reach a log, whatever object they are in. */
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

/** How deep in a logged object a secret is still found, and how many causes of an error are told. */
const DEPTH = 4;

/** Longest text of a value, in characters, and of a whole line: histories and payloads of libraries are longer. */
const MOST_CHARACTERS = 8_192;
const MOST_LINE_CHARACTERS = 32_768;

/** A logger for one process or part of one; `name` says which. */
export function createLogger(config: Pick<Config, 'logLevel'>, name: string, to?: DestinationStream): Logger {
  const options = {
    name,
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFacts(error) },
    // Not pino's own redaction: on forty-eight paths it takes forty times as long as the line itself, for every request.
    hooks: { streamWrite: boundedLine },
    formatters: { log: (facts: Record<string, unknown>) => ({ ...withoutSecrets(facts, DEPTH) }) },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * What a log says of an error. No other field of it: drivers hang whole connections on theirs, in circles, which no line
 * can hold and which would cost the message too.
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

/** The same with every secret taken out, down to a depth. Copies only what holds one; errors tell their own facts. */
function withoutSecrets(facts: object, depth: number): object {
  const fields: [string, unknown][] = Object.entries(facts);
  let copy: object | null = null;
  for (const [name, value] of fields) {
    const told = toldOf(name, value, depth);
    if (told === value) continue;
    copy ??= Array.isArray(facts) ? fields.map(([, field]) => field) : { ...facts };
    Object.assign(copy, { [name]: told });
  }
  return copy ?? facts;
}

function toldOf(name: string, value: unknown, depth: number): unknown {
  if (SECRET_FIELDS.has(name)) return value === undefined ? undefined : '[redacted]';
  if (typeof value === 'string') return bounded(value);
  if (depth === 1 || typeof value !== 'object' || value === null || value instanceof Error) return value;
  return withoutSecrets(value, depth - 1);
}

function bounded(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)} … ${text.length - MOST_CHARACTERS} characters cut`;
}

/** A line of bearable length: of one that is longer what says where it comes from, and the begin of its message. */
function boundedLine(line: string): string {
  if (line.length <= MOST_LINE_CHARACTERS) return line;
  const { level, time, pid, name, msg } = JSON.parse(line) as Record<string, unknown>;
  const told = typeof msg === 'string' ? bounded(msg) : msg;
  return `${JSON.stringify({ level, time, pid, name, cutCharacters: line.length, msg: told })}\n`;
}
