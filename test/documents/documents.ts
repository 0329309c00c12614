/** The documents as they are in the project, for tests that hold them to the code. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface ProjectDocument {
  /** From the project's root, with slashes. */
  readonly name: string;
  readonly text: string;
}

/** Every document of the project. */
export function allDocuments(): ProjectDocument[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.split(path.sep).join('/')}`);
  return ['README.md', 'CHANGELOG.md', ...docs].sort().map(readDocument);
}

export function readDocument(name: string): ProjectDocument {
  return { name, text: readFileSync(path.join(ROOT, name), 'utf8') };
}

/** The first block of code in a language after a place in the text. */
export function codeAfter({ name, text }: ProjectDocument, place: string, language: string): string {
  const rest = text.slice(text.indexOf(place));
  const block = new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, 'm').exec(rest)?.[1];
  if (!text.includes(place) || block === undefined) {
    throw new Error(`${name} has no block of ${language} after ${place}`);
  }
  return block;
}
