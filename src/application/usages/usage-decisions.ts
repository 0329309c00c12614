/** Capabilities of an account, or of one of its organizations, to consume resources and to use what was stored with them. */
import { findSku, type Catalogue, type Resource } from '../../domain/catalogue/catalogue.ts';
import { agreementsAt } from '../../domain/catalogue/agreement-period.ts';
import { packagesByLine } from '../../domain/catalogue/edition.ts';
import { decideDrawing } from '../../domain/capabilities/drawing.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import { periodStateAt } from '../../domain/entitlements/period.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import { BasicSoftware } from '../ledger/basic-software.ts';
import { poolErrorOf } from '../ledger/pool-error.ts';
import { poolPolicyOf, type UsagePolicy } from '../ledger/usage-policies.ts';
import type { Database } from '../../storage/database.ts';
import type { SettledLedger } from '../ledger/queries/settled-ledger.ts';

export interface UsageQuestion {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | undefined;
  readonly ledger: SettledLedger;
  readonly catalogue: Catalogue;
  /** Product lines of the account, by `linesOf`. */
  readonly lines: ReadonlySet<string>;
}

/** In this order: one decision a resource, one a perpetual licence that no resource covers, one a storage capability. */
export async function drawingDecisions(database: Database, asked: UsageQuestion): Promise<Decision[]> {
  const { accountId, organizationId, ledger, catalogue } = asked;
  const { now, timeZone, pools, settings } = ledger;
  const resources = resourcesOf(asked);
  const policies = resources.map((resource) => ({
    resource,
    policy: poolPolicyOf(catalogue, resource, settings, now),
  }));
  const missingBasic = await missingBasicOf(database, asked, policies);
  const unlimited = await unlimitedOf(database, asked);
  return [
    ...policies.map(({ resource: { resource, capability }, policy }) =>
      decideDrawing({
        capability,
        resource,
        policy,
        pool: pools.find((pool) => pool.resource === resource) ?? null,
        missingBasic: missingBasic(policy, resource),
        unlimitedBy: unlimited.find(({ covers }) => covers === resource)?.rule ?? null,
        suspensionRule: policy.edition?.rules.suspension,
        errorOf: (refused) => {
          const of = organizationId === undefined ? {} : { organizationId };
          const facts = { accountId, ...of, resource, quantity: 1, storageYears: null, at: now };
          return poolErrorOf({ facts, refused, policy, timeZone });
        },
      }),
    ),
    // With a licence of what is not sold by quantity.
    ...unlimited.flatMap(({ sku, covers, opens, rule }) =>
      covers === null && opens !== null ? [{ capability: opens, sku, error: null, rule }] : [],
    ),
    ...policies.flatMap(({ resource: { keeps }, policy }) => {
      const rule = policy.edition?.rules.keeping;
      return keeps === null
        ? []
        : [{ capability: keeps, error: null, ...(rule === undefined ? {} : { rule }) }];
    }),
  ];
}

/** Codes of the product lines that the account bought from or has an agreement for (D-10). */
export async function linesOf(
  { models }: Database,
  accountId: AccountId,
  { now, settings }: SettledLedger,
): Promise<ReadonlySet<string>> {
  const bought = await models.orders.distinct('productLine', {
    accountId,
    'payment.state': { $in: ['captured', 'refunded'] },
  });
  const agreed = agreementsAt(settings.agreements, now).flatMap(({ productLines }) => productLines);
  return new Set([...bought, ...agreed]);
}

/** Resources of the lines of the account, and of its pools; all if it has no line (D-10). */
function resourcesOf({ ledger: { pools }, catalogue, lines }: UsageQuestion): Resource[] {
  if (lines.size === 0) return [...catalogue.resources];
  return catalogue.resources.filter(
    ({ resource }) =>
      [...packagesByLine(catalogue, resource).keys()].some((line) => lines.has(line)) ||
      pools.some((pool) => pool.resource === resource && pool.totals.credited > 0),
  );
}

/** Looks up why an organization lacks the basic software that a resource needs. Always null without an organization. */
async function missingBasicOf(
  database: Database,
  { accountId, organizationId, ledger: { now } }: UsageQuestion,
  policies: readonly { readonly policy: UsagePolicy }[],
): Promise<(policy: UsagePolicy, resource: string) => DomainError | null> {
  if (organizationId === undefined || policies.every(({ policy }) => policy.needsOneOf === null))
    return () => null;
  const basics = await BasicSoftware.of({ database, session: null }, [{ accountId, organizationId }]);
  return ({ needsOneOf, basicsToBuy, named }, resource) => {
    if (needsOneOf === null || basics.isActive(organizationId, needsOneOf, now)) return null;
    const evidence = { accountId, organizationId, resource, needsOneOf: [...basicsToBuy] };
    return new DomainError(
      'basic_inactive',
      evidence,
      named === null ? {} : { words: { resource: named.name } },
    );
  };
}

interface Unlimited {
  readonly sku: string;
  /** The resource that can be consumed without limit; null where the SKU has none. */
  readonly covers: string | null;
  /** The capability that it opens; null where the SKU has none. */
  readonly opens: string | null;
  readonly rule: string;
}

/** Licences without a limit of use, such as those of one-time AI (R-INTL-28, R-CN-25). */
async function unlimitedOf(
  { models }: Database,
  { accountId, organizationId, ledger: { now }, catalogue }: UsageQuestion,
): Promise<Unlimited[]> {
  const perpetual = catalogue.skus
    .filter(({ covers, opens }) => covers !== undefined || opens !== undefined)
    .map(({ sku }) => sku);
  const licences = await models.licences
    .find({ accountId, sku: { $in: perpetual }, end: null })
    .sort({ sku: 1, from: 1 })
    .lean();
  const held = licences.filter(
    (licence) =>
      periodStateAt(now, licence) === 'running' &&
      (organizationId === undefined ||
        licence.organizationId === null ||
        licence.organizationId === organizationId),
  );
  return [...new Set(held.map(({ sku }) => sku))].flatMap((code) => {
    const sku = findSku(catalogue, code);
    const rule = sku?.rules.lifetime;
    return sku === undefined || rule === undefined
      ? []
      : [{ sku: code, covers: sku.covers ?? null, opens: sku.opens ?? null, rule }];
  });
}
