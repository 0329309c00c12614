/** A change of one account's ledger inside a larger unit of work: crediting, settling what fell due, corrections. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { lockLedger } from './lock-ledger.ts';
import { LedgerSession } from './ledger-session.ts';
import { MOST_DUE, settleFirst } from './settle-ledger.ts';
import { writeSessions } from './write-sessions.ts';

/**
 * Opens the account's book, lets `work` book on it and stores the result. The head is touched before it is read, so
 * that two such changes exclude each other from their first step on. Where more is due than one transaction books, that is
 * booked before the unit of work, which begins anew. Throws `not_found` for an unknown account.
 */
export async function changeLedger<T>(
  unit: UnitOfWork,
  accountId: AccountId,
  work: (book: LedgerSession) => Promise<T> | T,
): Promise<T> {
  const head = await lockLedger(unit.database, accountId, unit.session);
  if (head === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const book = new LedgerSession(head, unit.recordedAt, MOST_DUE);
  if (!book.isSettled) throw settleFirst(accountId);
  const result = await work(book);
  if (book.changed) await writeSessions(unit, [book]);
  return result;
}
