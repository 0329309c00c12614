/** Says what a driver's error really is, so that transactions are tried again when they may be. */
import { mongo } from 'mongoose';

const TRY_AGAIN = 'TransientTransactionError';

/**
 * A write of several documents wraps whatever broke it, and a connection that was lost looks then like an answer of the
 * server. Gives back what was wrapped; one that is a lost connection is marked as worth another try, for a transaction
 * whose connection is lost before its commit is gone as a whole.
 */
export function plainDriverError(error: unknown): unknown {
  if (!(error instanceof mongo.MongoBulkWriteError)) return error;
  const wrapped: unknown = error.errorResponse;
  if (!(wrapped instanceof mongo.MongoError)) return error;
  if (wrapped instanceof mongo.MongoNetworkError) wrapped.addErrorLabel(TRY_AGAIN);
  return wrapped;
}
