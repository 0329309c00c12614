/** A change of one account's ledger within a larger unit of work: crediting, settling what fell due, corrections. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { LedgerSession } from './ledger-session.ts';
import { lockLedger } from './ledger-state.ts';
import { MOST_DUE, settleFirst } from './settle-ledger.ts';
import { writeSessions } from './write-sessions.ts';

/**
 * Opens the account's ledger, lets `work` book on it and stores the result. The ledger is locked from the first step, so two
 * such changes exclude each other. Where more is due than one transaction may book, that is settled in transactions of its
 * own and the unit of work starts again. Throws `not_found` for an unknown account.
 */
export async function changeLedger<T>(
  unit: UnitOfWork,
  accountId: AccountId,
  work: (ledger: LedgerSession) => Promise<T> | T,
): Promise<T> {
  const state = await lockLedger(unit.database, accountId, unit.session);
  if (state === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const ledger = new LedgerSession(state, unit.recordedAt, MOST_DUE);
  if (!ledger.isSettled) throw settleFirst(accountId);
  const result = await work(ledger);
  if (ledger.changed) await writeSessions(unit, [ledger]);
  return result;
}
