/**
 * Maps whatever was thrown to a domain error. Domain errors pass unchanged, unavailable servers become `unavailable`,
 * and errors of Express get their own code. Everything else becomes `internal`, whose cause is logged and never sent.
 */
import type { JsonObject } from '../../domain/json.ts';
import { ERRORS, type ErrorKey } from '../../domain/error-table.ts';
import { DomainError, type Violation } from '../../domain/errors.ts';
import { ClockOffError } from '../../storage/clock-guard.ts';
import { packingErrorOf } from '../pipeline/body-packing.ts';
import { isLostSocket } from '../../storage/driver-errors.ts';

export interface Verdict {
  readonly refusal: DomainError;
  /** False for an unexpected error, which is logged with its stack. */
  readonly expected: boolean;
}

/** Returns the domain error for a thrown value, taken from the error itself or from one of its causes. */
export function domainErrorOf(error: unknown): Verdict {
  for (const cause of causesOf(error)) {
    const known = domainError(cause) ?? requestError(cause) ?? unavailableError(cause);
    if (known !== null) return { refusal: known, expected: true };
  }
  return { refusal: new DomainError('internal'), expected: false };
}

/** Returns the error and its causes, outermost first. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at instanceof Error && !causes.includes(at); at = at.cause) causes.push(at);
  return causes;
}

/** A domain error of this process, or of a worker: Temporal transports it as a failure of type `DomainError`. */
function domainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof ClockOffError) return error.asDomainError();
  if (textOf(error, 'type') !== 'DomainError') return null;
  const details = fieldOf(error, 'details');
  const serialized: unknown = Array.isArray(details) ? details[0] : undefined;
  const key = textOf(serialized, 'key');
  if (key === undefined || !isErrorKey(key)) return null;
  const evidence = fieldOf(serialized, 'evidence');
  const rule = textOf(serialized, 'rule');
  const errors = fieldOf(serialized, 'errors');
  return new DomainError(key, isObject(evidence) ? (evidence as JsonObject) : {}, {
    ...(rule === undefined ? {} : { rule }),
    // Our own worker serialized a DomainError, so the type is known.
    ...(Array.isArray(errors) ? { errors: errors as Violation[] } : {}),
  });
}

function isErrorKey(text: string): text is ErrorKey {
  return Object.hasOwn(ERRORS, text);
}

/** Errors of Express and its body reader. */
function requestError(error: unknown): DomainError | null {
  if (error instanceof URIError) return new DomainError('not_found', { kind: 'address' });
  const status = fieldOf(error, 'status');
  if (fieldOf(error, 'expose') !== true || typeof status !== 'number') return null;
  if (status === 413)
    return new DomainError('payload_too_large', { limitBytes: Number(fieldOf(error, 'limit')) });
  const packing = packingErrorOf(error);
  if (packing !== null) return packing;
  // The body was cut off, or its length differs from `Content-Length`.
  return status < 500 ? new DomainError('malformed_json', { reason: textOf(error, 'message') ?? '' }) : null;
}

const MONGODB_AWAY = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoExpiredSessionError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
]);
/** Labels of errors that the driver retried in vain: fail-overs and persistent conflicts. */
const MONGODB_RETRY_LABELS = [
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'RetryableWriteError',
];
/** Codes of a server that is stepping down, shutting down or starting, and of a write concern that timed out. */
const MONGODB_AWAY_CODES = new Set([64, 91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);
/** gRPC: cancelled, deadline exceeded, resource exhausted, unavailable. */
const TEMPORAL_AWAY_CODES = new Set([1, 4, 8, 14]);

/** The error for a server that cannot be reached or does not respond. */
function unavailableError(error: unknown): DomainError | null {
  if (isMongodbAway(error)) return new DomainError('unavailable', { service: 'MongoDB' });
  if (isTemporalAway(error)) return new DomainError('unavailable', { service: 'Temporal' });
  return null;
}

function isMongodbAway(error: unknown): boolean {
  // Payment providers and Temporal have their own error types for a broken connection.
  if (isLostSocket(error)) return true;
  const name = textOf(error, 'name') ?? '';
  if (!name.startsWith('Mongo')) return false;
  if (MONGODB_AWAY.has(name)) return true;
  const labels = fieldOf(error, 'errorLabels');
  if (Array.isArray(labels) && MONGODB_RETRY_LABELS.some((label) => labels.includes(label))) return true;
  const code = fieldOf(error, 'code');
  return typeof code === 'number' && MONGODB_AWAY_CODES.has(code);
}

function isTemporalAway(error: unknown): boolean {
  if (textOf(error, 'name') === 'WorkflowUpdateRPCTimeoutOrCancelledError') return true;
  // gRPC errors carry their metadata beside the code.
  const code = fieldOf(error, 'metadata') === undefined ? undefined : fieldOf(error, 'code');
  return typeof code === 'number' && TEMPORAL_AWAY_CODES.has(code);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : undefined;
}
