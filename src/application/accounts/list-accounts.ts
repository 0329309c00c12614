/** Lists accounts with their clocks, and the organizations and consortia of an account. All lists are newest first. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { Database } from '../../storage/database.ts';
import { prefixMatches } from '../../storage/paging/prefix-search.ts';
import { readPage, type Page, type PageRequest } from '../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../storage/transaction.ts';
import type { SandboxFilter } from '../../contracts/paging.ts';
import { sandboxFlags } from '../access/account-scope.ts';
import { covers, type Caller } from '../access/caller.ts';

export interface AccountFilter extends PageRequest {
  readonly salesTeam?: string | undefined;
  readonly state?: string | undefined;
  readonly sandbox?: SandboxFilter | undefined;
  /** Only these. */
  readonly ids?: readonly AccountId[] | undefined;
  /** Prefix of a name, in any case, or of an id. */
  readonly query?: string | undefined;
}

/** An account with account time. */
export interface AccountNow {
  readonly account: AccountDocument;
  readonly now: Instant;
}

/** Lists the accounts that the caller's key covers. */
export async function listAccounts(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  { salesTeam, state, ids, sandbox, query, ...page }: AccountFilter,
): Promise<Page<AccountNow>> {
  const match = {
    ...(salesTeam === undefined ? {} : { salesTeam }),
    ...(state === undefined ? {} : { state }),
  };
  const wanted = ids?.filter((id) => covers(caller, id)) ?? caller.accountIds;
  const covered = wanted === null ? {} : { _id: { $in: [...wanted] } };
  const search = prefixMatches(query, { lowered: ['nameKey'], exact: ['_id'] });
  const scopes = sandboxFlags(caller, sandbox ?? (ids === undefined ? undefined : 'true')).flatMap((flag) =>
    search.map((found) => ({ $and: [{ sandbox: flag }, covered, found] })),
  );
  const { documents, nextCursor } = await readPage<AccountDocument>(
    database.models.accounts,
    { scopes, match, sort: { _id: -1 } },
    page,
  );
  const frozen = await frozenClocks(database, documents);
  const now = serverNow();
  return {
    documents: documents.map((account) => ({ account, now: frozen.get(account._id) ?? now })),
    nextCursor,
  };
}

async function frozenClocks(
  { models }: Database,
  accounts: readonly AccountDocument[],
): Promise<ReadonlyMap<string, Instant | null>> {
  const ids = accounts.map(({ _id }) => _id);
  const ledgers = await models.ledgers.find({ _id: { $in: ids } }, { frozenAt: 1 }).lean();
  return new Map(ledgers.map(({ _id, frozenAt }) => [_id, frozenAt]));
}

export function listOrganizations(
  { models }: Database,
  accountId: AccountId,
  page: PageRequest,
): Promise<Page<OrganizationDocument>> {
  return readPage(models.organizations, { scopes: [{ accountId }], sort: { _id: -1 } }, page);
}

export function listConsortia(
  { models }: Database,
  accountId: AccountId,
  page: PageRequest,
): Promise<Page<ConsortiumDocument>> {
  return readPage(models.consortia, { scopes: [{ accountId }], sort: { _id: -1 } }, page);
}
