/** Classifies failures of a transaction of usages: whether it may pass, and whether one account causes it. */
import { mongo, MongooseError } from 'mongoose';
import { isDuplicateKey } from '../../../storage/driver-errors.ts';
import { StaleLedgerError } from '../write-sessions.ts';

/** LockTimeout and WriteConflict. MongoDB does not say which document. */
const CONFLICT_CODES: ReadonlySet<unknown> = new Set([24, 112]);

/** True where another writer changed or locked the ledger of an account. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof StaleLedgerError ||
    (error instanceof mongo.MongoServerError && CONFLICT_CODES.has(error.code))
  );
}

/** True where one account of the transaction causes the failure, so that the others can commit without it. */
export function isOfOneAccount(error: unknown): boolean {
  if (isConflict(error) || isDuplicateKey(error)) return true;
  if (error instanceof mongo.MongoServerError) return !isTransient(error);
  return !(error instanceof mongo.MongoError || error instanceof MongooseError);
}

/** True for a conflict with another writer, a change of the primary, or a commit whose result was lost. */
export function isTransient(error: unknown): boolean {
  return (
    isConflict(error) ||
    (error instanceof mongo.MongoError &&
      (error.hasErrorLabel('TransientTransactionError') ||
        error.hasErrorLabel('UnknownTransactionCommitResult')))
  );
}
