/**
 * Reads agreements. Whether one is in force depends on today's date in the account's time zone, so each comes with it.
 */
import { dateIn, type CalendarDate } from '../../domain/calendar.ts';
import type { AccountId, AgreementId } from '../../domain/ids.ts';
import type { AgreementDocument } from '../../storage/collections/agreements.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import { accountScopes, type ScopeQuery } from '../access/account-scope.ts';
import { visibleTo, type Caller } from '../access/caller.ts';

/** An agreement with today's date in its account's time zone. */
export interface AgreementToday {
  readonly agreement: AgreementDocument;
  readonly today: CalendarDate;
}

/** Throws `not_found` if the agreement does not exist or the caller's key does not cover its account. */
export async function findAgreement(
  { models }: Database,
  caller: Caller,
  id: AgreementId,
): Promise<AgreementDocument> {
  return visibleTo(caller, await models.agreements.findById(id).lean(), { kind: 'agreement', id });
}

/** Newest first. */
export async function listAgreements(
  dependencies: TransactionDependencies,
  caller: Caller,
  query: ScopeQuery & PageRequest,
): Promise<Page<AgreementToday>> {
  const { database } = dependencies;
  const { documents, nextCursor } = await readPage<AgreementDocument>(
    database.models.agreements,
    { scopes: await accountScopes(database, caller, query), sort: { _id: -1 } },
    query,
  );
  return { documents: await withToday(dependencies, documents), nextCursor };
}

/** Adds today's date to agreements. */
export async function withToday(
  { database, serverNow }: TransactionDependencies,
  agreements: readonly AgreementDocument[],
): Promise<AgreementToday[]> {
  const ids = [...new Set(agreements.map(({ accountId }) => accountId))];
  const ledgers = await database.models.ledgers
    .find({ _id: { $in: ids } }, { frozenAt: 1, timeZone: 1 })
    .lean();
  const todayOf = new Map<AccountId, CalendarDate>(
    ledgers.map(({ _id, frozenAt, timeZone }) => [_id, dateIn(timeZone, frozenAt ?? serverNow())]),
  );
  return agreements.map((agreement) => ({
    agreement,
    today: todayOf.get(agreement.accountId) ?? dateIn('UTC', serverNow()),
  }));
}
