/** The rules that the file of a product line cites, apart from those that the product states itself. */
import { isRuleId, type LineRuleId, type RuleId } from '../../domain/rules.ts';
import type { ProductLineFile } from './catalogue-schema.ts';

export interface CitedRule {
  /** Place in the file. */
  readonly path: string;
  readonly id: LineRuleId;
}

export function citedRules({
  agreement,
  terms,
  priceRegions,
  resources,
  skus,
}: ProductLineFile): CitedRule[] {
  const cited: { readonly path: string; readonly id: RuleId }[] = [
    { path: 'agreement.rule', id: agreement.rule },
    { path: 'terms.rule', id: terms.rule },
    ...(priceRegions === null ? [] : [{ path: 'priceRegions.rule', id: priceRegions.rule }]),
    ...resources.flatMap(({ rules }, index) => within(`resources[${index}].rules`, rules)),
    ...skus.flatMap(({ rules }, index) => within(`skus[${index}].rules`, rules)),
  ];
  return cited.flatMap(({ path, id }) => (isRuleId(id) ? [] : [{ path, id }]));
}

function within(
  path: string,
  rules: Readonly<Record<string, RuleId | undefined>>,
): { readonly path: string; readonly id: RuleId }[] {
  return Object.entries(rules).flatMap(([name, id]) =>
    id === undefined ? [] : [{ path: `${path}.${name}`, id }],
  );
}
