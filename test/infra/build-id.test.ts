/** The id of a build follows its code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildId } from '../../src/infra/build-id.ts';
import { productVersion } from '../../src/infra/product-version.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'build-id-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function idOf(workflows: string): string {
  const bundle = path.join(folder, 'workflow-bundle.js');
  writeFileSync(bundle, workflows);
  return buildId(undefined, bundle);
}

test('the same workflows have the same id, other workflows another one', () => {
  const id = idOf('one');
  expect(id).toMatch(/^\d+\.\d+\.\d+\S*-[0-9a-f]{12}$/);
  expect(idOf('one')).toBe(id);
  expect(idOf('two')).not.toBe(id);
});

test('the same workflows have the same id in whatever folder they are built', () => {
  const code = 'exports.order = 1;\n//# sourceMappingURL=data:application/json;base64,';
  expect(idOf(`${code}L29uZQ==`)).toBe(idOf(`${code}L3R3bw==`));
});

test('an id that is given replaces it, and sources have none of their own', () => {
  expect(buildId('release-7')).toBe('release-7');
  expect(buildId(undefined, path.join(folder, 'none.js'))).toBe(`${productVersion()}-source`);
});
