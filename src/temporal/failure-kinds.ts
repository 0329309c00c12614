/**
 * Classifies the errors of activities and messages, one row for each kind. An error that is not known to be transient is a
 * fault: it is reported to an operator and retried rarely, never at full speed.
 */
import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { TemporalFailure } from '@temporalio/common';
import mongoose, { mongo } from 'mongoose';
import { DomainError } from '../domain/errors.ts';
import { ClockOffError } from '../storage/clock-guard.ts';
import { isLostSocket } from '../storage/driver-errors.ts';
import { grpcFailureIn, INVALID_ARGUMENT } from './grpc-status.ts';

export type FailureKind =
  /** The rules say no: expected, and the same however often it is asked. */
  | 'refusal'
  /** A server that is away, slow or busy with another: the same again succeeds when it is back. */
  | 'passing'
  /** Something that must not happen: a broken invariant, a mistake in the program, a write that MongoDB never takes. */
  | 'fault';

/**
 * Answers of MongoDB that are the same for the same command: bad values and paths (2, 9, 14, 28, 31, 40, 52, 57, 66), unknown
 * commands (59, 72, 73, 115), a document that its collection refuses (121) or that is too large (10334, 17419, 17420), and
 * a natural key that is taken (11000).
 */
const HOPELESS_CODES = new Set<unknown>([
  2, 9, 14, 28, 31, 40, 52, 57, 59, 66, 72, 73, 115, 121, 10_334, 11_000, 17_280, 17_419, 17_420,
]);
const ABORTED = new Set(['AbortError', 'TimeoutError']);

/** The first row that matches an error decides. */
const KINDS: readonly (readonly [FailureKind, (error: Error) => boolean])[] = [
  ['passing', (error) => error instanceof DomainError && error.code === 'unavailable'],
  ['refusal', (error) => error instanceof DomainError],
  ['passing', (error) => error instanceof ClockOffError],
  ['fault', (error) => error instanceof mongo.MongoServerError && HOPELESS_CODES.has(error.code)],
  ['fault', (error) => error instanceof mongo.MongoInvalidArgumentError],
  ['passing', (error) => error instanceof mongo.MongoError],
  ['passing', (error) => error instanceof mongoose.Error.MongooseServerSelectionError],
  // Mongoose has no class of its own for a connection that is lost.
  ['passing', (error) => error.constructor === mongoose.Error],
  ['fault', (error) => grpcFailureIn(error)?.code === INVALID_ARGUMENT],
  ['passing', (error) => error instanceof TemporalFailure || error instanceof ServiceError],
  ['passing', (error) => error instanceof WorkflowUpdateRPCTimeoutOrCancelledError],
  // gRPC errors carry their metadata beside the code; errors of the operating system the call that failed.
  ['passing', (error) => 'metadata' in error || 'syscall' in error || isLostSocket(error)],
  ['passing', (error) => ABORTED.has(error.name)],
];

/** The kind of an error. An error of no known kind has the kind of its cause. */
export function failureKindOf(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'fault';
  const known = KINDS.find(([, is]) => is(error));
  if (known !== undefined) return known[0];
  return error.cause instanceof Error && error.cause !== error ? failureKindOf(error.cause) : 'fault';
}
