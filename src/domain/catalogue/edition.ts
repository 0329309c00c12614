/**
 * The edition that an account has of a pool (AMB-56, D-10): the product line that it bought the pool's units from, or would
 * buy them from. Which rules are cited and what can be ordered follow from it.
 */
import { agreementsAt, type AgreementPeriod } from './agreement-period.ts';
import type { Instant } from '../instant.ts';
import type { JsonObject } from '../json.ts';
import type { LastBought, StorageYears } from '../ledger/state.ts';
import type { CatalogueDefinitions, EditionRules, Resource } from './catalogue.ts';
import type { BoughtTerm } from './fulfilment.ts';
import type { Sku } from './sku.ts';

/** The facts about an account that decide its edition. */
export interface EditionFacts {
  /** Of the pool; null without any purchase. */
  readonly lastBought: LastBought | null;
  /** Of the account. */
  readonly agreements: readonly AgreementPeriod[];
}

export interface Edition {
  readonly productLine: string;
  readonly rules: EditionRules;
  /** What the line sells for the pool, in the order of the catalogue. */
  readonly packages: readonly Sku[];
  readonly lastBought: LastBought | null;
}

/** A line of an order that can be placed as it is. */
export type Orderable = {
  readonly sku: string;
  /** Units: at least what is needed, and a multiple of the SKU's step, unless its maximum is less. */
  readonly quantity: number;
  /** Of a SKU that is sold by duration. */
  readonly term?: BoughtTerm;
};

/** Of a line that declares none for the resource. */
const GENERAL_RULES: EditionRules = {
  insufficient: '§8.7',
  warning: '§8.11',
  lifetime: '§8.6',
  suspension: '§8.9',
  recovery: '§8.10',
  keeping: 'AMB-23',
};

/** Null if no product line sells the resource. */
export function editionOf(
  catalogue: CatalogueDefinitions,
  resource: Resource,
  { lastBought, agreements }: EditionFacts,
  at: Instant,
): Edition | null {
  const packages = packagesByLine(catalogue, resource.resource);
  const productLine =
    lastBought !== null && packages.has(lastBought.productLine)
      ? lastBought.productLine
      : ([
          ...agreementsAt(agreements, at).flatMap(({ productLines }) => productLines),
          ...Object.keys(resource.editions),
          ...packages.keys(),
        ].find((line) => packages.has(line)) ?? '');
  const sold = packages.get(productLine);
  if (sold === undefined) return null;
  return { productLine, rules: resource.editions[productLine] ?? GENERAL_RULES, packages: sold, lastBought };
}

/** SKUs that credit a resource, of every line, in the order of the catalogue. */
function packagesOf({ skus }: CatalogueDefinitions, resource: string): readonly Sku[] {
  return skus.filter(({ fulfilment }) => fulfilment.kind === 'lot' && fulfilment.resource === resource);
}

const PACKAGES = new WeakMap<CatalogueDefinitions, Map<string, ReadonlyMap<string, readonly Sku[]>>>();

/** By product line. Needed for every usage, so it is computed once per catalogue. */
export function packagesByLine(
  catalogue: CatalogueDefinitions,
  resource: string,
): ReadonlyMap<string, readonly Sku[]> {
  let known = PACKAGES.get(catalogue);
  if (known === undefined)
    PACKAGES.set(catalogue, (known = new Map<string, ReadonlyMap<string, readonly Sku[]>>()));
  let packages = known.get(resource);
  if (packages === undefined) {
    const byLine = new Map<string, Sku[]>();
    for (const sku of packagesOf(catalogue, resource)) {
      byLine.set(sku.productLine, [...(byLine.get(sku.productLine) ?? []), sku]);
    }
    known.set(resource, (packages = byLine));
  }
  return packages;
}

/** The smallest quantity that the edition sells, in units; null if it sells nothing (AMB-16). */
export function minimumPackageOf({ packages }: Pick<Edition, 'packages'>): number | null {
  return packages.length === 0 ? null : Math.min(...packages.map(({ minimum }) => minimum));
}

/**
 * What to order for at least so many units, stored at least so long: the SKU that was bought last, else the one by
 * quantity with the longest storage, else one by duration. Null where the edition sells nothing that would do.
 */
export function orderableOf(
  { packages, lastBought }: Pick<Edition, 'packages' | 'lastBought'>,
  { units, storageYears = null }: { readonly units: number; readonly storageYears?: StorageYears },
): Orderable | null {
  const suitable = packages.filter((sku) => longestStorageOf(sku) >= (storageYears ?? 0));
  const sku =
    suitable.find((candidate) => candidate.sku === lastBought?.sku) ??
    suitable
      .filter(({ term }) => term === null)
      .sort((a, b) => longestStorageOf(b) - longestStorageOf(a))[0] ??
    suitable[0];
  if (sku === undefined) return null;
  const { minimum, maximum = Infinity, step, term } = sku;
  const quantity = Math.min(Math.max(minimum, Math.ceil(units / step) * step), maximum);
  if (term === null) return { sku: sku.sku, quantity };
  const bought = sku.sku === lastBought?.sku ? (lastBought.storageYears ?? 0) : 0;
  const count = Math.max(term.minimum, storageYears ?? 0, bought);
  return { sku: sku.sku, quantity, term: { count, unit: term.unit } };
}

/** The line as evidence and notices carry it; empty if nothing can be ordered. */
export function factsOfOrderable(buy: Orderable | null): JsonObject {
  if (buy === null) return {};
  const { sku, quantity, term } = buy;
  return { buy: { sku, quantity, ...(term === undefined ? {} : { term: { ...term } }) } };
}

/** 0 for units without storage; a SKU by duration stores as long as is bought. */
function longestStorageOf({ fulfilment }: Sku): number {
  if (fulfilment.kind !== 'lot') return 0;
  return fulfilment.storageYears === 'term' ? Infinity : (fulfilment.storageYears ?? 0);
}

/**
 * What a notice about a pool carries besides the pool's figures: the edition's rule of this kind and a line that can be
 * ordered for at least `units` (AMB-55, AMB-56). No `units` means that nothing has to be bought. Empty without an edition.
 */
export function noticeFactsOf(
  edition: Edition | null,
  { rule, units }: { readonly rule: keyof EditionRules; readonly units: number | null },
): JsonObject {
  if (edition === null) return {};
  const { [rule]: cited } = edition.rules;
  return {
    ...(cited === undefined ? {} : { rule: cited }),
    ...(units === null ? {} : factsOfOrderable(orderableOf(edition, { units }))),
  };
}
