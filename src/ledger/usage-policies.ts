/** What the catalogue says of drawing a resource. Until arrears are kept, every pool refuses what it cannot cover. */
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { findResource } from '../domain/catalogue/catalogue.ts';
import type { UsagePolicies } from './decide-uses.ts';

export function usagePoliciesOf(catalogues: CatalogueVersions): UsagePolicies {
  return {
    policyOf: (resource) => {
      const { known } = catalogues;
      return {
        overdraft: 'none',
        overdraftCap: null,
        suspended: false,
        insufficientRule: known === null ? undefined : findResource(known, resource)?.rules.insufficient,
      };
    },
  };
}
