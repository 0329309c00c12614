/** Distinguishes sandboxes from other accounts. An account never changes its kind, so the result is cached. */
import type { AccountId } from '../domain/ids.ts';
import type { Database, Session } from './database.ts';

const MOST_REMEMBERED = 50_000;

const remembered = new WeakMap<Database, Map<string, boolean>>();

/** Returns those of the accounts that are sandboxes. An unknown account is not one. */
export async function sandboxesAmong(
  database: Database,
  accountIds: Iterable<string>,
  session: Session | null = null,
): Promise<ReadonlySet<string>> {
  const asked = new Set(accountIds);
  const known = remembered.get(database) ?? new Map<string, boolean>();
  remembered.set(database, known);
  const sandboxes = new Set([...asked].filter((id) => known.get(id) === true));
  const unknown = [...asked].filter((id) => !known.has(id));
  if (unknown.length === 0) return sandboxes;
  if (known.size + unknown.length > MOST_REMEMBERED) known.clear();
  const read = await database.models.accounts
    .find({ _id: { $in: unknown } }, { sandbox: 1 })
    .session(session)
    .lean();
  for (const { _id, sandbox } of read) {
    known.set(_id, sandbox);
    if (sandbox) sandboxes.add(_id);
  }
  return sandboxes;
}

/** True for an existing account that is not a sandbox. Its time is the server's. */
export async function runsOnServerClock(
  database: Database,
  accountId: AccountId,
  session: Session | null = null,
): Promise<boolean> {
  const sandboxes = await sandboxesAmong(database, [accountId], session);
  return !sandboxes.has(accountId) && remembered.get(database)?.has(accountId) === true;
}
