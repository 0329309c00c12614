/** A SKU as the API shows it (api.md §3): the definition with its prices of the version and what its line decides. */
import type { Localized } from '../json.ts';
import type { RuleId } from '../rules.ts';
import { findProductLine, type Catalogue, type ProductLine } from './catalogue.ts';
import type { Price } from './price.ts';
import type { RefundPolicy, Scope, Sku, SkuKind, SkuTerm } from './sku.ts';

export interface SkuView {
  readonly sku: string;
  readonly productLine: string;
  readonly kind: SkuKind;
  readonly name: Localized;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum?: number;
  readonly step: number;
  readonly term: SkuTerm | null;
  readonly storageYears?: number;
  /** Empty while no price is set: the SKU cannot be sold then. */
  readonly prices: Omit<Price, 'sku'>[];
  readonly channel: Sku['channel'];
  readonly agreementRequired: boolean;
  readonly refundPolicy: RefundPolicy;
  readonly scope: Scope;
  readonly requires?: string[];
  readonly features?: string[];
  readonly modes?: string[];
  readonly modeNames?: Record<string, Localized>;
  readonly billing?: 'monthly';
  readonly description?: Localized;
  readonly tier?: string;
  readonly family?: string;
  /** Pool that a lot of it is credited to. */
  readonly resource?: string;
  /** Every rule it is sold under, once. */
  readonly rules: RuleId[];
}

export function skuViewOf(catalogue: Catalogue, sku: Sku): SkuView {
  const { fulfilment, rules, package: _package, opens: _opens, requires, features, modes, ...shown } = sku;
  const line = findProductLine(catalogue, sku.productLine);
  return {
    ...shown,
    prices: catalogue.prices.filter((price) => price.sku === sku.sku).map(({ sku: _sku, ...price }) => price),
    agreementRequired: line?.agreement.required ?? false,
    ...(requires === undefined ? {} : { requires: [...requires] }),
    ...(features === undefined ? {} : { features: [...features] }),
    ...(modes === undefined ? {} : { modes: [...modes], modeNames: modeNamesOf(modes, line) }),
    ...(fulfilment.kind === 'lot' ? { resource: fulfilment.resource } : {}),
    rules: [...new Set(Object.values(rules))],
  };
}

function modeNamesOf(modes: readonly string[], line: ProductLine | undefined): Record<string, Localized> {
  return Object.fromEntries(modes.map((mode) => [mode, line?.modes[mode] ?? { en: mode, zh: mode }]));
}
