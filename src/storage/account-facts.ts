/** What never changes of an account, and is therefore cached: whether it is a sandbox, or the canary's, and its time zone. */
import { DomainError } from '../domain/errors.ts';
import type { AccountId } from '../domain/ids.ts';
import type { AccountDocument } from './collections/accounts.ts';
import type { Database, Session } from './database.ts';

type AccountFacts = Pick<AccountDocument, 'sandbox' | 'timeZone'> & { readonly isCanary: boolean };

const MOST_REMEMBERED = 50_000;

const remembered = new WeakMap<Database, Map<string, AccountFacts>>();

/** Returns those of the accounts that are sandboxes. An unknown account is not one. */
export async function sandboxesAmong(
  database: Database,
  accountIds: Iterable<string>,
  session: Session | null = null,
): Promise<ReadonlySet<string>> {
  const facts = await factsOf(database, accountIds, session);
  return new Set([...facts].filter(([, { sandbox }]) => sandbox).map(([id]) => id));
}

/** Returns those of the accounts that the canary made. Nobody looks after them, and no platform knows them. */
export async function canariesAmong(
  database: Database,
  accountIds: Iterable<string>,
  session: Session | null = null,
): Promise<ReadonlySet<string>> {
  const facts = await factsOf(database, accountIds, session);
  return new Set([...facts].filter(([, { isCanary }]) => isCanary).map(([id]) => id));
}

/** True for an existing account that is not a sandbox. Its time is the server's. */
export async function runsOnServerClock(
  database: Database,
  accountId: AccountId,
  session: Session | null = null,
): Promise<boolean> {
  return (await factsOf(database, [accountId], session)).get(accountId)?.sandbox === false;
}

/** Zone of the account, in which its dates are counted. Throws `not_found`. */
export async function timeZoneOf(
  database: Database,
  accountId: AccountId,
  session: Session | null = null,
): Promise<string> {
  const facts = (await factsOf(database, [accountId], session)).get(accountId);
  if (facts === undefined) throw new DomainError('not_found', { kind: 'account', id: accountId });
  return facts.timeZone;
}

/** Of the accounts that exist. */
async function factsOf(
  database: Database,
  accountIds: Iterable<string>,
  session: Session | null,
): Promise<ReadonlyMap<string, AccountFacts>> {
  const known = remembered.get(database) ?? new Map<string, AccountFacts>();
  remembered.set(database, known);
  const facts = new Map<string, AccountFacts>();
  const unknown: string[] = [];
  for (const id of new Set(accountIds)) {
    const cached = known.get(id);
    if (cached === undefined) unknown.push(id);
    else facts.set(id, cached);
  }
  if (unknown.length === 0) return facts;
  if (known.size + unknown.length > MOST_REMEMBERED) known.clear();
  const read = await database.models.accounts
    .find({ _id: { $in: unknown } }, { sandbox: 1, timeZone: 1, canaryRound: 1 })
    .session(session)
    .lean();
  for (const { _id, sandbox, timeZone, canaryRound } of read) {
    const found = { sandbox, timeZone, isCanary: typeof canaryRound === 'string' };
    known.set(_id, found);
    facts.set(_id, found);
  }
  return facts;
}
