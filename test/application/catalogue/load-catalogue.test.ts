import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CatalogueError } from '../../../src/application/catalogue/catalogue-error.ts';
import { loadCatalogue } from '../../../src/application/catalogue/load-catalogue.ts';
import { RULE_IDS } from '../../../src/domain/rules.ts';
import { SHIPPED_CATALOGUE } from './shipped-catalogue.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  await cp(SHIPPED_CATALOGUE, folder, { recursive: true, filter: (file) => !file.endsWith('.ts') });
});
afterEach(() => rm(folder, { recursive: true }));

/** Rewrites one file of the copied catalogue. */
async function change(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(folder, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(path.join(folder, file), text.replace(from, to));
}

async function problems(): Promise<readonly string[]> {
  const error: unknown = await loadCatalogue(folder).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CatalogueError);
  return (error as CatalogueError).problems;
}

describe('the catalogue that comes along', () => {
  it('publishes no AIMIS price: no source states one', async () => {
    const { definitions, publishedPrices } = await loadCatalogue(folder);
    const lines = new Set(
      publishedPrices.map(({ sku }) => definitions.skus.find((known) => known.sku === sku)!.productLine),
    );
    expect([...lines].sort()).toEqual(['huawei-ai', 'ipc']);
  });

  it('marks every invented price as demo, and has one for every unpriced SKU', async () => {
    const { definitions, publishedPrices, demoPrices } = await loadCatalogue(folder);
    expect(demoPrices.every(({ demo }) => demo === true)).toBe(true);
    const published = new Set(publishedPrices.map(({ sku }) => sku));
    const unpriced = definitions.skus.map(({ sku }) => sku).filter((sku) => !published.has(sku));
    expect(demoPrices.map(({ sku }) => sku).sort()).toEqual(unpriced.sort());
  });

  it('declares something of every kind that can be fulfilled', async () => {
    const { definitions } = await loadCatalogue(folder);
    const kinds = new Set(definitions.skus.map(({ fulfilment }) => fulfilment.kind));
    expect([...kinds].sort()).toEqual(['licence', 'lot', 'maintenance', 'service', 'term']);
  });

  it('cites rules that exist', async () => {
    const { definitions } = await loadCatalogue(folder);
    for (const { rules } of definitions.skus) {
      for (const rule of Object.values(rules)) expect(RULE_IDS).toContain(rule);
    }
  });
});

describe('a changed catalogue', () => {
  it('has the same hash when only its formatting changed, and another when its content did', async () => {
    const { contentHash } = await loadCatalogue(folder);
    const text = await readFile(path.join(folder, 'ipc.json'), 'utf8');
    await writeFile(path.join(folder, 'ipc.json'), JSON.stringify(JSON.parse(text)));
    expect((await loadCatalogue(folder)).contentHash).toBe(contentHash);
    await change('ipc.json', '590000', '590001');
    expect((await loadCatalogue(folder)).contentHash).not.toBe(contentHash);
  });

  it('takes a fifth product line from one file alone', async () => {
    const line = {
      productLine: 'fifth',
      name: { en: 'Fifth', zh: '第五' },
      currency: 'CNY',
      agreement: { required: false, rule: 'AMB-31' },
      terms: {
        version: '1',
        rule: '§8.2',
        effectiveFrom: '2026-01-01',
        text: { en: ['Use it well.'], zh: ['请合理使用。'] },
      },
      priceRegions: null,
      policies: { version: 'fifth-1', values: { reminderDays: [14] } },
      skus: [
        {
          sku: 'FIFTH-LOT',
          kind: 'ai-lot',
          name: { en: 'Lot', zh: '包' },
          unit: 'case',
          minimum: 10,
          step: 5,
          term: null,
          prices: [{ amountMinor: 7, perQuantity: 10 }],
          channel: 'any',
          refundPolicy: 'never',
          scope: 'account',
          fulfilment: { kind: 'lot', resource: 'ai:mimi', storageYears: null, lifeYears: 2 },
          rules: {},
        },
      ],
    };
    await writeFile(path.join(folder, 'fifth.json'), JSON.stringify(line));
    const { definitions, publishedPrices } = await loadCatalogue(folder);
    expect(definitions.skus.find(({ sku }) => sku === 'FIFTH-LOT')).toMatchObject({
      productLine: 'fifth',
      step: 5,
    });
    expect(publishedPrices).toContainEqual({
      sku: 'FIFTH-LOT',
      amountMinor: 7,
      currency: 'CNY',
      perQuantity: 10,
    });
  });

  it('needs no demo prices', async () => {
    await rm(path.join(folder, 'demo-prices.json'));
    expect((await loadCatalogue(folder)).demoPrices).toEqual([]);
  });
});

describe('a wrong catalogue is refused, naming file, place and mistake:', () => {
  it.each([
    ['no JSON', 'ipc.json', '{', '', /^ipc\.json: is not valid JSON/],
    [
      'an unknown field',
      'ipc.json',
      '"currency"',
      '"color": 1, "currency"',
      /^ipc\.json: the file: .*"color"/,
    ],
    ['an unknown currency', 'ipc.json', '"USD"', '"XXX"', /^ipc\.json: currency: /],
    [
      'an unknown rule',
      'ipc.json',
      '"R-IPC-15"',
      '"R-IPC-99"',
      /^ipc\.json: skus\[0\]\.rules\.minimum: "R-IPC-99" is no rule/,
    ],
    [
      'a fractional price',
      'ipc.json',
      '590000',
      '590000.5',
      /^ipc\.json: skus\[0\]\.prices\[0\]\.amountMinor: /,
    ],
    [
      'an unknown policy',
      'aimis-intl.json',
      '"licenceScope"',
      '"licenceScop"',
      /^aimis-intl\.json: policies\.values\.licenceScop: There is no policy/,
    ],
    [
      'a policy of the wrong type',
      'resources.json',
      '"resumeRequires": 1',
      '"resumeRequires": 0',
      /^resources\.json: \[0\]\.policies\.values\.resumeRequires: .*whole number from 1/,
    ],
    [
      'an order policy on a resource',
      'resources.json',
      '"resumeRequires": 1',
      '"paymentWindowDays": 1',
      /^resources\.json: \[0\]\.policies\.values\.paymentWindowDays: /,
    ],
    [
      'a SKU declared twice',
      'ipc.json',
      'IPC-SW-SUMMARY',
      'IPC-SW-ANALYSIS',
      /^ipc\.json: skus\[\d+\]\.sku: SKU IPC-SW-ANALYSIS is declared twice/,
    ],
    [
      'an unknown resource',
      'aimis-intl.json',
      '"resource": "ai:mimi"',
      '"resource": "ai:other"',
      /^aimis-intl\.json: skus\[\d+\]\.fulfilment\.resource: AIMIS-INTL-AI-MIMI: there is no resource ai:other/,
    ],
    [
      'an unknown requirement',
      'aimis-cn.json',
      '"requires": ["AIMIS-CN-SW-BASIC"]',
      '"requires": ["AIMIS-CN-SW-NONE"]',
      /^aimis-cn\.json: skus\[\d+\]\.requires\[0\]: AIMIS-CN-SW-OPT-3D: it requires AIMIS-CN-SW-NONE, which/,
    ],
    [
      'a requirement of another line',
      'aimis-cn.json',
      '"requires": ["AIMIS-CN-SW-BASIC"]',
      '"requires": ["AIMIS-INTL-SW-BASIC"]',
      /of another product line/,
    ],
    [
      'an unknown unit',
      'ipc.json',
      '"unit": "set"',
      '"unit": "box"',
      /^ipc\.json: skus\[0\]\.unit: IPC-SW-PRECONSULT: there is no unit box/,
    ],
    [
      'a minimum off the step',
      'aimis-intl.json',
      '"minimum": 1000',
      '"minimum": 1500',
      /^aimis-intl\.json: skus\[0\]\.minimum: .*: the minimum 1500 is not a multiple/,
    ],
    [
      'storage that differs from its name',
      'aimis-intl.json',
      '"storageYears": 1,',
      '"storageYears": 2,',
      /storageYears and the storage it is credited with differ/,
    ],
    [
      'a licence scope against the policy',
      'aimis-intl.json',
      '"licenceScope": "consortium"',
      '"licenceScope": "organization"',
      /its scope is not the policy licenceScope/,
    ],
    [
      'a demo price in another currency',
      'demo-prices.json',
      '"USD"',
      '"CNY"',
      /^demo-prices\.json: prices\[0\]\.currency: /,
    ],
    [
      'a demo price of an unknown SKU',
      'demo-prices.json',
      'AIMIS-INTL-CI-ANN',
      'AIMIS-INTL-CI-ANX',
      /^demo-prices\.json: prices\[6\]\.sku: /,
    ],
    [
      'a demo list that says it is none',
      'demo-prices.json',
      '"demo": true',
      '"demo": false',
      /^demo-prices\.json: demo: /,
    ],
    [
      'a regional price without region',
      'huawei-ai.json',
      '"region": "outside-china-1", "amountMinor": 5000000',
      '"amountMinor": 5000000',
      /^huawei-ai\.json: skus\[0\]\.prices\[0\]\.region: /,
    ],
    [
      'a country in two regions',
      'huawei-ai.json',
      '"AD AE',
      '"BO AD AE',
      /^huawei-ai\.json: priceRegions\.regions\[1\]\.countries: country BO is listed twice/,
    ],
    [
      'arrears without a rule for the suspension',
      'resources.json',
      '"suspension": "R-INTL-53",',
      '',
      /^resources\.json: \[0\]\.editions\.aimis-intl\.suspension: inspection: aimis-intl: with arrears/,
    ],
  ])('%s', async (_mistake, file, from, to, expected) => {
    await change(file, from, to);
    expect(await problems()).toContainEqual(expect.stringMatching(expected));
  });

  it('every mistake at once', async () => {
    await change('ipc.json', '"USD"', '"XXX"');
    await change('aimis-cn.json', '"CNY"', '"XXX"');
    expect((await problems()).map((problem) => problem.split(':')[0])).toEqual(['aimis-cn.json', 'ipc.json']);
  });

  it('a folder that is not there', async () => {
    await expect(loadCatalogue(path.join(folder, 'nowhere'))).rejects.toThrow(
      /nowhere cannot be used:\n- the folder cannot be read/,
    );
  });

  it('a folder without the shared files', async () => {
    await rm(path.join(folder, 'units.json'));
    expect(await problems()).toContainEqual(expect.stringMatching(/^units\.json: cannot be read/));
  });
});
