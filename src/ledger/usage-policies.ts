/**
 * What an account may do with a resource: the catalogue's word for the resource, overlaid by the account's agreements
 * that are in force and sell it, and by thresholds of the account's own.
 */
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { findResource, type Catalogue, type Resource } from '../domain/catalogue/catalogue.ts';
import { poolPoliciesOf, type PolicyLayer } from '../domain/catalogue/policy-set.ts';
import type { Instant } from '../domain/instant.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';
import type { UsagePolicies, UsagePolicy } from './decide-uses.ts';

export function usagePoliciesOf(catalogues: Pick<CatalogueVersions, 'known'>): UsagePolicies {
  return {
    policyOf: ({ overrides, lowBalanceUnits }, resource, at) => {
      const { known } = catalogues;
      const definition = known === null ? undefined : findResource(known, resource);
      if (known === null || definition === undefined) return UNKNOWN;
      const { [resource]: thresholds } = lowBalanceUnits;
      const policy =
        overrides.length === 0 ? declared(known, definition) : laidOver(known, definition, overrides, at);
      return thresholds === undefined ? policy : { ...policy, lowBalanceUnits: thresholds };
    },
  };
}

/** A resource that no catalogue knows is not asked for: the edge refuses it. */
const UNKNOWN: UsagePolicy = {
  overdraft: 'none',
  overdraftCap: null,
  capability: '',
  graceHours: 0,
  resumeRequires: 1,
  lowBalanceUnits: [],
  policyVersion: '',
  needsOneOf: null,
  rules: {},
};

const DECLARED = new WeakMap<Resource, UsagePolicy>();

/** Without a word of an agreement: the same for every account, so made once. */
function declared(catalogue: Catalogue, resource: Resource): UsagePolicy {
  let policy = DECLARED.get(resource);
  if (policy === undefined) DECLARED.set(resource, (policy = policyOf(catalogue, resource, [])));
  return policy;
}

function laidOver(
  catalogue: Catalogue,
  resource: Resource,
  overrides: LedgerHeadDocument['overrides'],
  at: Instant,
): UsagePolicy {
  const lines = linesThatSell(catalogue, resource.resource);
  const layers = overrides.flatMap(({ productLines, from, until, layer }) =>
    from <= at && (until === null || at < until) && productLines.some((line) => lines.has(line))
      ? [layer]
      : [],
  );
  return layers.length === 0 ? declared(catalogue, resource) : policyOf(catalogue, resource, layers);
}

function policyOf(catalogue: Catalogue, resource: Resource, layers: readonly PolicyLayer[]): UsagePolicy {
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
    rules: resource.rules,
  };
}

/** The basic software of the product lines that sell the resource. */
function basicSkusBeside(catalogue: Catalogue, resource: string): ReadonlySet<string> {
  const lines = linesThatSell(catalogue, resource);
  const basics = catalogue.skus.filter(
    ({ kind, productLine }) => kind === 'software-basic' && lines.has(productLine),
  );
  return new Set(basics.map(({ sku }) => sku));
}

const SELLERS = new WeakMap<Catalogue, Map<string, ReadonlySet<string>>>();

/** Product lines with a SKU that credits the resource. */
export function linesThatSell(catalogue: Catalogue, resource: string): ReadonlySet<string> {
  let sellers = SELLERS.get(catalogue);
  if (sellers === undefined) SELLERS.set(catalogue, (sellers = new Map<string, ReadonlySet<string>>()));
  let lines = sellers.get(resource);
  if (lines === undefined) {
    const selling = catalogue.skus.filter(
      ({ fulfilment }) => fulfilment.kind === 'lot' && fulfilment.resource === resource,
    );
    sellers.set(resource, (lines = new Set(selling.map(({ productLine }) => productLine))));
  }
  return lines;
}
