/** What must fit together for a SKU: its numbers, its names, what it requires and what it turns into. */
import {
  capabilityNameOf,
  findProductLine,
  findResource,
  findSku,
  type CatalogueDefinitions,
} from '../../domain/catalogue/catalogue.ts';
import type { LotFulfilment, TermFulfilment } from '../../domain/catalogue/fulfilment.ts';
import { orderPoliciesOf } from '../../domain/catalogue/policy-set.ts';
import { FULFILMENT_OF_KIND, type Sku } from '../../domain/catalogue/sku.ts';

/** A problem with its place, within the file or a part of it. */
export interface Found {
  readonly path: string;
  readonly problem: string;
}

/** Problems of a SKU, each with its place in the SKU. */
export function skuProblemsOf(sku: Sku, definitions: CatalogueDefinitions): Found[] {
  const { unit, minimum, maximum, step, term, kind, scope, fulfilment } = sku;
  const line = findProductLine(definitions, sku.productLine);
  const problems: Found[] = [];
  const expect = (holds: boolean, path: string, problem: string) => {
    if (!holds) problems.push({ path, problem });
  };

  expect(
    definitions.units[unit] !== undefined,
    'unit',
    `there is no unit ${unit} in units.json or in units of the file`,
  );
  expect(minimum % step === 0, 'minimum', `the minimum ${minimum} is not a multiple of the step ${step}`);
  expect(
    maximum === undefined || maximum >= minimum,
    'maximum',
    `the maximum ${maximum ?? ''} is below the minimum ${minimum}`,
  );
  for (const [index, feature] of (sku.features ?? []).entries()) {
    const named = line === undefined || Object.hasOwn(line.features, feature);
    expect(named, `features[${index}]`, `features of the file must name ${feature}`);
  }
  for (const [index, mode] of (sku.modes ?? []).entries()) {
    const named = line === undefined || Object.hasOwn(line.modes, mode);
    expect(named, `modes[${index}]`, `modes of the file must name ${mode}`);
  }
  expect(
    sku.covers === undefined || findResource(definitions, sku.covers) !== undefined,
    'covers',
    `there is no resource ${sku.covers ?? ''}`,
  );
  expect(
    sku.opens === undefined || capabilityNameOf(definitions, sku.opens) !== undefined,
    'opens',
    `capabilities of the file must name ${sku.opens ?? ''}`,
  );
  for (const [index, required] of (sku.requires ?? []).entries()) {
    const problem = requirementProblemOf(definitions, required, sku.productLine);
    expect(problem === null, `requires[${index}]`, problem ?? '');
  }
  if (line !== undefined && (kind === 'software-basic' || kind === 'software-optional')) {
    const { licenceScope } = orderPoliciesOf(line.policies).values;
    expect(scope === licenceScope, 'scope', `its scope is not the policy licenceScope, ${licenceScope}`);
  }
  expect(
    fulfilment.kind === FULFILMENT_OF_KIND[kind],
    'fulfilment.kind',
    `a SKU of kind ${kind} is fulfilled by ${FULFILMENT_OF_KIND[kind]}, not by ${fulfilment.kind}`,
  );
  if (fulfilment.kind === 'lot') problems.push(...lotProblemsOf(sku, fulfilment, definitions));
  if (fulfilment.kind === 'licence') {
    expect(
      (fulfilment.validity === 'term') === (term !== null),
      'fulfilment.validity',
      'its validity and its term contradict each other',
    );
  }
  if (fulfilment.kind === 'maintenance') expect(term !== null, 'term', 'it needs a term');
  if (fulfilment.kind === 'term') problems.push(...termProblemsOf(sku, fulfilment, definitions));
  return problems;
}

function lotProblemsOf(
  { term, storageYears }: Sku,
  { resource: code, storageYears: stored }: LotFulfilment,
  definitions: CatalogueDefinitions,
): Found[] {
  const resource = findResource(definitions, code);
  if (resource === undefined) {
    const problem = `there is no resource ${code} in resources.json or in resources of the file`;
    return [{ path: 'fulfilment.resource', problem }];
  }
  const path = 'fulfilment.storageYears';
  return [
    ...(resource.perStorage === (stored !== null)
      ? []
      : [{ path, problem: 'its storage does not fit the resource' }]),
    ...(stored !== 'term' || (term?.unit === 'year' && term.meaning === 'storage')
      ? []
      : [{ path, problem: 'its storage is a term of years it lacks' }]),
    ...(typeof stored !== 'number' || stored === storageYears
      ? []
      : [{ path, problem: 'storageYears and the storage it is credited with differ' }]),
  ];
}

function termProblemsOf(
  { term, scope, rules }: Sku,
  { grants, closes, keeps }: TermFulfilment,
  definitions: CatalogueDefinitions,
): Found[] {
  const unnamed = Object.entries({ grants, closes }).filter(
    ([, capability]) => capability !== null && capabilityNameOf(definitions, capability) === undefined,
  );
  return [
    ...(term === null ? [{ path: 'term', problem: 'it needs a term' }] : []),
    ...unnamed.map(([field, capability]) => ({
      path: `fulfilment.${field}`,
      problem: `capabilities of the file must name ${capability ?? ''}`,
    })),
    ...((closes === null && grants === null) || rules.suspension !== undefined
      ? []
      : [{ path: 'rules.suspension', problem: 'it closes a capability and needs a rule for that' }]),
    ...((closes === null && keeps === null) || scope === 'organization'
      ? []
      : [{ path: 'scope', problem: 'it closes or keeps a capability, which only organizations have' }]),
  ];
}

/** What a SKU requires must be sold by its own line. */
function requirementProblemOf(
  definitions: CatalogueDefinitions,
  required: string,
  productLine: string,
): string | null {
  const other = findSku(definitions, required);
  if (other === undefined) return `it requires ${required}, which does not exist`;
  return other.productLine === productLine ? null : `it requires ${required} of another product line`;
}
