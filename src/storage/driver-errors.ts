/** What an error of the MongoDB driver means: a duplicate key, a lost connection, or a transaction worth another try. */
import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11_000;
const TRY_AGAIN = 'TransientTransactionError';
/** Node's codes for a socket whose other end is gone. The driver passes them on unchanged if a write fails at once. */
const LOST_SOCKET = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** True if a write violates a unique index. */
export function isDuplicateKey(error: unknown): error is mongo.MongoServerError {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/** True if a write inserts an `_id` that exists. */
export function isDuplicateId(error: unknown): boolean {
  if (!isDuplicateKey(error)) return false;
  const keyPattern: unknown = error['keyPattern'];
  return typeof keyPattern === 'object' && keyPattern !== null && '_id' in keyPattern;
}

/** True for an error of the socket, which the driver has not wrapped. */
export function isLostSocket(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && LOST_SOCKET.has(error.code);
}

/**
 * Unwraps the error of a transaction. A bulk write wraps whatever broke it, so that a lost connection looks like a server's
 * response, and a lost socket may not look like a driver's error at all. A lost connection is labelled as worth another
 * try, because a transaction whose connection is lost before its commit has no effect.
 */
export function plainDriverError(error: unknown): unknown {
  if (isLostSocket(error))
    return worthAnotherTry(new mongo.MongoNetworkError(error.message, { cause: error }));
  if (!(error instanceof mongo.MongoBulkWriteError)) return error;
  const wrapped: unknown = error.errorResponse;
  if (isLostSocket(wrapped)) return plainDriverError(wrapped);
  if (!(wrapped instanceof mongo.MongoError)) return error;
  return wrapped instanceof mongo.MongoNetworkError ? worthAnotherTry(wrapped) : wrapped;
}

function worthAnotherTry(error: mongo.MongoNetworkError): mongo.MongoNetworkError {
  error.addErrorLabel(TRY_AGAIN);
  return error;
}
