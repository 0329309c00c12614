/** Reads the licences of an account, and what is activated for one of its organizations (rules §8.13, AMB-04, AMB-46). */
import { namedFeatures, type Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { activatedAt } from '../../../domain/entitlements/activation.ts';
import { periodStateAt } from '../../../domain/entitlements/period.ts';
import type { AccountId, OrganizationId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { OrganizationDocument } from '../../../storage/collections/organizations.ts';
import type { LicenceDocument } from '../../../storage/collections/licences.ts';
import type { TermDocument } from '../../../storage/collections/terms.ts';
import type { Database } from '../../../storage/database.ts';
import { readOrganization } from '../../accounts/read-account.ts';

export interface LicenceQuestion {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | undefined;
  /** Account time. */
  readonly now: Instant;
}

export interface Licences {
  /** Latest first. With an organization, only those whose scope includes it. */
  readonly licences: readonly LicenceDocument[];
  /** Codes of the features that are activated for the organization, sorted. Empty without one. */
  readonly activated: string[];
  readonly activatedFeatures: ReturnType<typeof namedFeatures>;
}

/** Throws `not_found` for an organization of another account. */
export async function readLicences(
  database: Database,
  catalogues: { current(): Promise<Catalogue> },
  { accountId, organizationId, now }: LicenceQuestion,
): Promise<Licences> {
  const organization =
    organizationId === undefined ? null : await readOrganization(database, accountId, organizationId);
  const licences = await database.models.licences
    .find({ accountId, ...(organization === null ? {} : reaching(organization)) })
    .sort({ from: -1, _id: -1 })
    .lean();
  const activated =
    organization === null ? [] : featuresOf(licences, await termsOf(database, organization), now);
  return { licences, activated, activatedFeatures: namedFeatures(await catalogues.current(), activated) };
}

/** Matches licences whose scope includes the organization. */
function reaching({ _id, consortiumId }: OrganizationDocument): Record<string, unknown> {
  return {
    $or: [
      { scope: 'account' },
      { scope: 'organization', organizationId: _id },
      ...(consortiumId === null ? [] : [{ scope: 'consortium', consortiumId }]),
    ],
  };
}

/** Returns the terms of the organization's own subscriptions. */
function termsOf({ models }: Database, { _id, accountId }: OrganizationDocument): Promise<TermDocument[]> {
  return models.terms.find({ accountId, organizationId: _id, end: { $ne: 'refunded' } }).lean();
}

/** Returns the features of active software and of running subscriptions, each once (R-IPC-16). */
function featuresOf(
  licences: readonly LicenceDocument[],
  terms: readonly TermDocument[],
  now: Instant,
): string[] {
  const bought = licences.filter(({ end }) => end !== 'refunded');
  const running = terms.filter((term) => periodStateAt(now, term) === 'running');
  const active = [...activatedAt(now, bought), ...running];
  return [...new Set(active.flatMap(({ features }) => features))].sort();
}
