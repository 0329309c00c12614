/** The page on the file of a product line names every field, and its example can be published. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { productLineFile } from '../../../src/application/catalogue/catalogue-schema.ts';
import { checkFiles } from '../../../src/application/catalogue/check-files.ts';
import { ORDER_POLICIES, POOL_POLICIES } from '../../../src/domain/catalogue/policies.ts';
import { RULE_CONCERNS } from '../../../src/domain/catalogue/sku.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';

let page: string;
beforeAll(async () => {
  page = await readFile(path.resolve('docs', 'catalogue.md'), 'utf8');
});

test('every field, policy and concern of a file is on the page', () => {
  const { shape } = productLineFile;
  const fields = [
    ...Object.keys(shape),
    ...Object.keys(shape.skus.element.shape),
    ...Object.keys(shape.resources.unwrap().element.shape),
    ...ORDER_POLICIES,
    ...POOL_POLICIES,
    ...RULE_CONCERNS,
  ];
  expect(fields.length).toBeGreaterThan(60);
  expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});

test('the example on the page could be published as it stands', async () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  try {
    const file = path.join(folder, 'sms.json');
    await writeFile(file, example);
    expect(await checkFiles(SHIPPED_CATALOGUE, [file])).toMatchObject({
      valid: true,
      lines: [{ productLine: 'sms', currency: 'JPY', skus: 2, unpriced: [], rules: 5 }],
      problems: [],
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('no code knows the line of the example', async () => {
  const found: string[] = [];
  for (const root of ['src', 'workflows', 'activities']) {
    for (const file of await readdir(root, { recursive: true })) {
      if (!/\.(ts|json)$/.test(file)) continue;
      if (/\bsms\b|短信/i.test(await readFile(path.join(root, file), 'utf8'))) found.push(file);
    }
  }
  expect(found).toEqual([]);
});
