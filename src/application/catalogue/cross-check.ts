/** Checks across a catalogue's files: names that must be unique, references that must exist, and prices. */
import {
  capabilityNameOf,
  findResource,
  type CatalogueDefinitions,
  type EditionRules,
  type Resource,
} from '../../domain/catalogue/catalogue.ts';
import { priceViolationsOf } from '../../domain/catalogue/price-violations.ts';
import type { PriceInput } from '../../domain/catalogue/price.ts';
import { PRICE_VIOLATION_TEXTS } from '../../messages/violations/prices.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';
import type { CatalogueProblem } from './catalogue-error.ts';
import { citedRules } from './cited-rules.ts';
import type { LineFile } from './definitions.ts';
import { skuProblemsOf, type Found } from './sku-problems.ts';

/** Prices of one file. */
export interface PriceList {
  readonly file: string;
  readonly prices: readonly PriceInput[];
}

const RESOURCES = 'resources.json';

/** Returns every problem. */
export function crossCheck(
  definitions: CatalogueDefinitions,
  lineFiles: readonly LineFile[],
  demo: PriceList,
): CatalogueProblem[] {
  const shared = definitions.resources.filter(
    ({ resource }) => !lineFiles.some(({ line }) => line.resources.some((own) => own.resource === resource)),
  );
  return [
    ...(lineFiles.length === 0
      ? [{ file: '', path: '', problem: 'there is no file of a product line' }]
      : []),
    ...shared.flatMap((resource) =>
      [
        ...resourceProblemsOf(resource, definitions),
        ...Object.entries(resource.editions).flatMap(([line, rules]) =>
          editionProblemsOf(resource, rules).map(({ path, problem }) => ({
            path: `editions.${line}${path}`,
            problem: `${line}: ${problem}`,
          })),
        ),
      ].map(({ path, problem }) => ({
        file: RESOURCES,
        path: `[${definitions.resources.indexOf(resource)}].${path}`,
        problem: `${resource.resource}: ${problem}`,
      })),
    ),
    ...lineFiles.flatMap((entry, index) =>
      [
        ...repetitionsOf(entry, lineFiles.slice(0, index)),
        ...ruleProblemsOf(entry),
        ...resourcesProblemsOf(entry, definitions),
        ...regionProblemsOf(entry),
        ...entry.line.skus.flatMap((sku, at) =>
          skuProblemsOf({ ...sku, productLine: entry.line.productLine }, definitions).map(
            ({ path, problem }) => ({
              path: `skus[${at}].${path}`,
              problem: `${sku.sku}: ${problem}`,
            }),
          ),
        ),
        ...entry.line.skus.flatMap(({ sku, prices }, at) =>
          pricesOf(definitions, `skus[${at}].prices`, withCurrency(sku, prices, entry)),
        ),
      ].map((found) => ({ file: entry.file, ...found })),
    ),
    ...pricesOf(definitions, 'prices', demo.prices).map((found) => ({ file: demo.file, ...found })),
  ];
}

function withCurrency(
  sku: string,
  prices: LineFile['line']['skus'][number]['prices'],
  { line }: LineFile,
): PriceInput[] {
  return prices.map((price) => ({ ...price, sku, currency: line.currency }));
}

function pricesOf(definitions: CatalogueDefinitions, path: string, prices: readonly PriceInput[]): Found[] {
  const violations = wordViolations(PRICE_VIOLATION_TEXTS, priceViolationsOf(definitions, prices, { path }));
  return violations.map(({ path: at, message }) => ({ path: at, problem: message.en }));
}

/** Names that an earlier file, or the same file, has already given. */
function repetitionsOf({ line }: LineFile, before: readonly LineFile[]): Found[] {
  const skus = before.flatMap((other) => other.line.skus.map(({ sku }) => sku));
  const rules = new Set(before.flatMap((other) => Object.keys(other.line.rules?.statements ?? {})));
  return [
    ...(before.some((other) => other.line.productLine === line.productLine)
      ? [{ path: 'productLine', problem: `product line ${line.productLine} is declared twice` }]
      : []),
    ...line.skus.flatMap(({ sku }, index) =>
      skus.includes(sku) || line.skus.findIndex((other) => other.sku === sku) < index
        ? [{ path: `skus[${index}].sku`, problem: `SKU ${sku} is declared twice` }]
        : [],
    ),
    ...Object.keys(line.rules?.statements ?? {})
      .filter((id) => rules.has(id))
      .map((id) => ({ path: `rules.statements.${id}`, problem: `another file states the rule ${id}` })),
  ];
}

/** A file may cite the rules that the product states, and its own. */
function ruleProblemsOf({ line }: LineFile): Found[] {
  const own = new Set(Object.keys(line.rules?.statements ?? {}));
  return citedRules(line)
    .filter(({ id }) => !own.has(id))
    .map(({ path, id }) => ({
      path,
      problem: `"${id}" is no rule that the product knows; a rule of the line stands in rules.statements`,
    }));
}

function resourcesProblemsOf({ line }: LineFile, definitions: CatalogueDefinitions): Found[] {
  return line.resources.flatMap(({ rules, resource: code }, index) => {
    const resource = findResource(definitions, code);
    if (resource === undefined) return [];
    return [
      ...(line.resources.findIndex((other) => other.resource === code) < index
        ? [{ path: 'resource', problem: 'it is declared twice' }]
        : []),
      ...resourceProblemsOf(resource, definitions),
      ...editionProblemsOf(resource, rules).map(({ path, problem }) => ({ path: `rules${path}`, problem })),
    ].map(({ path, problem }) => ({
      path: `resources[${index}].${path}`,
      problem: `${code}: ${problem}`,
    }));
  });
}

function resourceProblemsOf({ unit, capability }: Resource, definitions: CatalogueDefinitions): Found[] {
  return [
    ...(definitions.units[unit] === undefined
      ? [{ path: 'unit', problem: `there is no unit ${unit} in units.json or in units of the file` }]
      : []),
    ...(capabilityNameOf(definitions, capability) === undefined
      ? [{ path: 'capability', problem: `capabilities of a product line must name ${capability}` }]
      : []),
  ];
}

/** Checks that a product line has every rule that the resource needs. */
function editionProblemsOf({ overdraft, keeps }: Resource, rules: EditionRules): Found[] {
  return [
    ...(overdraft === 'arrears' && (rules.suspension === undefined || rules.recovery === undefined)
      ? [
          {
            path: rules.suspension === undefined ? '.suspension' : '.recovery',
            problem: 'with arrears it needs a rule for the suspension and one for the recovery',
          },
        ]
      : []),
    ...(keeps !== null && rules.keeping === undefined
      ? [{ path: '.keeping', problem: `it needs a rule for ${keeps}` }]
      : []),
  ];
}

/** Each region is declared once, and a country belongs to one region. */
function regionProblemsOf({ line: { priceRegions } }: LineFile): Found[] {
  const regions = priceRegions?.regions ?? [];
  const seen = new Set<string>();
  return regions.flatMap(({ region, countries }, index) => [
    ...(regions.findIndex((other) => other.region === region) < index
      ? [{ path: `priceRegions.regions[${index}].region`, problem: `region ${region} is declared twice` }]
      : []),
    ...countries.split(' ').flatMap((country) => {
      const twice = seen.has(country);
      seen.add(country);
      const path = `priceRegions.regions[${index}].countries`;
      return twice ? [{ path, problem: `country ${country} is listed twice` }] : [];
    }),
  ]);
}
