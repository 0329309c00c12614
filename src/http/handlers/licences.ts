/** Licences of an account, and what is activated for one of its organizations (rules §8.13, AMB-04, AMB-46). */
import type { Licence, licenceRoutes } from '../../contracts/licences.ts';
import { namedFeatures } from '../../domain/catalogue/catalogue.ts';
import { activatedAt } from '../../domain/entitlements/activation.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { Database } from '../../storage/database.ts';
import type { LicenceDocument } from '../../storage/collections/licences.ts';
import type { TermDocument } from '../../storage/collections/terms.ts';
import { readAccount, readOrganization } from '../../application/accounts/read-account.ts';
import { timeOf } from '../pipeline/account-time.ts';
import type { Handlers } from '../pipeline/handler.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';

export function licenceHandlers({
  database,
  serverNow,
  catalogues,
}: HandlerDependencies): Handlers<typeof licenceRoutes> {
  return {
    listLicences: async ({ params: { id }, query: { organizationId }, caller }) => {
      const subject = await readAccount(database, caller, id);
      const now = subject.frozenAt ?? serverNow();
      const organization =
        organizationId === undefined ? null : await readOrganization(database, id, organizationId);
      const documents = await database.models.licences
        .find({ accountId: id, ...(organization === null ? {} : reaching(organization)) })
        .sort({ from: -1, _id: -1 })
        .lean();
      const items = documents.map((document) => licenceView(document, now));
      const activated =
        organization === null ? [] : featuresOf(documents, await termsOf(database, organization), now);
      const activatedFeatures = namedFeatures(await catalogues.current(), activated);
      return { status: 200, body: { items, activated, activatedFeatures }, ...timeOf(subject) };
    },
  };
}

/** Licences in whose scope the organization is. */
function reaching({ _id, consortiumId }: OrganizationDocument): Record<string, unknown> {
  return {
    $or: [
      { scope: 'account' },
      { scope: 'organization', organizationId: _id },
      ...(consortiumId === null ? [] : [{ scope: 'consortium', consortiumId }]),
    ],
  };
}

/** Terms of the organization's own subscriptions. */
function termsOf(database: Database, { _id, accountId }: OrganizationDocument): Promise<TermDocument[]> {
  return database.models.terms.find({ accountId, organizationId: _id, end: { $ne: 'refunded' } }).lean();
}

/** Features of the software that is active for the organization, and of the subscriptions that run, each once (R-IPC-16). */
function featuresOf(
  licences: readonly LicenceDocument[],
  terms: readonly TermDocument[],
  now: Instant,
): string[] {
  const active = [
    ...activatedAt(
      now,
      licences.filter(({ end }) => end !== 'refunded'),
    ),
    ...terms.filter((term) => periodStateAt(now, term) === 'running'),
  ];
  return [...new Set(active.flatMap(({ features }) => features))].sort();
}

function licenceView(document: LicenceDocument, now: Instant): Licence {
  const { _id, sku, scope, consortiumId, organizationId, features, from, until, orderId, lineId } = document;
  return {
    id: _id,
    sku,
    scope,
    ...(consortiumId === null ? {} : { consortiumId }),
    ...(organizationId === null ? {} : { organizationId }),
    features,
    from,
    until,
    state: stateOf(document, now),
    orderId,
    lineId,
  };
}

/** The clock decides, whether the end was booked or not. */
function stateOf(document: LicenceDocument, now: Instant): Licence['state'] {
  if (document.end === 'refunded') return 'refunded';
  const state = periodStateAt(now, document);
  return state === 'running' ? 'active' : state;
}
