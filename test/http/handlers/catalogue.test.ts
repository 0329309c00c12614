/** The catalogue, its prices and quotes over HTTP. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CatalogueError } from '../../../src/application/catalogue/catalogue-error.ts';
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

interface SkuBody {
  sku: string;
  kind: string;
  productLine: string;
  prices: { amountMinor: number; currency: string; region?: string; demo?: boolean }[];
}

const catalogue = async (query = '') => {
  const { body } = await api.call('platform', `/v1/catalogue${query}`);
  return body as {
    version: string;
    effectiveFrom: string;
    termsVersions: Record<string, string>;
    items: SkuBody[];
  };
};
const priceOf = async (sku: string) => (await api.call('sales', `/v1/catalogue/${sku}`)).body['prices'];
const setPrices = (prices: object[], fields: object = {}) =>
  api.call('operator', '/v1/catalogue/prices', {
    method: 'PUT',
    body: { prices, reason: 'New list', ...fields },
  });

const MIMI = 'AIMIS-INTL-AI-MIMI';

it('says of each product line its price regions by name, and what an agreement may override', async () => {
  const { body } = await api.call('sales', '/v1/catalogue');
  const lines = body['productLines'] as { productLine: string; regions: object[]; policies: object }[];
  const lineOf = (code: string) => lines.find(({ productLine }) => productLine === code)!;
  expect(lineOf('aimis-intl').policies).toMatchObject({ graceHours: 24, licenceScope: 'consortium' });
  expect(lineOf('aimis-intl').policies).not.toHaveProperty('paymentWindowDays');
  const regional = lines.filter(({ regions }) => regions.length > 0);
  expect(regional.length).toBeGreaterThan(0);
  for (const { regions } of regional) {
    for (const region of regions)
      expect(region).toEqual({
        region: expect.any(String) as string,
        name: { en: expect.any(String) as string, zh: expect.any(String) as string },
      });
  }
});

describe('the catalogue', () => {
  it('lists every SKU of the four product lines with the version of their terms', async () => {
    const { items, termsVersions } = await catalogue();
    expect(Object.keys(termsVersions).sort()).toEqual(['aimis-cn', 'aimis-intl', 'huawei-ai', 'ipc']);
    expect(items.filter(({ productLine }) => productLine === 'huawei-ai')).toHaveLength(37);
  });

  it('filters by product line and kind', async () => {
    const { items } = await catalogue('?productLine=aimis-intl&kind=ai-lot');
    expect(items.map(({ sku }) => sku)).toEqual([MIMI]);
    expect((await api.call('sales', '/v1/catalogue?kind=cars')).status).toBe(422);
  });

  it('marks demo prices', async () => {
    const { items } = await catalogue('?productLine=aimis-intl');
    expect(items.flatMap(({ prices }) => prices).every(({ demo }) => demo === true)).toBe(true);
    const { items: published } = await catalogue('?productLine=huawei-ai');
    expect(published.flatMap(({ prices }) => prices).some(({ demo }) => demo === true)).toBe(false);
  });

  it('returns 404 for an unknown SKU', async () => {
    const { status, body } = await api.call('sales', '/v1/catalogue/AIMIS-MARS');
    expect([status, body['evidence']]).toEqual([404, { kind: 'sku', id: 'AIMIS-MARS' }]);
  });
});

describe('setting prices', () => {
  it('creates a version with author, reason and differences, which the next quote uses', async () => {
    const { version } = await catalogue();
    const set = await setPrices([{ sku: MIMI, amountMinor: 77, currency: 'USD' }]);
    expect(set.status).toBe(200);
    expect(set.body['version']).not.toBe(version);
    expect(await priceOf(MIMI)).toEqual([{ amountMinor: 77, currency: 'USD', perQuantity: 1 }]);

    const [latest] = pageOf(await api.call('operator', '/v1/catalogue/versions?limit=1')).items;
    expect(latest).toMatchObject({
      version: set.body['version'],
      author: 'key_operator',
      reason: 'New list',
      differences: [{ sku: MIMI, before: { demo: true }, after: { amountMinor: 77 } }],
    });
    const [audited] = pageOf(await api.call('operator', '/v1/audit?type=catalogue.repriced')).items;
    expect(audited).toMatchObject({
      actor: 'key_operator',
      reason: 'New list',
      before: { version },
      after: set.body,
    });
  });

  it('to their current values creates no version', async () => {
    const prices = [{ sku: MIMI, amountMinor: 78, currency: 'USD' }];
    const first = await setPrices(prices);
    const again = await setPrices(prices);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('by two operators at once applies both lists', async () => {
    const skus = [
      'AIMIS-INTL-CI-QTY-1Y',
      'AIMIS-INTL-CI-QTY-2Y',
      'AIMIS-INTL-CI-QTY-3Y',
      'AIMIS-INTL-CI-QTY-5Y',
    ];
    const answers = await Promise.all(
      skus.map((sku) => setPrices([{ sku, amountMinor: 1_234, currency: 'USD' }])),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body['version'])).size).toBe(4);
    for (const sku of skus) expect(await priceOf(sku)).toMatchObject([{ amountMinor: 1_234 }]);
  });

  it('is rejected with every violation in the list, and changes nothing', async () => {
    const { version } = await catalogue();
    const answer = await setPrices([
      { sku: 'AIMIS-MARS', amountMinor: 1, currency: 'USD' },
      { sku: MIMI, amountMinor: 1, currency: 'CNY' },
      { sku: MIMI, amountMinor: 1, currency: 'USD', region: 'outside-china-1' },
      { sku: 'HW-DEV-MODELDEV-BAS', amountMinor: 1, currency: 'USD' },
    ]);
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toEqual([
      'prices[0].sku unknown_sku',
      'prices[1].currency wrong_currency',
      'prices[2].region region_not_used',
      'prices[3].region region_required',
    ]);
    expect((await catalogue()).version).toBe(version);
  });

  it('is for operators', async () => {
    const body = { prices: [{ sku: MIMI, amountMinor: 1, currency: 'USD' }], reason: 'r' };
    expect((await api.call('sales', '/v1/catalogue/prices', { method: 'PUT', body })).status).toBe(403);
    expect((await api.call('sales', '/v1/catalogue/versions')).status).toBe(403);
  });

  it('has a history that pages from the newest version to the first', async () => {
    const versions: unknown[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = pageOf(await api.call('operator', `/v1/catalogue/versions?limit=2${query}`));
      versions.push(...page.items.map(({ version }) => version));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(versions.map(Number)).toEqual(versions.map((_version, index) => versions.length - index));
  });
});

describe('a quote', () => {
  const orderOf = (accountId: string, lines: object[], fields: object = {}) => ({
    accountId,
    channel: 'online',
    termsAccepted: true,
    termsVersion: '2025-03-07',
    lines,
    ...fields,
  });
  const quoteFor = (body: object, language = 'en') =>
    api.call('sales', '/v1/quotes', { body, headers: { 'accept-language': language } });

  it('returns prices in the language of the caller, and warns that an agreement is missing', async () => {
    await setPrices([{ sku: 'AIMIS-INTL-CI-QTY-15Y', amountMinor: 120, currency: 'USD' }]);
    const body = orderOf(await newAccount(api), [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 }]);
    const { status, body: quote } = await quoteFor(body);
    expect(status).toBe(200);
    expect(quote).toMatchObject({
      currency: 'USD',
      total: { amountMinor: 1_200_000, currency: 'USD' },
      lines: [
        {
          unitPrice: { amountMinor: 120, perQuantity: 1 },
          amount: { amountMinor: 1_200_000, currency: 'USD' },
          entitlement: { kind: 'lot', resource: 'inspection', storageYears: 15 },
        },
      ],
      agreement: { required: true, satisfied: false },
      violations: [],
    });
    const formulas = [quote, (await quoteFor(body, 'zh')).body].map(
      ({ lines }) => (lines as { formula: string }[])[0]!.formula,
    );
    expect(formulas[0]).toContain('10,000 inspections × 1.20 USD');
    expect(formulas[1]).toContain('1.20 美元');
  });

  it('lists every violation that placing would report, in the same words, and succeeds', async () => {
    const accountId = await newAccount(api);
    const body = orderOf(
      accountId,
      [
        { sku: MIMI, quantity: 1_500 },
        { sku: 'AIMIS-MARS', quantity: 1 },
      ],
      {
        termsAccepted: false,
        termsVersion: 'old',
      },
    );
    const { status, body: quote } = await quoteFor(body);
    const placed = await api.call('sales', '/v1/orders', { body });
    expect([status, placed.status, placed.body['code']]).toEqual([200, 422, 'order_invalid']);
    expect(quote['violations']).toEqual(placed.body['errors']);
    expect(
      (quote['violations'] as { code: string; rule?: string }[]).map(({ code, rule }) => [
        code,
        rule !== undefined,
      ]),
    ).toEqual([
      ['terms_not_accepted', true],
      ['terms_outdated', true],
      ['not_a_multiple', true],
      ['unknown_sku', true],
    ]);
    expect([quote['total'], (quote['lines'] as { amount: unknown }[])[1]!.amount]).toEqual([null, null]);
  });

  it('is satisfied by an agreement, whose prices it uses', async () => {
    const accountId = await newAccount(api);
    await api.call('sales', '/v1/agreements', {
      body: {
        accountId,
        number: 'A',
        productLines: ['aimis-intl'],
        signedOn: '2025-03-01',
        document: { name: 'a.pdf', sha256: 'ab'.repeat(32) },
        prices: [{ sku: MIMI, amountMinor: 5, currency: 'USD' }],
      },
    });
    const { body } = await quoteFor(orderOf(accountId, [{ sku: MIMI, quantity: 1_000 }]));
    expect(body).toMatchObject({
      total: { amountMinor: 5_000 },
      agreement: { required: true, satisfied: true },
    });
  });

  it('needs an existing account, and stores nothing', async () => {
    const before = await api.fixture.database.models.audit.countDocuments();
    expect((await quoteFor(orderOf('acc_none', [{ sku: MIMI, quantity: 1_000 }]))).status).toBe(404);
    await quoteFor(
      orderOf(String(pageOf(await api.call('sales', '/v1/accounts')).ids[0]), [
        { sku: MIMI, quantity: 1_000 },
      ]),
    );
    expect(await api.fixture.database.models.audit.countDocuments()).toBe(before);
    expect(await api.fixture.database.models.orders.countDocuments()).toBe(0);
  });
});

describe('the rules that are cited', () => {
  interface RuleBody {
    id: string;
    statement: { en: string; zh: string };
    source: string;
  }
  const open = (path: string, language = 'en') =>
    call(api.server, path, { headers: { 'accept-language': language } });

  it('are read without a key, by a percent-encoded id', async () => {
    const { status, body } = await open('/v1/rules/%C2%A78.7', 'zh');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: '§8.7', source: '本产品的规则实施' });
    expect((await open('/v1/rules/R-INTL-17')).body).toEqual({
      id: 'R-INTL-17',
      statement: {
        en: 'Cloud inspections are sold from 1,000, in multiples of 1,000.',
        zh: '云检查资源 1,000 例次起售，按 1,000 例次的整数倍销售。',
      },
      source: 'AIMIS purchase guide, international edition, 2025',
    });
  });

  it('are 404 for an unknown id', async () => {
    for (const id of ['R-INTL-59', 'AMB-57', '%C2%A78.19', 'toString']) {
      const { status, body } = await open(`/v1/rules/${id}`);
      expect([status, body['code']]).toEqual([404, 'not_found']);
    }
  });

  it('are found by the start of an id, with or without its sign, and by words in either language', async () => {
    const idsOf = async (query: string) =>
      ((await open(`/v1/rules?query=${encodeURIComponent(query)}`)).body['items'] as RuleBody[]).map(
        ({ id }) => id,
      );
    expect(await idsOf('8.7')).toEqual(['§8.7']);
    expect(await idsOf('§8.7')).toEqual(['§8.7']);
    expect((await idsOf('r-hw')).length).toBe(11);
    expect(await idsOf('冲正')).toEqual(['AMB-26']);
  });

  it('are listed in pages, each exactly once', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await open(`/v1/rules?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`);
      ids.push(...(body['items'] as RuleBody[]).map(({ id }) => id));
      cursor = body['nextCursor'] as string | null;
    } while (cursor !== null);
    expect([ids.length, new Set(ids).size]).toEqual([227, 227]);
    expect((await open('/v1/rules?cursor=bm8')).status).toBe(422);
  });
});

describe('the terms of service', () => {
  interface TermsBody {
    productLine: string;
    version: string;
    text: { en: string; zh: string };
    sha256: string;
  }
  const terms = async (query = '') =>
    (await call(api.server, `/v1/terms-of-service${query}`)).body['items'] as TermsBody[];

  it('A-080, A-087, A-095, B-074, C-032, C-038, C-044: are read without a key, in both languages, in the version that customers accept', async () => {
    const { termsVersions } = await catalogue();
    const items = await terms();
    expect(Object.fromEntries(items.map(({ productLine, version }) => [productLine, version]))).toEqual(
      termsVersions,
    );
    for (const { text, sha256 } of items) {
      expect(createHash('sha256').update(`${text.en}\n${text.zh}`).digest('hex')).toBe(sha256);
      expect([text.en, text.zh]).toEqual([
        expect.stringContaining('Refund'),
        expect.stringContaining('退款'),
      ]);
    }
    expect(await terms('?productLine=ipc&version=2026-03-24')).toHaveLength(1);
    expect(await terms('?productLine=ipc&version=1999-01-01')).toEqual([]);
  });

  it('are stored on the order by version and fingerprint', async () => {
    const accountId = await newAccount(api);
    const { status, body } = await api.call('sales', '/v1/orders', {
      method: 'POST',
      body: {
        accountId,
        channel: 'online',
        termsAccepted: true,
        termsVersion: '2025-03-07',
        lines: [{ sku: MIMI, quantity: 1_000 }],
      },
    });
    const [current] = await terms('?productLine=aimis-intl');
    expect(status).toBe(201);
    expect(body).toMatchObject({ termsVersion: '2025-03-07', termsSha256: current!.sha256 });
  });

  it('cannot change within a version, and stay readable after a new version', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
    try {
      await cp(SHIPPED_CATALOGUE, folder, { recursive: true });
      const file = path.join(folder, 'ipc.json');
      const line = JSON.parse(await readFile(file, 'utf8')) as { terms: { version: string; text: object } };
      const text = { en: ['Other words.'], zh: ['其他条款。'] };
      const publish = async (changed: object) => {
        await writeFile(file, JSON.stringify({ ...line, terms: { ...line.terms, ...changed } }));
        return publishCatalogue(api.fixture, api.fixture.catalogues, { folder, demoPrices: true });
      };
      await expect(publish({ text })).rejects.toThrow(CatalogueError);
      await publish({ text, version: '2027-01-01', effectiveFrom: '2027-01-01' });
      expect((await terms('?productLine=ipc')).map(({ version }) => version)).toEqual([
        '2027-01-01',
        '2026-03-24',
      ]);
      expect((await catalogue()).termsVersions['ipc']).toBe('2027-01-01');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
