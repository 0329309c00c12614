/**
 * `releases.json` names the commit of each release, so that any release can be built from the history of this repository.
 * A release commit cannot contain its own hash, so the newest version of the changelog is entered by the commit after it.
 */
import { execFileSync } from 'node:child_process';
import { ROOT, readDocument } from '../documents.ts';

const releases = JSON.parse(readDocument('releases.json').text) as Record<string, string>;
const inChangelog = [...readDocument('CHANGELOG.md').text.matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)].map(
  ([, version = '']) => version,
);

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}

function versionAt(commit: string): unknown {
  const manifest = JSON.parse(git('show', `${commit}:package.json`)) as { version: unknown };
  return manifest.version;
}

test('every version of the changelog is recorded, except that the newest may be missing', () => {
  const recorded = Object.keys(releases).reverse();
  const newest = inChangelog[0] ?? '';
  expect(newest in releases ? recorded : [newest, ...recorded]).toEqual(inChangelog);
});

test('the package has the newest version of the changelog', () => {
  const manifest = JSON.parse(readDocument('package.json').text) as { version: string };
  expect(manifest.version).toBe(inChangelog[0]);
});

test.each(Object.entries(releases))(
  'release %s is in the history and was built as that version',
  (version, commit) => {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    // Throws unless the commit is an ancestor of the current one.
    git('merge-base', '--is-ancestor', commit, 'HEAD');
    expect(versionAt(commit)).toBe(version);
  },
);
