/** Reads the head of a ledger so that other writers of the account wait until the transaction ends. */
import type { AccountId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';

/** Its version moves, so that nobody goes on with what he remembers. Null for an unknown account. */
export function lockLedger(
  { models }: Database,
  accountId: AccountId,
  session: Session,
): Promise<LedgerDocument | null> {
  return models.ledgers
    .findOneAndUpdate({ _id: accountId }, { $inc: { version: 1 } }, { session, returnDocument: 'after' })
    .lean();
}
