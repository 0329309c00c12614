/** Reads accounts and organizations that the caller may see, and the clock of an account. */
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, ConsortiumId, OrganizationId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { Database, Session } from '../../storage/database.ts';
import { runsOnServerClock, timeZoneOf } from '../../storage/account-facts.ts';
import { assertCovers, visibleTo, type Caller } from '../access/caller.ts';

export interface AccountAndClock {
  readonly account: AccountDocument;
  /** Account time of a sandbox. Null if the account runs on the server's clock. */
  readonly frozenAt: Instant | null;
}

/** An account at account time, and one of its organizations if the caller has read it already. */
export interface AccountAndOrganization {
  readonly accountId: AccountId;
  readonly now: Instant;
  readonly organization?: OrganizationDocument | null;
}

/** Throws `not_found` if the account does not exist or the caller's key does not cover it. */
export async function readAccount(
  { models }: Database,
  caller: Caller,
  accountId: AccountId,
  session: Session | null = null,
): Promise<AccountAndClock> {
  assertCovers(caller, accountId);
  const account = await models.accounts.findById(accountId).session(session).lean();
  const ledger =
    account && (await models.ledgers.findById(accountId, { frozenAt: 1 }).session(session).lean());
  if (account === null || ledger === null)
    throw new DomainError('not_found', { kind: 'account', id: accountId });
  return { account, frozenAt: ledger.frozenAt };
}

/** Returns the clock of an account. Throws `not_found` as `readAccount` does. */
export async function readAccountClock(
  database: Database,
  caller: Caller,
  accountId: AccountId,
): Promise<Pick<AccountAndClock, 'frozenAt'>> {
  assertCovers(caller, accountId);
  // Throws `not_found`.
  await timeZoneOf(database, accountId);
  return { frozenAt: await frozenClockOf(database, accountId) };
}

/** Returns the frozen clock of a sandbox, or null for an account that runs on the server's clock. */
export async function frozenClockOf(database: Database, accountId: AccountId): Promise<Instant | null> {
  if (await runsOnServerClock(database, accountId)) return null;
  const ledger = await database.models.ledgers.findById(accountId, { frozenAt: 1 }).lean();
  return ledger?.frozenAt ?? null;
}

/** Throws `not_found` if the organization does not exist or belongs to another account. */
export async function readOrganization(
  { models }: Database,
  accountId: AccountId,
  organizationId: OrganizationId,
): Promise<OrganizationDocument> {
  const organization = await models.organizations.findOne({ _id: organizationId, accountId }).lean();
  if (organization === null) throw new DomainError('not_found', { kind: 'organization', id: organizationId });
  return organization;
}

/** Throws `not_found` if the organization does not exist or the caller's key does not cover its account. */
export async function findOrganization(
  { models }: Database,
  caller: Caller,
  id: OrganizationId,
): Promise<OrganizationDocument> {
  return visibleTo(caller, await models.organizations.findById(id).lean(), { kind: 'organization', id });
}

/** Throws `not_found` if the consortium does not exist or the caller's key does not cover its account. */
export async function findConsortium(
  { models }: Database,
  caller: Caller,
  id: ConsortiumId,
): Promise<ConsortiumDocument> {
  return visibleTo(caller, await models.consortia.findById(id).lean(), { kind: 'consortium', id });
}
