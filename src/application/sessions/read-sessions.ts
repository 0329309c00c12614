/** Reads sessions: a caller sees those of its own key, an operator without account limits all. */
import { DomainError } from '../../domain/errors.ts';
import type { SessionDocument } from '../../storage/collections/sessions.ts';
import type { Database } from '../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { Caller } from '../access/caller.ts';

/** Stands for the session of the request. */
const CURRENT = 'current';

/** Newest first. */
export function listSessions(
  { models }: Database,
  caller: Caller,
  page: PageRequest,
): Promise<Page<SessionDocument>> {
  const scopes = [seesAll(caller) ? {} : { keyId: caller.keyId }];
  return readPage<SessionDocument>(models.sessions, { scopes, sort: { _id: -1 } }, page);
}

/** Throws `not_found` for an unknown session, one of another key, and for `current` in a request without a session. */
export async function findSession(
  { models }: Database,
  caller: Caller,
  id: string,
): Promise<SessionDocument> {
  const wanted = id === CURRENT ? caller.session?.id : id;
  const session = wanted === undefined ? null : await models.sessions.findById(wanted).lean();
  if (session === null || !(seesAll(caller) || session.keyId === caller.keyId))
    throw new DomainError('not_found', { kind: 'session', id });
  return session;
}

function seesAll({ roles, accountIds }: Caller): boolean {
  return roles.includes('operator') && accountIds === null;
}
