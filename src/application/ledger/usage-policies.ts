/**
 * The policy under which an account consumes a resource: the catalogue's values, overlaid by agreements in force that sell the
 * resource, and by the account's own low-balance thresholds.
 */
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import {
  findResource,
  findSku,
  type Catalogue,
  type Resource,
  type Unit,
} from '../../domain/catalogue/catalogue.ts';
import { editionOf, minimumPackageOf, packagesByLine, type Edition } from '../../domain/catalogue/edition.ts';
import { poolPoliciesOf, type PolicyLayer } from '../../domain/catalogue/policy-set.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import type { PoolState } from '../../domain/ledger/state.ts';
import type { ConsumptionPolicy } from './consumption-policy.ts';
import type { PoolWords } from './pool-error.ts';

/** The rules of an account's pool, and what refusals say of it. */
export interface UsagePolicy extends ConsumptionPolicy, PoolWords {
  /** SKUs of basic software of which the organization must have one active; null where none is needed (AMB-46). */
  readonly needsOneOf: ReadonlySet<string> | null;
  /** Those of them that the account's edition sells, named in the refusal. */
  readonly basicsToBuy: readonly string[];
}

/** What an account lays over the policies of its pools. */
export type PoolSettings = Pick<LedgerDocument, 'overrides' | 'lowBalanceUnits' | 'agreements'> & {
  readonly pools: readonly PoolState[];
};

export interface UsagePolicies {
  /** The policy of an account's pool at an instant of account time. */
  policyOf(settings: PoolSettings, resource: string, at: Instant): UsagePolicy;
}

/** Policies by the newest catalogue version that `catalogues` knows; without one nothing can be consumed or ordered. */
export function usagePoliciesOf(catalogues: Pick<CatalogueVersions, 'known'>): UsagePolicies {
  return {
    policyOf: (settings, resource, at) => {
      const { known } = catalogues;
      const definition = known === null ? undefined : findResource(known, resource);
      return known === null || definition === undefined
        ? UNKNOWN
        : poolPolicyOf(known, definition, settings, at);
    },
  };
}

/** The same policies, each made once for the usages of a transaction: an account's settings and instant are the same in all of them. */
export function policiesOfBatch(policies: UsagePolicies): UsagePolicies {
  const made = new Map<PoolSettings, Map<string, UsagePolicy>>();
  return {
    policyOf: (settings, resource, at) => {
      let ofAccount = made.get(settings);
      if (ofAccount === undefined) made.set(settings, (ofAccount = new Map<string, UsagePolicy>()));
      let policy = ofAccount.get(resource);
      if (policy === undefined) ofAccount.set(resource, (policy = policies.policyOf(settings, resource, at)));
      return policy;
    },
  };
}

/** The policy of an account's pool of a resource at an instant of account time. */
export function poolPolicyOf(
  catalogue: Catalogue,
  resource: Resource,
  { overrides, lowBalanceUnits, agreements, pools }: PoolSettings,
  at: Instant,
): UsagePolicy {
  const lastBought = pools.find((pool) => pool.resource === resource.resource)?.lastBought ?? null;
  const edition = editionOf(catalogue, resource, { lastBought, agreements }, at);
  const { [resource.resource]: thresholds } = lowBalanceUnits;
  const policy =
    overrides.length === 0 ? declared(catalogue, resource) : laidOver(catalogue, resource, overrides, at);
  return {
    ...policy,
    lowBalanceUnits: thresholds ?? policy.lowBalanceUnits,
    highArrearsUnits: edition === null ? null : minimumPackageOf(edition),
    basicsToBuy: policy.needsOneOf === null ? [] : basicsOf(catalogue, policy.needsOneOf, edition),
    edition,
  };
}

/** Any accepted SKU satisfies the rule; offered for sale are those of the account's edition, else all (AMB-56). */
function basicsOf(
  catalogue: Catalogue,
  accepted: ReadonlySet<string>,
  edition: Edition | null,
): readonly string[] {
  const own = [...accepted].filter((sku) => findSku(catalogue, sku)?.productLine === edition?.productLine);
  return own.length > 0 ? own : [...accepted];
}

/** Of a resource that no catalogue knows; the HTTP pipeline refuses those first. */
const UNKNOWN: UsagePolicy = {
  overdraft: 'none',
  overdraftCap: null,
  capability: '',
  graceHours: 0,
  resumeRequires: 1,
  lowBalanceUnits: [],
  highArrearsUnits: null,
  policyVersion: '',
  needsOneOf: null,
  basicsToBuy: [],
  named: null,
  edition: null,
};

type DeclaredPolicy = Omit<UsagePolicy, 'edition' | 'highArrearsUnits' | 'basicsToBuy'>;

const DECLARED = new WeakMap<Resource, DeclaredPolicy>();

/** Without overrides the policy is the same for every account, so it is made once. */
function declared(catalogue: Catalogue, resource: Resource): DeclaredPolicy {
  let policy = DECLARED.get(resource);
  if (policy === undefined) DECLARED.set(resource, (policy = policyOf(catalogue, resource, [])));
  return policy;
}

function laidOver(
  catalogue: Catalogue,
  resource: Resource,
  overrides: LedgerDocument['overrides'],
  at: Instant,
): DeclaredPolicy {
  const lines = packagesByLine(catalogue, resource.resource);
  const layers = overrides
    .filter(({ from, until }) => from <= at && (until === null || at < until))
    .flatMap(({ productLines, layer }) => (productLines.some((line) => lines.has(line)) ? [layer] : []));
  return layers.length === 0 ? declared(catalogue, resource) : policyOf(catalogue, resource, layers);
}

function policyOf(catalogue: Catalogue, resource: Resource, layers: readonly PolicyLayer[]): DeclaredPolicy {
  const { version, values } = poolPoliciesOf(resource.policies, ...layers);
  const { overdraftCap, graceHours, resumeRequires, lowBalanceUnits, usageNeedsBasic } = values;
  return {
    overdraft: resource.overdraft,
    overdraftCap,
    capability: resource.capability,
    graceHours,
    resumeRequires,
    lowBalanceUnits,
    policyVersion: version,
    needsOneOf: usageNeedsBasic ? basicSkusBeside(catalogue, resource.resource) : null,
    named: { name: resource.name, unit: catalogue.units[resource.unit] ?? UNNAMED },
  };
}

/** The basic software of the product lines that sell the resource. */
function basicSkusBeside(catalogue: Catalogue, resource: string): ReadonlySet<string> {
  const lines = packagesByLine(catalogue, resource);
  const basics = catalogue.skus.filter(
    ({ kind, productLine }) => kind === 'software-basic' && lines.has(productLine),
  );
  return new Set(basics.map(({ sku }) => sku));
}

const UNNAMED: Unit = { en: { one: 'unit', many: 'units' }, zh: '个单位' };
