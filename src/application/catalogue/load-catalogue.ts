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
import { CatalogueError, type CatalogueProblem } from './catalogue-error.ts';
import { demoPricesFile, productLineFile, resourcesFile, unitsFile } from './catalogue-schema.ts';
import { contentHashOf } from './content-hash.ts';
import { crossCheck } from './cross-check.ts';
import { definitionsOf, type LineFile } from './definitions.ts';
import { publishedPricesOf, withDefaults } from './product-line-file.ts';

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

/** A file of a catalogue: its name in problems, and where it is. */
export interface CatalogueFile {
  readonly file: string;
  readonly location: string;
}

/** Reads and validates a catalogue. Throws `CatalogueError` with every problem in the folder. */
export async function loadCatalogue(folder: string): Promise<LoadedCatalogue> {
  return loadFiles(folder, await filesOf(folder));
}

/** Reads and validates the files as one catalogue. Throws `CatalogueError`, which names `folder`, with every problem in them. */
export async function loadFiles(folder: string, files: readonly CatalogueFile[]): Promise<LoadedCatalogue> {
  const problems: CatalogueProblem[] = [];
  const read = async <Schema extends z.ZodType>(
    { file, location }: CatalogueFile,
    schema: Schema,
    prepare = (raw: unknown) => raw,
  ) => {
    const raw = await readJson(location);
    if ('problem' in raw) {
      problems.push({ file, path: '', problem: raw.problem });
      return undefined;
    }
    const parsed = schema.safeParse(prepare(raw.json));
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      // A key that is wrong says why in an issue of its own.
      const message = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
      problems.push({ file, path: placeOf(issue.path), problem: message ?? issue.message });
    }
    return undefined;
  };
  const named = (name: string) => files.find(({ file }) => path.basename(file) === name);
  const shared = (name: string) => named(name) ?? { file: name, location: path.join(folder, name) };

  const units = await read(shared(UNITS), unitsFile);
  const resources = await read(shared(RESOURCES), resourcesFile);
  const demoFile = named(DEMO_PRICES);
  const demo = demoFile === undefined ? { prices: [] } : await read(demoFile, demoPricesFile);
  const lineFiles: LineFile[] = [];
  for (const entry of files.filter(isLineFile)) {
    const line = await read(entry, productLineFile, withDefaults);
    if (line !== undefined) lineFiles.push({ file: entry.file, line });
  }
  if (units === undefined || resources === undefined || demo === undefined || problems.length > 0) {
    throw new CatalogueError(folder, problems);
  }

  const { definitions, problems: clashes } = definitionsOf({ units, resources, lineFiles });
  const published = lineFiles.flatMap(({ line }) => publishedPricesOf(line));
  const demoList = { file: demoFile?.file ?? DEMO_PRICES, prices: demo.prices };
  const found = [...clashes, ...crossCheck(definitions, lineFiles, demoList)];
  if (found.length > 0) throw new CatalogueError(folder, found);

  const content = {
    definitions,
    publishedPrices: published,
    demoPrices: demo.prices.map((price) => priceOf(price, true)),
  };
  return { ...content, contentHash: contentHashOf(content) };
}

/** True for the file of a product line, false for the files that all lines share. */
export function isLineFile({ file }: CatalogueFile): boolean {
  return ![UNITS, RESOURCES, DEMO_PRICES].includes(path.basename(file));
}

/** The JSON files of a folder, by name. Throws `CatalogueError` if the folder cannot be read. */
export async function filesOf(folder: string): Promise<CatalogueFile[]> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    return names.map((file) => ({ file, location: path.join(folder, file) }));
  } catch (error) {
    const problem = `the folder cannot be read (${reasonOf(error)})`;
    throw new CatalogueError(folder, [{ file: '', path: '', problem }]);
  }
}

/** The content of a file, or why there is none. */
export async function readJson(
  file: string,
): Promise<{ readonly json: unknown } | { readonly problem: string }> {
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
