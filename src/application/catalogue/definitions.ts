/** Puts the files of a catalogue together: what the lines share, and what each line brings. */
import { isDeepStrictEqual } from 'node:util';
import type { CatalogueDefinitions, Resource, Unit } from '../../domain/catalogue/catalogue.ts';
import type { CatalogueProblem } from './catalogue-error.ts';
import type { ProductLineFile } from './catalogue-schema.ts';
import { productLineOf, resourcesOf, skusOf } from './product-line-file.ts';

/** The file of a product line, read. */
export interface LineFile {
  readonly file: string;
  readonly line: ProductLineFile;
}

export interface CatalogueParts {
  /** Of `units.json`. */
  readonly units: Readonly<Record<string, Unit>>;
  /** Of `resources.json`. */
  readonly resources: readonly Resource[];
  readonly lineFiles: readonly LineFile[];
}

/**
 * Returns the definitions, and a problem for each unit and resource that a line declares otherwise than the files before
 * it. Lines may sell the same resource; each brings its own rules for it.
 */
export function definitionsOf({ units, resources, lineFiles }: CatalogueParts): {
  readonly definitions: CatalogueDefinitions;
  readonly problems: readonly CatalogueProblem[];
} {
  const problems: CatalogueProblem[] = [];
  const allUnits = new Map(Object.entries(units));
  const allResources = new Map<string, Resource>();
  for (const resource of resources) {
    if (allResources.has(resource.resource)) {
      const problem = `resource ${resource.resource} is declared twice`;
      problems.push({ file: 'resources.json', path: `[${resources.indexOf(resource)}].resource`, problem });
    }
    allResources.set(resource.resource, resource);
  }
  for (const { file, line } of lineFiles) {
    for (const [code, unit] of Object.entries(line.units)) {
      const known = allUnits.get(code);
      if (known !== undefined && !isDeepStrictEqual(known, unit)) {
        problems.push({ file, path: `units.${code}`, problem: 'another file declares it in other words' });
      }
      allUnits.set(code, known ?? unit);
    }
    for (const [index, resource] of resourcesOf(line).entries()) {
      const known = allResources.get(resource.resource);
      if (known !== undefined && !isDeepStrictEqual(withoutRules(known), withoutRules(resource))) {
        problems.push({
          file,
          path: `resources[${index}]`,
          problem: `another declaration of ${resource.resource} differs; all but its rules must be the same`,
        });
      }
      const editions = { ...known?.editions, ...resource.editions };
      allResources.set(resource.resource, { ...(known ?? resource), editions });
    }
  }
  const definitions = {
    units: Object.fromEntries(allUnits),
    resources: [...allResources.values()],
    productLines: lineFiles.map(({ line }) => productLineOf(line)),
    skus: lineFiles.flatMap(({ line }) => skusOf(line)),
  };
  return { definitions, problems };
}

function withoutRules({ editions: _editions, ...resource }: Resource): Omit<Resource, 'editions'> {
  return resource;
}
