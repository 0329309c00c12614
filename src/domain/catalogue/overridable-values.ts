/** What an agreement may override, with the value that a product line has without one. */
import { findResource, type CatalogueDefinitions, type ProductLine } from './catalogue.ts';
import { OVERRIDABLE_POLICIES, type PolicyValues } from './policies.ts';
import { orderPoliciesOf, poolPoliciesOf } from './policy-set.ts';

/** A policy that no pool of the line has, or in which its pools differ, is left out. */
export function overridableValuesOf(
  catalogue: CatalogueDefinitions,
  { productLine, policies }: ProductLine,
): Partial<PolicyValues> {
  const sources: Partial<PolicyValues>[] = [
    orderPoliciesOf(policies).values,
    ...poolsOf(catalogue, productLine).map((pool) => poolPoliciesOf(pool.policies).values),
  ];
  return Object.fromEntries(
    OVERRIDABLE_POLICIES.flatMap((name) => {
      const values = sources.flatMap((source) => (name in source ? [source[name]] : []));
      const distinct = new Set(values.map((value) => JSON.stringify(value)));
      return distinct.size === 1 ? [[name, values[0]]] : [];
    }),
  );
}

function poolsOf(catalogue: CatalogueDefinitions, productLine: string) {
  const sold = catalogue.skus.flatMap(({ productLine: line, fulfilment }) =>
    line === productLine && fulfilment.kind === 'lot' ? [fulfilment.resource] : [],
  );
  return [...new Set(sold)].flatMap((resource) => findResource(catalogue, resource) ?? []);
}
