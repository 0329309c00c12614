/**
 * Reads licences, of one account or of all, and what is activated for one of an account's organizations (rules §8.13, AMB-04,
 * AMB-46).
 */
import { namedFeatures, type Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { activatedAt } from '../../../domain/entitlements/activation.ts';
import { periodStateAt } from '../../../domain/entitlements/period.ts';
import type { OrganizationId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { OrganizationDocument } from '../../../storage/collections/organizations.ts';
import { LICENCES_OF_ACCOUNT, type LicenceDocument } from '../../../storage/collections/licences.ts';
import { TERMS_OF_ACCOUNT } from '../../../storage/collections/terms.ts';
import type { Database } from '../../../storage/database.ts';
import { readPage, type Match, type Page, type PageRequest } from '../../../storage/paging/read-page.ts';
import type { TransactionDependencies } from '../../../storage/transaction.ts';
import type { TeamScopeQuery } from '../../access/team-scope.ts';
import type { Caller } from '../../access/caller.ts';
import { scopesByClock, type ClockScope } from '../../access/clock-scopes.ts';
import { organizationScopes } from '../../access/organization-scope.ts';
import { withAccountTime } from '../../accounts/account-times.ts';
import { readOrganization, type AccountAndOrganization } from '../../accounts/read-account.ts';
import { endingBefore } from '../living-periods.ts';

export interface LicenceFilter extends PageRequest {
  /** Licences whose scope includes the organization. */
  readonly organizationId?: OrganizationId | undefined;
  readonly sku?: string | undefined;
  /** Only licences that are queued or active, and not perpetual. */
  readonly endsBefore?: Instant | undefined;
}

export type LicenceNow = LicenceDocument & {
  /** Account time. */
  readonly now: Instant;
};

export interface Activated {
  /** Codes of the features that are activated for the organization, sorted. Empty without one. */
  readonly activated: string[];
  readonly activatedFeatures: ReturnType<typeof namedFeatures>;
}

export interface LicencesOfAccount extends Page<LicenceNow> {
  /** Null on later pages. */
  readonly features: Activated | null;
}

/** Latest first. Throws `not_found` for an organization of another account. */
export async function listLicences(
  database: Database,
  catalogues: { current(): Promise<Catalogue> },
  { accountId, now, organization: known = null }: AccountAndOrganization,
  query: LicenceFilter,
): Promise<LicencesOfAccount> {
  const { organizationId, cursor } = query;
  const organization =
    organizationId === undefined || known?._id === organizationId
      ? known
      : await readOrganization(database, accountId, organizationId);
  const scopes = [{ scope: { accountId }, now }];
  const { documents, nextCursor } = await pageOfLicences(database, scopes, organization, query);
  const licences = documents.map((licence) => ({ ...licence, now }));
  if (cursor !== undefined) return { documents: licences, nextCursor, features: null };
  const activated = organization === null ? [] : await featuresOf(database, organization, now);
  const activatedFeatures = namedFeatures(await catalogues.current(), activated);
  return { documents: licences, nextCursor, features: { activated, activatedFeatures } };
}

/** Lists licences of all accounts that the caller's key covers, latest first. */
export async function listAllLicences(
  { database, serverNow }: TransactionDependencies,
  caller: Caller,
  filter: TeamScopeQuery & LicenceFilter,
): Promise<Page<LicenceNow>> {
  const now = serverNow();
  const { scopes, organization, query } = await organizationScopes(database, caller, filter);
  const clocks = await scopesByClock(database, scopes, now, query.accountId);
  const { documents, nextCursor } = await pageOfLicences(database, clocks, organization, filter);
  return { documents: await withAccountTime(database, now, documents), nextCursor };
}

function pageOfLicences(
  { models }: Database,
  scopes: readonly ClockScope[],
  organization: OrganizationDocument | null,
  query: LicenceFilter,
): Promise<Page<LicenceDocument>> {
  const { sku, endsBefore } = query;
  return readPage<LicenceDocument>(
    models.licences,
    {
      scopes: endingBefore(scopes, endsBefore).flatMap((scope) =>
        reaching(organization).map((reach) => ({ ...scope, ...reach })),
      ),
      match: sku === undefined ? {} : { sku },
      sort: { from: -1, _id: -1 },
    },
    query,
  );
}

/** Matches licences whose scope includes the organization, in disjoint conditions; without one, all. */
function reaching(organization: OrganizationDocument | null): Match[] {
  if (organization === null) return [{}];
  const { _id: organizationId, consortiumId } = organization;
  return [
    { scope: 'account' },
    { scope: 'organization', organizationId },
    ...(consortiumId === null ? [] : [{ scope: 'consortium', consortiumId }]),
  ];
}

/** Returns the features of active software and of running subscriptions, each once (R-IPC-16). */
async function featuresOf(
  { models }: Database,
  organization: OrganizationDocument,
  now: Instant,
): Promise<string[]> {
  const { _id: organizationId, accountId } = organization;
  const [licences, terms] = await Promise.all([
    Promise.all(
      reaching(organization).map((reach) =>
        models.licences
          .find({ accountId, ...reach, end: null })
          .hint(LICENCES_OF_ACCOUNT)
          .lean(),
      ),
    ),
    models.terms
      .find({ accountId, organizationId, end: null, until: { $gt: now } })
      .hint(TERMS_OF_ACCOUNT)
      .lean(),
  ]);
  const running = terms.filter((term) => periodStateAt(now, term) === 'running');
  const active = [...activatedAt(now, licences.flat()), ...running];
  return [...new Set(active.flatMap(({ features }) => features))].sort();
}
