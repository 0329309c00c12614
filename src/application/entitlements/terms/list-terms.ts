/** Reads terms with their renewals, of one account or of all, and the cover that an account's give now (rules §8.12, §8.18). */
import { coverUntil, periodStateAt } from '../../../domain/entitlements/period.ts';
import type { AccountId, OrganizationId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { compareText } from '../../../domain/ledger/state.ts';
import { among } from '../../../storage/among.ts';
import { TERMS_OF_ACCOUNT, type TermDocument } from '../../../storage/collections/terms.ts';
import type { Database } from '../../../storage/database.ts';
import { readPage, type Page, type PageRequest } from '../../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import type { TeamScopeQuery } from '../../access/team-scope.ts';
import type { Caller } from '../../access/caller.ts';
import { scopesByClock, type ClockScope } from '../../access/clock-scopes.ts';
import { organizationScopes } from '../../access/organization-scope.ts';
import { withAccountTime } from '../../accounts/account-times.ts';
import { readOrganization, type AccountAndOrganization } from '../../accounts/read-account.ts';
import { endingBefore } from '../living-periods.ts';

export interface TermFilter extends PageRequest {
  readonly organizationId?: OrganizationId | undefined;
  readonly sku?: string | undefined;
  /** Only terms that are queued or running. */
  readonly endsBefore?: Instant | undefined;
}

/** A term with the instant at which its order was paid. A queued term begins later. */
export interface PurchasedTerm {
  readonly term: TermDocument;
  readonly purchasedAt: Instant;
}

export interface ListedTerm extends PurchasedTerm {
  /** Account time. */
  readonly now: Instant;
  /** Later terms of the same chain, earliest first. */
  readonly renewals: readonly PurchasedTerm[];
}

/** What is covered now by the terms of one SKU, of the account or of one organization. */
export interface TermCover {
  readonly sku: string;
  readonly organizationId: OrganizationId | null;
  readonly until: Instant;
  readonly sets: number;
}

export interface TermsOfAccount extends Page<ListedTerm> {
  /** Null on later pages. */
  readonly cover: readonly TermCover[] | null;
}

/** Latest first. Throws `not_found` for an organization of another account. */
export async function listTerms(
  database: Database,
  { accountId, now, organization: known = null }: AccountAndOrganization,
  query: TermFilter,
): Promise<TermsOfAccount> {
  const { organizationId, cursor } = query;
  if (organizationId !== undefined && known?._id !== organizationId)
    await readOrganization(database, accountId, organizationId);
  const { documents, nextCursor } = await pageOfTerms(database, [{ scope: { accountId }, now }], query);
  const terms = documents.map((term) => ({ ...term, now }));
  const cover =
    cursor === undefined ? coverOf(await livingTerms(database, accountId, organizationId, now), now) : null;
  return { documents: await withRenewals(database, terms), nextCursor, cover };
}

/** Lists terms of all accounts that the caller's key covers, latest first. */
export async function listAllTerms(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  filter: TeamScopeQuery & TermFilter,
): Promise<Page<ListedTerm>> {
  const now = serverNow();
  const { scopes, query } = await organizationScopes(database, caller, filter);
  const clocks = await scopesByClock(database, scopes, now, query.accountId);
  const { documents, nextCursor } = await pageOfTerms(database, clocks, filter);
  const terms = await withAccountTime(database, now, documents);
  return { documents: await withRenewals(database, terms), nextCursor };
}

function pageOfTerms(
  { models }: Database,
  scopes: readonly ClockScope[],
  query: TermFilter,
): Promise<Page<TermDocument>> {
  const { organizationId, sku, endsBefore } = query;
  return readPage<TermDocument>(
    models.terms,
    {
      scopes: endingBefore(scopes, endsBefore),
      match: {
        ...(organizationId === undefined ? {} : { organizationId }),
        ...(sku === undefined ? {} : { sku }),
      },
      sort: { from: -1, _id: -1 },
    },
    query,
  );
}

type TermNow = TermDocument & { readonly now: Instant };

async function withRenewals(database: Database, terms: readonly TermNow[]): Promise<ListedTerm[]> {
  const chains = await among(
    terms.map(({ chainId }) => chainId),
    (chainId) => database.models.terms.find({ chainId }).lean(),
  );
  const paidAt = await purchasesOf(database, [...terms, ...chains]);
  const purchased = (term: TermDocument) => ({ term, purchasedAt: paidAt.get(term.orderId) ?? term.from });
  return terms.map(({ now, ...term }) => ({
    ...purchased(term),
    now,
    renewals: chains
      .filter(({ chainId, from, end }) => chainId === term.chainId && from > term.from && end !== 'refunded')
      .sort((one, other) => compareText(one.from, other.from) || compareText(one._id, other._id))
      .map(purchased),
  }));
}

/** When the orders of the terms were paid. */
async function purchasesOf(
  { models }: Database,
  terms: readonly TermDocument[],
): Promise<ReadonlyMap<string, Instant | undefined>> {
  const orders = await among(
    terms.map(({ orderId }) => orderId),
    (_id) => models.orders.find({ _id }, { payment: 1 }).lean(),
  );
  return new Map(orders.map(({ _id, payment }) => [_id, payment?.capturedAt]));
}

/** Queued and running terms: all that cover can come from. */
function livingTerms(
  { models }: Database,
  accountId: AccountId,
  organizationId: OrganizationId | undefined,
  now: Instant,
): Promise<TermDocument[]> {
  return models.terms
    .find({
      accountId,
      end: null,
      until: { $gt: now },
      ...(organizationId === undefined ? {} : { organizationId }),
    })
    .hint(TERMS_OF_ACCOUNT)
    .lean();
}

/** Returns one entry for each feature of an organization, and each pack of the account, that is covered now. */
function coverOf(terms: readonly TermDocument[], now: Instant): TermCover[] {
  const groups = new Map<string, TermDocument[]>();
  for (const term of terms) {
    const key = `${term.organizationId ?? ''} ${term.sku}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.entries()].sort(byKey).flatMap(([, group]) => {
    const until = coverUntil(now, group);
    const running = group.filter((term) => periodStateAt(now, term) === 'running');
    const [first] = running;
    if (until === null || first === undefined) return [];
    const { sku, organizationId } = first;
    return [{ sku, organizationId, until, sets: running.reduce((sum, { sets }) => sum + sets, 0) }];
  });
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
