/** The documents of the project, for tests that compare them with the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

export interface ProjectDocument {
  /** From the project's root, with slashes. */
  readonly name: string;
  readonly text: string;
}

/** Documents outside of `docs`. */
const OTHERS = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'client/README.md',
  'test/README.md',
  'test/histories/README.md',
];

/** Every document of the project. */
export function allDocuments(): ProjectDocument[] {
  const docs = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name.split(path.sep).join('/')}`);
  return [...OTHERS.filter((name) => existsSync(path.join(ROOT, name))), ...docs].sort().map(readDocument);
}

export function readDocument(name: string): ProjectDocument {
  return { name, text: readFileSync(path.join(ROOT, name), 'utf8') };
}

/** The first code block of a language after a place in the text. */
export function codeAfter({ name, text }: ProjectDocument, place: string, language: string): string {
  const rest = text.slice(text.indexOf(place));
  const block = new RegExp(`^ *\`\`\`${language}\\n([^]*?)^ *\`\`\``, 'm').exec(rest)?.[1];
  if (!text.includes(place) || block === undefined) {
    throw new Error(`${name} has no block of ${language} after ${place}`);
  }
  return block;
}
