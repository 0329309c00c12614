/** What a transaction of uses may fail with, and whom that concerns. */
import { mongo, MongooseError } from 'mongoose';
import { isDuplicateKey } from '../../../storage/idempotency.ts';
import { StaleLedgerError } from '../write-sessions.ts';

/** Another transaction holds a document, or a collection is locked. MongoDB does not say whose document. */
const HELD_BY_ANOTHER: ReadonlySet<unknown> = new Set([24, 112]);

/** True where another writer of an account came between. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof StaleLedgerError ||
    (error instanceof mongo.MongoServerError && HELD_BY_ANOTHER.has(error.code))
  );
}

/** True where some account of the transaction is at fault, so that the others need not suffer. */
export function isOfOneAccount(error: unknown): boolean {
  if (isConflict(error) || isDuplicateKey(error)) return true;
  if (error instanceof mongo.MongoServerError) return !mayPass(error);
  return !(error instanceof mongo.MongoError || error instanceof MongooseError);
}

/** A conflict with another writer, a server that changes its role, or a commit whose answer was lost. */
export function mayPass(error: unknown): boolean {
  return (
    isConflict(error) ||
    (error instanceof mongo.MongoError &&
      (error.hasErrorLabel('TransientTransactionError') ||
        error.hasErrorLabel('UnknownTransactionCommitResult')))
  );
}
