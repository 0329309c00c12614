/** Checks files of product lines as if they were published beside a catalogue. Publishes nothing, and needs no server. */
import path from 'node:path';
import type { Localized } from '../../domain/json.ts';
import { CatalogueError, type CatalogueProblem } from './catalogue-error.ts';
import { filesOf, isLineFile, loadFiles, readJson, type CatalogueFile } from './load-catalogue.ts';

/** A valid product line. */
export interface CheckedLine {
  readonly file: string;
  readonly productLine: string;
  readonly name: Localized;
  readonly currency: string;
  readonly skus: number;
  /** SKUs without a price in the file; they cannot be sold before an operator sets one. */
  readonly unpriced: readonly string[];
  /** Rules that the file states. */
  readonly rules: number;
}

export interface CatalogueCheck {
  readonly valid: boolean;
  /** The lines of the given files; empty if anything is wrong. */
  readonly lines: readonly CheckedLine[];
  readonly problems: readonly CatalogueProblem[];
}

/** A given file stands in for the one of the folder that has its name or declares its product line. */
export async function checkFiles(folder: string, given: readonly string[]): Promise<CatalogueCheck> {
  const files = given.map((file): CatalogueFile => ({ file, location: path.resolve(file) }));
  try {
    const replaced = new Set(await declaredLines(files));
    const names = new Set(files.map(({ file }) => path.basename(file)));
    const others: CatalogueFile[] = [];
    for (const other of await filesOf(folder)) {
      const [line] = await declaredLines([other]);
      if (!names.has(other.file) && (line === undefined || !replaced.has(line))) others.push(other);
    }
    const { definitions, publishedPrices } = await loadFiles(folder, [...others, ...files]);
    const priced = new Set(publishedPrices.map(({ sku }) => sku));
    const lines: CheckedLine[] = [];
    for (const entry of files) {
      const [code] = await declaredLines([entry]);
      const line = definitions.productLines.find(({ productLine }) => productLine === code);
      if (line === undefined) continue;
      const skus = definitions.skus.filter(({ productLine }) => productLine === code);
      lines.push({
        file: entry.file,
        productLine: line.productLine,
        name: line.name,
        currency: line.currency,
        skus: skus.length,
        unpriced: skus.map(({ sku }) => sku).filter((sku) => !priced.has(sku)),
        rules: line.rules?.statements.length ?? 0,
      });
    }
    return { valid: true, lines, problems: [] };
  } catch (error) {
    if (error instanceof CatalogueError) return { valid: false, lines: [], problems: error.found };
    throw error;
  }
}

/** The product lines that files declare, valid or not; files that cannot be read declare none. */
async function declaredLines(files: readonly CatalogueFile[]): Promise<string[]> {
  const lines: string[] = [];
  for (const entry of files.filter(isLineFile)) {
    const raw = await readJson(entry.location);
    const json = 'json' in raw ? raw.json : null;
    if (typeof json !== 'object' || json === null || !('productLine' in json)) continue;
    if (typeof json.productLine === 'string') lines.push(json.productLine);
  }
  return lines;
}
