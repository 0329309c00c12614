/** Links and paths in the documents exist, on any machine. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { allDocuments, ROOT } from '../documents.ts';

const documents = allDocuments();

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

function anchorsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
}

function targetsOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

test.each(documents)(
  'every link of $name within the project leads to a file and a heading',
  ({ name, text }) => {
    const broken = targetsOf(text)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const place = file === '' ? name : path.posix.join(path.posix.dirname(name), file);
        if (!existsSync(path.join(ROOT, place))) return true;
        if (anchor === undefined) return false;
        const other = documents.find((document) => document.name === place);
        return other === undefined || !anchorsOf(other.text).has(anchor);
      });
    expect(broken).toEqual([]);
  },
);

test.each(documents)('every path of the project that $name names exists', ({ text }) => {
  const named = [...text.matchAll(/`((?:src|workflows|activities|client|test|docs|scripts)\/[\w./-]*)`/g)];
  expect(named.map(([, file = '']) => file).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test.each(documents)('$name has no path of a machine', ({ text }) => {
  expect(text.match(/(?:^|[\s"'`(=])(?:\/(?:home|Users|root|tmp|work|mnt|opt)\/|[A-Z]:\\)\S*/gm)).toBeNull();
});

test('every decision is in the index, under its number and title', () => {
  const index = documents.find(({ name }) => name === 'docs/decisions/README.md');
  const records = documents.filter(({ name }) => /^docs\/decisions\/\d{4}-/.test(name));
  const lines = records.map(({ name, text }) => `- [${/^# (.+)$/m.exec(text)?.[1]}](${path.basename(name)})`);
  expect(index?.text.match(/^- \[\d{4}.*$/gm)).toEqual(lines);
  expect(records.map(({ text }) => /^# (\d{4})/m.exec(text)?.[1])).toEqual(
    records.map((_, position) => String(position + 1).padStart(4, '0')),
  );
});
