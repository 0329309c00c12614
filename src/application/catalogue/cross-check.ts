/** Checks across files: names that must be unique, and references that must exist. */
import {
  findResource,
  findSku,
  type CatalogueDefinitions,
  type ProductLine,
  type Resource,
} from '../../domain/catalogue/catalogue.ts';
import { priceViolationsOf } from '../../domain/catalogue/price-violations.ts';
import type { PriceInput } from '../../domain/catalogue/price.ts';
import { orderPoliciesOf } from '../../domain/catalogue/policy-set.ts';
import type { Sku } from '../../domain/catalogue/sku.ts';
import { PRICE_VIOLATION_TEXTS } from '../../messages/violations/prices.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';

/** Prices of one file. */
export interface PriceList {
  readonly file: string;
  readonly prices: readonly PriceInput[];
}

/** Returns every problem. `fileOf` names the file of a product line. */
export function crossCheck(
  definitions: CatalogueDefinitions,
  lists: readonly PriceList[],
  fileOf: (productLine: string) => string,
): string[] {
  const { productLines, resources, skus, units } = definitions;
  return [
    ...repeated(productLines.map(({ productLine }) => productLine)).map(
      (name) => `product line ${name} is declared twice`,
    ),
    ...repeated(resources.map(({ resource }) => resource)).map(
      (name) => `resources.json: resource ${name} is declared twice`,
    ),
    ...repeated(skus.map(({ sku }) => sku)).map((name) => `SKU ${name} is declared twice`),
    ...resources
      .filter(({ unit }) => units[unit] === undefined)
      .map(({ resource, unit }) => `resources.json: ${resource}: units.json has no unit ${unit}`),
    ...resources.flatMap((resource) =>
      editionProblemsOf(resource).map((problem) => `resources.json: ${resource.resource}: ${problem}`),
    ),
    ...productLines.flatMap((line) =>
      regionProblemsOf(line).map((problem) => `${fileOf(line.productLine)}: ${problem}`),
    ),
    ...skus.flatMap((sku) =>
      skuProblemsOf(sku, definitions).map((problem) => `${fileOf(sku.productLine)}: ${sku.sku}: ${problem}`),
    ),
    ...lists.flatMap(({ file, prices }) =>
      wordViolations(PRICE_VIOLATION_TEXTS, priceViolationsOf(definitions, prices, { path: 'prices' })).map(
        ({ path, message }) => `${file}: ${path}: ${message.en}`,
      ),
    ),
  ];
}

/** Checks that a product line declares every rule that the resource needs. */
function editionProblemsOf({ overdraft, keeps, editions }: Resource): string[] {
  return Object.entries(editions).flatMap(([line, { suspension, recovery, keeping }]) => [
    ...(overdraft === 'arrears' && (suspension === undefined || recovery === undefined)
      ? [`${line}: with arrears it needs a rule for the suspension and one for the recovery`]
      : []),
    ...(keeps !== null && keeping === undefined ? [`${line}: it needs a rule for ${keeps}`] : []),
  ]);
}

function regionProblemsOf({ priceRegions }: ProductLine): string[] {
  if (priceRegions === null) return [];
  return repeated(priceRegions.regions.map(({ region }) => region)).map(
    (region) => `region ${region} is declared twice`,
  );
}

function skuProblemsOf(sku: Sku, definitions: CatalogueDefinitions): string[] {
  const { unit, minimum, maximum, step, term, storageYears, kind, scope, fulfilment } = sku;
  const line = definitions.productLines.find(({ productLine }) => productLine === sku.productLine);
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };

  expect(definitions.units[unit] !== undefined, `units.json has no unit ${unit}`);
  expect(minimum % step === 0, `the minimum ${minimum} is not a multiple of the step ${step}`);
  expect(
    maximum === undefined || maximum >= minimum,
    `the maximum ${maximum ?? ''} is below the minimum ${minimum}`,
  );
  for (const feature of sku.features ?? []) {
    expect(line === undefined || Object.hasOwn(line.features, feature), `its feature ${feature} has no name`);
  }
  for (const mode of sku.modes ?? []) {
    expect(line === undefined || Object.hasOwn(line.modes, mode), `its mode ${mode} has no name`);
  }
  expect(
    sku.covers === undefined || findResource(definitions, sku.covers) !== undefined,
    `it covers ${sku.covers ?? ''}, which resources.json has not`,
  );
  for (const required of sku.requires ?? []) {
    const other = findSku(definitions, required);
    expect(other !== undefined, `it requires ${required}, which does not exist`);
    expect(
      other === undefined || other.productLine === sku.productLine,
      `it requires ${required} of another product line`,
    );
  }
  if (line !== undefined && (kind === 'software-basic' || kind === 'software-optional')) {
    const { licenceScope } = orderPoliciesOf(line.policies).values;
    expect(scope === licenceScope, `its scope is not the policy licenceScope, ${licenceScope}`);
  }
  if (fulfilment.kind === 'lot') {
    const resource = findResource(definitions, fulfilment.resource);
    const { storageYears: stored } = fulfilment;
    expect(resource !== undefined, `resources.json has no resource ${fulfilment.resource}`);
    expect(
      resource === undefined || resource.perStorage === (stored !== null),
      'its storage does not fit the resource',
    );
    expect(
      stored !== 'term' || (term?.unit === 'year' && term.meaning === 'storage'),
      'its storage is a term of years it lacks',
    );
    expect(
      typeof stored !== 'number' || stored === storageYears,
      'storageYears and the storage it is credited with differ',
    );
  }
  if (fulfilment.kind === 'licence') {
    expect(
      (fulfilment.validity === 'term') === (term !== null),
      'its validity and its term contradict each other',
    );
  }
  if (fulfilment.kind === 'term' || fulfilment.kind === 'maintenance')
    expect(term !== null, 'it needs a term');
  if (fulfilment.kind === 'term') {
    expect(
      (fulfilment.closes === null && fulfilment.grants === null) || sku.rules.suspension !== undefined,
      'it closes a capability and needs a rule for that',
    );
    expect(
      (fulfilment.closes === null && fulfilment.keeps === null) || scope === 'organization',
      'it closes or keeps a capability, which only organizations have',
    );
  }
  return problems;
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
