/** Says what a driver's error really is, so that transactions are tried again when they may be. */
import { mongo } from 'mongoose';

const TRY_AGAIN = 'TransientTransactionError';
/** What Node says of a socket whose other end is gone; the driver passes it on as it is when the write fails at once. */
const LOST_SOCKET = new Set<unknown>([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** True for an error of a socket, which is none of the driver's own. */
export function isLostSocket(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && LOST_SOCKET.has(error.code);
}

/**
 * A write of several documents wraps whatever broke it, and a connection that was lost looks then like an answer of the
 * server; or it looks like an error of nobody. Gives back what it is. A lost connection is marked as worth another try,
 * for a transaction whose connection is lost before its commit is gone as a whole.
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
