/**
 * Reads the product catalogue from a folder: `units.json`, `resources.json`, `demo-prices.json`, and one file a product line, of
 * any name. An invalid catalogue is refused as a whole, with all problems at once.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import type { CatalogueDefinitions } from '../../domain/catalogue/catalogue.ts';
import { priceOf } from '../../domain/catalogue/price-change.ts';
import type { Price } from '../../domain/catalogue/price.ts';
import { CatalogueError } from './catalogue-error.ts';
import {
  demoPricesFile,
  productLineFile,
  resourcesFile,
  unitsFile,
  type ProductLineFile,
} from './catalogue-schema.ts';
import { contentHashOf } from './content-hash.ts';
import { crossCheck } from './cross-check.ts';
import {
  countryProblemsOf,
  productLineOf,
  publishedPricesOf,
  skusOf,
  withDefaults,
} from './product-line-file.ts';

const UNITS = 'units.json';
const RESOURCES = 'resources.json';
const DEMO_PRICES = 'demo-prices.json';

export interface LoadedCatalogue {
  readonly definitions: CatalogueDefinitions;
  /** Prices that the sources state. */
  readonly publishedPrices: readonly Price[];
  /** Invented prices, each marked `demo`; empty where the folder has none. */
  readonly demoPrices: readonly Price[];
  /** SHA-256 of the content, independent of formatting. Another hash means another version of the catalogue. */
  readonly contentHash: string;
}

/** Reads and validates a catalogue. Throws `CatalogueError` with every problem in the folder. */
export async function loadCatalogue(folder: string): Promise<LoadedCatalogue> {
  const problems: string[] = [];
  const files = await jsonFilesOf(folder);
  const read = async <Schema extends z.ZodType>(
    file: string,
    schema: Schema,
    prepare = (raw: unknown) => raw,
  ) => {
    const raw = await readJson(path.join(folder, file));
    if ('problem' in raw) {
      problems.push(`${file}: ${raw.problem}`);
      return undefined;
    }
    const parsed = schema.safeParse(prepare(raw.json));
    if (parsed.success) return parsed.data;
    problems.push(...parsed.error.issues.map((issue) => `${file}: ${placeOf(issue.path)}: ${issue.message}`));
    return undefined;
  };

  const units = await read(UNITS, unitsFile);
  const resources = await read(RESOURCES, resourcesFile);
  const demo = files.includes(DEMO_PRICES) ? await read(DEMO_PRICES, demoPricesFile) : { prices: [] };
  const lineFiles: { file: string; line: ProductLineFile }[] = [];
  for (const file of files.filter((name) => ![UNITS, RESOURCES, DEMO_PRICES].includes(name))) {
    const line = await read(file, productLineFile, withDefaults);
    if (line !== undefined) lineFiles.push({ file, line });
  }
  if (units === undefined || resources === undefined || demo === undefined || problems.length > 0) {
    throw new CatalogueError(folder, problems);
  }

  const definitions: CatalogueDefinitions = {
    units,
    resources,
    productLines: lineFiles.map(({ line }) => productLineOf(line)),
    skus: lineFiles.flatMap(({ line }) => skusOf(line)),
  };
  const published = lineFiles.map(({ file, line }) => ({ file, prices: publishedPricesOf(line) }));
  const fileOf = (name: string) => lineFiles.find(({ line }) => line.productLine === name)?.file ?? name;
  const found = [
    ...lineFiles.flatMap(({ file, line }) => countryProblemsOf(line).map((problem) => `${file}: ${problem}`)),
    ...crossCheck(definitions, [...published, { file: DEMO_PRICES, prices: demo.prices }], fileOf),
    ...(lineFiles.length === 0 ? ['there is no file of a product line'] : []),
  ];
  if (found.length > 0) throw new CatalogueError(folder, found);

  const content = {
    definitions,
    publishedPrices: published.flatMap(({ prices }) => prices),
    demoPrices: demo.prices.map((price) => priceOf(price, true)),
  };
  return { ...content, contentHash: contentHashOf(content) };
}

async function jsonFilesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    throw new CatalogueError(folder, [`the folder cannot be read (${reasonOf(error)})`]);
  }
}

async function readJson(file: string): Promise<{ readonly json: unknown } | { readonly problem: string }> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return { json };
  } catch (error) {
    return {
      problem:
        error instanceof SyntaxError
          ? `is not valid JSON: ${error.message}`
          : `cannot be read (${reasonOf(error)})`,
    };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** For example `skus[3].minimum`; “the file” for a problem at the top level. */
function placeOf(steps: readonly PropertyKey[]): string {
  const place = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place.replace(/^\./, '') || 'the file';
}
