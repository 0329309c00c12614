/**
 * The catalogue as plain data: what files declare, and the prices of one version. Everything about a product is read
 * from here, so that a new product line is data and no code.
 */
import type { Instant } from '../instant.ts';
import type { Localized } from '../json.ts';
import type { Currency } from '../currencies.ts';
import type { LineRuleId, RuleId } from '../rules.ts';
import type { PolicyLayer } from './policy-set.ts';
import type { Price } from './price.ts';
import type { Sku } from './sku.ts';

/** The name of a unit after a number, in English in singular and plural. */
export interface Unit {
  readonly en: { readonly one: string; readonly many: string };
  readonly zh: string;
}

/** A kind of units that an account holds in a pool. It belongs to the account, whatever line sold it. */
export interface Resource {
  /** `inspection`, `ai:mimi`. */
  readonly resource: string;
  readonly name: Localized;
  /** Key of `Catalogue.units`. */
  readonly unit: string;
  /** Units differ by how long they are stored. */
  readonly perStorage: boolean;
  /** Whether a usage beyond the available units is refused or becomes arrears. */
  readonly overdraft: 'none' | 'arrears';
  /** What a use of it exercises; with overdraft, what closes when the grace is over. */
  readonly capability: string;
  /** What stays open whatever becomes of the pool: looking at what its units paid for. Null where nothing is stored. */
  readonly keeps: string | null;
  readonly policies: PolicyLayer;
  /** What product lines that sell it say of its pools, the first first (D-10); the general rules hold for the others. */
  readonly editions: Readonly<Record<string, EditionRules>>;
}

/** Rules that errors, notices and capabilities of a pool cite (AMB-56). */
export interface EditionRules {
  /** Units are missing. */
  readonly insufficient: RuleId;
  /** Units run short, or are all used. */
  readonly warning: RuleId;
  readonly lifetime: RuleId;
  /** With overdraft: drawing closes when the grace is over. */
  readonly suspension?: RuleId;
  /** With overdraft: a top-up pays arrears first and opens drawing again. */
  readonly recovery?: RuleId;
  /** What stays open is open. */
  readonly keeping?: RuleId;
}

/** Price regions of a product line, by country. It is not sold in countries that are not listed. */
export interface PriceRegions {
  readonly rule: RuleId;
  readonly regions: readonly { readonly region: string; readonly name: Localized }[];
  /** Region by ISO 3166-1 alpha-2 code. */
  readonly countries: Readonly<Record<string, string>>;
}

/** One version of a product line's terms of service (AMB-53). Its text never changes: other words are another version. */
export interface TermsOfService {
  readonly version: string;
  /** Cited when they were not accepted. */
  readonly rule: RuleId;
  /** Calendar date. */
  readonly effectiveFrom: string;
  /** Paragraphs, set apart by line feeds. */
  readonly text: Localized;
  /** Hex SHA-256 of the English text, a line feed and the Chinese text. */
  readonly sha256: string;
}

export interface ProductLine {
  readonly productLine: string;
  readonly name: Localized;
  readonly currency: Currency;
  readonly agreement: { readonly required: boolean; readonly rule: RuleId };
  /** Whom buyers turn to, as it stands behind "please contact". */
  readonly contact: Localized;
  /** The terms that a buyer has to accept. */
  readonly terms: TermsOfService;
  readonly priceRegions: PriceRegions | null;
  readonly policies: PolicyLayer;
  /** Names of the features and of the modes that its SKUs list, by code. */
  readonly features: Readonly<Record<string, Localized>>;
  readonly modes: Readonly<Record<string, Localized>>;
  /** Names of the capabilities that its resources and terms open and close. Absent in versions that were published without. */
  readonly capabilities?: readonly Named[];
  /** Rules of its own. Absent where the product states its rules, and in versions that were published without. */
  readonly rules?: LineRules;
}

/** The rules that the file of a product line states. */
export interface LineRules {
  /** Name of the document that they come from. */
  readonly source: Localized;
  readonly statements: readonly { readonly id: LineRuleId; readonly statement: Localized }[];
}

/** What the catalogue's files declare. */
export interface CatalogueDefinitions {
  readonly units: Readonly<Record<string, Unit>>;
  readonly resources: readonly Resource[];
  readonly productLines: readonly ProductLine[];
  /** In the order of the files, which is the order of display. */
  readonly skus: readonly Sku[];
}

/** One version: the definitions with the prices that hold since `effectiveFrom`. */
export interface Catalogue extends CatalogueDefinitions {
  readonly version: string;
  readonly effectiveFrom: Instant;
  readonly prices: readonly Price[];
}

export function findSku(catalogue: CatalogueDefinitions, sku: string): Sku | undefined {
  return catalogue.skus.find((candidate) => candidate.sku === sku);
}

export function findProductLine(
  catalogue: CatalogueDefinitions,
  productLine: string,
): ProductLine | undefined {
  return catalogue.productLines.find((candidate) => candidate.productLine === productLine);
}

/** The general contact for sales in errors. */
export const SALES_CONTACT: Localized = { en: 'sales', zh: '销售' };

/** The contact of a product line; the general one if the line is unknown. */
export function contactOf(catalogue: CatalogueDefinitions, productLine: string): Localized {
  return findProductLine(catalogue, productLine)?.contact ?? SALES_CONTACT;
}

export function findResource(catalogue: CatalogueDefinitions, resource: string): Resource | undefined {
  return catalogue.resources.find((candidate) => candidate.resource === resource);
}

/** Current version of the terms of each product line. */
export function termsVersionsOf(catalogue: CatalogueDefinitions): Record<string, string> {
  return Object.fromEntries(
    catalogue.productLines.map(({ productLine, terms }) => [productLine, terms.version]),
  );
}

/** A code with its name. */
export interface Named {
  readonly code: string;
  readonly name: Localized;
}

/** Names of features. Product lines may share a feature; the first that names it decides. */
export function namedFeatures(
  { productLines }: Pick<CatalogueDefinitions, 'productLines'>,
  codes: readonly string[],
): Named[] {
  return codes.map((code) => {
    const line = productLines.find(({ features }) => Object.hasOwn(features, code));
    return { code, name: line?.features[code] ?? { en: code, zh: code } };
  });
}

/** Name of a capability, as the start of a sentence; undefined if no line names it. The first line that names it decides. */
export function capabilityNameOf(
  { productLines }: Pick<CatalogueDefinitions, 'productLines'>,
  capability: string,
): Localized | undefined {
  const named = productLines.flatMap(({ capabilities = [] }) => capabilities);
  return named.find(({ code }) => code === capability)?.name;
}

/** Price region of a country: null if the line has no regions, undefined if it is not sold there. */
export function priceRegionOf(line: ProductLine, country: string): string | null | undefined {
  if (line.priceRegions === null) return null;
  const { countries } = line.priceRegions;
  return Object.hasOwn(countries, country) ? countries[country] : undefined;
}
