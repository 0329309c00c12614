/** JSON log lines on standard output, with everything that could be a secret taken out. */
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** Names of fields whose values never reach a log, whatever object they are in. */
const SECRET_FIELDS = [
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
];

/** How deep in a logged object a secret is still found, and how many causes of an error are told. */
const DEPTH = 4;

const redacted = SECRET_FIELDS.flatMap((field) =>
  Array.from({ length: DEPTH }, (_, depth) => '*.'.repeat(depth) + field),
);

/** A logger for one process or part of one; `name` says which. */
export function createLogger(config: Pick<Config, 'logLevel'>, name: string, to?: DestinationStream): Logger {
  const options = {
    name,
    level: config.logLevel,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => errorFacts(error) },
    redact: { paths: redacted, censor: '[redacted]' },
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
    message: error.message,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: error.stack,
    ...(error.cause instanceof Error && causes > 0 && { cause: errorFacts(error.cause, causes - 1) }),
  };
}
