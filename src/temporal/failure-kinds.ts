/**
 * Classifies the errors of activities and messages, one row for each kind. An error that is not known to be transient is
 * permanent: it is reported to an operator and retried rarely, never at full speed.
 */
import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { TemporalFailure } from '@temporalio/common';
import mongoose, { mongo } from 'mongoose';
import { DomainError } from '../domain/errors.ts';
import { ClockOffError } from '../storage/clock-guard.ts';
import { isLostSocket } from '../storage/driver-errors.ts';
import { grpcFailureIn, INVALID_ARGUMENT } from './grpc-status.ts';

export type FailureKind =
  /** A rule refuses it: expected, and the same on every attempt. */
  | 'domain_error'
  /** A server is away, slow or busy: a later attempt succeeds. */
  | 'transient'
  /** A bug: a broken invariant, an error in the program, a write that MongoDB never accepts. */
  | 'permanent';

/**
 * Responses of MongoDB that are the same for the same command: bad values and paths (2, 9, 14, 28, 31, 40, 52, 57, 66), unknown
 * commands (59, 72, 73, 115), a document that its collection refuses (121) or that is too large (10334, 17419, 17420), and
 * a natural key that is taken (11000).
 */
const HOPELESS_CODES = new Set<unknown>([
  2, 9, 14, 28, 31, 40, 52, 57, 59, 66, 72, 73, 115, 121, 10_334, 11_000, 17_280, 17_419, 17_420,
]);
const ABORTED = new Set(['AbortError', 'TimeoutError']);

/** The first row that matches an error decides. */
const KINDS: readonly (readonly [FailureKind, (error: Error) => boolean])[] = [
  ['transient', (error) => error instanceof DomainError && error.code === 'unavailable'],
  ['domain_error', (error) => error instanceof DomainError],
  ['transient', (error) => error instanceof ClockOffError],
  ['permanent', (error) => error instanceof mongo.MongoServerError && HOPELESS_CODES.has(error.code)],
  ['permanent', (error) => error instanceof mongo.MongoInvalidArgumentError],
  ['transient', (error) => error instanceof mongo.MongoError],
  ['transient', (error) => error instanceof mongoose.Error.MongooseServerSelectionError],
  // Mongoose has no class of its own for a connection that is lost.
  ['transient', (error) => error.constructor === mongoose.Error],
  ['permanent', (error) => grpcFailureIn(error)?.code === INVALID_ARGUMENT],
  ['transient', (error) => error instanceof TemporalFailure || error instanceof ServiceError],
  ['transient', (error) => error instanceof WorkflowUpdateRPCTimeoutOrCancelledError],
  // gRPC errors carry their metadata beside the code; errors of the operating system the call that failed.
  ['transient', (error) => 'metadata' in error || 'syscall' in error || isLostSocket(error)],
  ['transient', (error) => ABORTED.has(error.name)],
];

/** The kind of an error. An error of no known kind has the kind of its cause. */
export function failureKindOf(error: unknown): FailureKind {
  if (!(error instanceof Error)) return 'permanent';
  const known = KINDS.find(([, is]) => is(error));
  if (known !== undefined) return known[0];
  return error.cause instanceof Error && error.cause !== error ? failureKindOf(error.cause) : 'permanent';
}
