/**
 * The worked examples of prices and limits over HTTP: the quote and the placed order agree. The catalogue has no demo
 * prices here: an SKU without a sourced price is rejected until an operator sets one.
 */
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { catalogue as catalogueShape } from '../../../src/contracts/catalogue.ts';
import { quote as quoteShape, type Quote } from '../../../src/contracts/quotes.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';
import {
  orderOf,
  ProductClient,
  read,
  domainErrorIn,
  type Customer,
  type LineInput,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  const { fixture } = product;
  await publishCatalogue(fixture, fixture.catalogues, { folder: SHIPPED_CATALOGUE, demoPrices: false });
});
afterAll(() => product.close());

const CHINA = { termsVersion: '2024-04-23' };
const IPC = { termsVersion: '2026-03-24' };
const HUAWEI = { termsVersion: '2025-07-08' };

async function quoted(accountId: string, line: LineInput, fields: object): Promise<Quote> {
  const body = orderOf(accountId, [line], fields);
  return read(quoteShape, await client.call('sales', '/v1/quotes', { body }), 200);
}

/** The total of a line, in its quote and in the order that is then placed. */
async function costs(accountId: string, line: LineInput, fields: object) {
  const quote = await quoted(accountId, line, fields);
  expect(quote.violations).toEqual([]);
  const { total, lines } = await client.place(accountId, [line], fields);
  expect(quote.total).toEqual(total);
  expect(quote.lines.map(({ amount }) => amount)).toEqual(lines.map(({ amount }) => amount));
  return total;
}

async function setPrices(...prices: readonly object[]): Promise<void> {
  const body = { prices, reason: 'For sale' };
  const answer = await client.call('operator', '/v1/catalogue/prices', { method: 'PUT', body });
  expect(answer.status).toBe(200);
}

const BY_QUANTITY = 'AIMIS-CN-CI-QTY-15Y';
const ANNUAL = 'AIMIS-CN-CI-ANN';
const years = (count: number) => ({ count, unit: 'year' }) as const;
const months = (count: number) => ({ count, unit: 'month' }) as const;

describe('the Chinese edition', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await client.customer({ country: 'CN', agreement: false }));
  });

  test('has no demo prices: every SKU is rejected as unpriced until an operator sets a price', async () => {
    const skus = await client.skus('aimis-cn');
    expect(skus.flatMap(({ prices }) => prices)).toEqual([]);
    const line = { sku: BY_QUANTITY, quantity: 10_000 };
    const refused = domainErrorIn(
      await client.call('sales', '/v1/orders', { body: orderOf(id, [line], CHINA) }),
    );
    expect(refused).toMatchObject({
      code: 'order_invalid',
      errors: [{ path: 'lines[0].sku', code: 'unpriced', rule: 'R-CN-18' }],
    });
    await setPrices(
      { sku: BY_QUANTITY, amountMinor: 823, currency: 'CNY' },
      { sku: ANNUAL, amountMinor: 61, currency: 'CNY' },
    );
    expect(await quoted(id, line, CHINA)).toMatchObject({
      total: { amountMinor: 8_230_000 },
      violations: [],
    });
  });

  test('GV-03: 100,000 inspections for 15 years cost 100,000 times the price of 15 years, or 15 times that of one year', async () => {
    expect(await costs(id, { sku: BY_QUANTITY, quantity: 100_000 }, CHINA)).toEqual({
      amountMinor: 100_000 * 823,
      currency: 'CNY',
    });
    const annual = { sku: ANNUAL, quantity: 100_000, term: years(15) };
    expect(await costs(id, annual, CHINA)).toEqual({ amountMinor: 100_000 * 61 * 15, currency: 'CNY' });
  });

  test('GV-08: ten years of storage are sold annually, and not by quantity', async () => {
    const lines = [BY_QUANTITY, ANNUAL].map((sku) => ({ sku, quantity: 10_000, term: years(10) }));
    const [byQuantity, annual] = [await quoted(id, lines[0]!, CHINA), await quoted(id, lines[1]!, CHINA)];
    expect(byQuantity.violations).toMatchObject([
      { path: 'lines[0].term', code: 'term_not_offered', rule: 'R-CN-13' },
    ]);
    expect(annual).toMatchObject({ violations: [], lines: [{ entitlement: { storageYears: 10 } }] });
    const none = await quoted(id, { sku: 'AIMIS-CN-CI-QTY-10Y', quantity: 10_000 }, CHINA);
    expect(none.violations).toMatchObject([{ code: 'unknown_sku' }]);
  });

  test('GV-04, in the steps of this edition: 0, 9,999 and 15,000 are rejected, 10,000 and 20,000 are accepted', async () => {
    const verdicts: (readonly [number, readonly string[]])[] = [];
    for (const quantity of [0, 9_999, 10_000, 15_000, 20_000]) {
      const { violations } = await quoted(id, { sku: BY_QUANTITY, quantity }, CHINA);
      verdicts.push([quantity, violations.map(({ code, rule }) => `${code} ${rule}`)]);
    }
    expect(verdicts).toEqual([
      [0, ['below_minimum R-CN-15']],
      [9_999, ['below_minimum R-CN-15', 'not_a_multiple R-CN-15']],
      [10_000, []],
      [15_000, ['not_a_multiple R-CN-15']],
      [20_000, []],
    ]);
  });
});

test('GV-04: international inspections, 0, 999, 1,000, 1,500 and 2,000', async () => {
  const sku = 'AIMIS-INTL-CI-QTY-15Y';
  await setPrices({ sku, amountMinor: 120, currency: 'USD' });
  const { id } = await client.customer();
  const sold: (readonly [number, number])[] = [];
  for (const quantity of [0, 999, 1_000, 1_500, 2_000]) {
    const { status } = await client.call('sales', '/v1/orders', { body: orderOf(id, [{ sku, quantity }]) });
    sold.push([quantity, status]);
  }
  expect(sold).toEqual([
    [0, 422],
    [999, 422],
    [1_000, 201],
    [1_500, 422],
    [2_000, 201],
  ]);
});

describe('pre-consultation', () => {
  let customer: Customer;
  beforeAll(async () => {
    customer = await client.customer({ agreement: false });
  });
  const dollars = (amount: number) => ({ amountMinor: amount * 100, currency: 'USD' });

  test('GV-26: two sets for 12 months cost 141,600 USD, and the formula explains the amount', async () => {
    const { id, organizationId } = customer;
    const line = { sku: 'IPC-SW-PRECONSULT', quantity: 2, organizationId, term: months(12) };
    expect(await costs(id, line, IPC)).toEqual(dollars(141_600));
    expect((await quoted(id, line, IPC)).lines[0]!.formula).toBe(
      '2 sets × 5,900.00 USD per set per month × 12 months = 141,600.00 USD',
    );
  });

  test('GV-29: one knowledge pack for three months costs 150,000 USD, one deployment 70,000', async () => {
    const { id, organizationId } = customer;
    const pack = { sku: 'IPC-RP-KNOWLEDGE', quantity: 1, term: months(3) };
    expect(await costs(id, pack, IPC)).toEqual(dollars(150_000));
    expect(await costs(id, { sku: 'IPC-SVC-DEPLOY', quantity: 1, organizationId }, IPC)).toEqual(
      dollars(70_000),
    );
  });
});

describe('catalogue data other than prices', () => {
  const catalogueOf = async (productLine: string) =>
    read(catalogueShape, await client.call('sales', `/v1/catalogue?productLine=${productLine}`));

  test('D-028, D-042, D-047: names from the source, and the definition of a set', async () => {
    const { items } = await catalogueOf('huawei-ai');
    for (const { description } of items) expect(description?.en).toContain('workforce baseline');
    const names = items.map(({ name }) => name.en);
    expect(names).toContain('AI Cloud Service AI Model Migration Service - per Model');
    expect(names).toContain('AI Cloud Service Application Migration Service - per Application');
  });

  test('B-048, B-051: names of features and modes, and the contact', async () => {
    const { items, features, productLines } = await catalogueOf('aimis-cn');
    const codes = new Set(items.flatMap(({ features: own = [] }) => own));
    expect(features.map(({ code }) => code).sort()).toEqual([...codes].sort());
    expect(features).toContainEqual({
      code: 'inspection-management',
      name: { en: 'Inspection management', zh: '检查管理' },
    });
    expect(items.find(({ sku }) => sku === 'AIMIS-CN-SVC-MAINT')).toMatchObject({
      billing: 'monthly',
      modes: ['local-inspection', 'remote-maintenance'],
      modeNames: {
        'local-inspection': { zh: '本地巡检' },
        'remote-maintenance': { zh: '远程维保' },
      },
    });
    expect(productLines.find(({ productLine }) => productLine === 'aimis-cn')).toMatchObject({
      contact: { zh: expect.stringMatching(/4009100100.*95716/) as unknown },
    });
  });

  test('a quote with monthly billing shows the monthly amount; the total does not change', async () => {
    const sku = 'AIMIS-INTL-SVC-MAINT';
    await setPrices({ sku, amountMinor: 100_001, currency: 'USD' });
    const { id, organizationId } = await client.customer();
    const line = { sku, quantity: 1, organizationId, term: years(2), mode: 'local-inspection' };
    const { lines } = await quoted(id, line, {});
    expect(lines).toMatchObject([
      {
        amount: { amountMinor: 200_002, currency: 'USD' },
        // 200,002 spread over 24 months, rounded.
        perMonth: { amountMinor: 8_333, currency: 'USD' },
      },
    ]);
    const pack = { sku: 'IPC-RP-KNOWLEDGE', quantity: 1, term: months(3) };
    expect((await quoted(id, pack, IPC)).lines[0]).not.toHaveProperty('perMonth');
  });
});

describe('GV-32: two sets of Huawei’s standard model development', () => {
  const bought = async (country: string) => {
    const { id, organizationId } = await client.customer({ country, agreement: false });
    return [id, { sku: 'HW-DEV-MODELDEV-STD', quantity: 2, organizationId }, HUAWEI] as const;
  };

  test('the start period of a year is marked as an assumption (AMB-35)', async () => {
    const [line] = (await quoted(...(await bought('BR')))).lines;
    expect(line).toMatchObject({ entitlement: { startWithinYears: 1 } });
    expect(line!.assumptions.map(({ rule }) => rule)).toContain('AMB-35');
    expect(line!.assumptions.map(({ statement }) => statement).join(' ')).toContain('valid for one year');
  });

  test.each([
    ['BR', 260_000],
    ['MX', 180_000],
    ['RU', 180_000],
  ])('in %s cost %d USD', async (country, amount) => {
    expect(await costs(...(await bought(country)))).toEqual({ amountMinor: amount * 100, currency: 'USD' });
  });

  test('are not sold in the United States', async () => {
    const [id, line] = await bought('US');
    const refused = domainErrorIn(
      await client.call('sales', '/v1/orders', { body: orderOf(id, [line], HUAWEI) }),
    );
    expect(refused).toMatchObject({
      code: 'order_invalid',
      errors: [{ path: 'lines[0].sku', code: 'region_not_sellable', rule: 'AMB-36' }],
    });
    expect(await quoted(id, line, HUAWEI)).toMatchObject({ total: null });
  });
});

test('GV-38: the Huawei catalogue has 37 SKUs, priced 7,626,000 and 11,334,000 USD in all', async () => {
  const skus = await client.skus('huawei-ai');
  expect(skus).toHaveLength(37);
  const totalOf = (region: string) =>
    skus
      .flatMap(({ prices }) => prices)
      .filter((price) => price.region === region)
      .reduce((sum, { amountMinor }) => sum + amountMinor / 100, 0);
  expect([totalOf('outside-china-1'), totalOf('outside-china-2')]).toEqual([7_626_000, 11_334_000]);
});
