/**
 * Every rule that an order can break when it is placed (rules §8.2). The response has path, rule and remedy, and a quote
 * reports the same violations. The catalogue has no demo prices: an SKU without a price is rejected.
 */
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { order as orderShape } from '../../../src/contracts/order.ts';
import { quote as quoteShape, type Quote } from '../../../src/contracts/quotes.ts';
import {
  ORDER_VIOLATION_CODES,
  type OrderViolationCode,
} from '../../../src/domain/orders/checks/violations.ts';
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

const QTY_15Y = 'AIMIS-INTL-CI-QTY-15Y';
const ANNUAL = 'AIMIS-INTL-CI-ANN';
const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };
const ONE_TIME_SKU = 'AIMIS-INTL-AI-ONETIME';
const BASIC = 'AIMIS-INTL-SW-BASIC';
const OPTIONAL = 'AIMIS-INTL-SW-OPT-STATS';
const DELIVERY = 'AIMIS-INTL-SVC-DELIVERY';
const CN_BASIC = 'AIMIS-CN-SW-BASIC';
const CN_LOT = { sku: 'AIMIS-CN-CI-QTY-15Y', quantity: 10_000 };
const NEARLY_FREE = 'AIMIS-INTL-CI-QTY-2Y';
const ONE_YEAR = { count: 1, unit: 'year' } as const;

const PRICED = [
  ...[QTY_15Y, ANNUAL, MIMI.sku, ONE_TIME_SKU, BASIC, OPTIONAL, DELIVERY].map((sku) => [sku, 'USD']),
  ...[CN_BASIC, CN_LOT.sku].map((sku) => [sku, 'CNY']),
];
const HUAWEI = { termsVersion: '2025-07-08' };
const CHINA = { termsVersion: '2024-04-23' };

let product: Product;
let client: ProductClient;
let customer: Customer & { readonly consortiumId: string };
let american: Customer;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  const { fixture } = product;
  await publishCatalogue(fixture, fixture.catalogues, { folder: SHIPPED_CATALOGUE, demoPrices: false });
  const prices = [
    ...PRICED.map(([sku, currency]) => ({ sku, currency, amountMinor: 100 })),
    { sku: NEARLY_FREE, currency: 'USD', amountMinor: 1, perQuantity: 1_000_000 },
  ];
  const body = { prices, reason: 'For sale' };
  const set = await client.call('operator', '/v1/catalogue/prices', { method: 'PUT', body });
  expect(set.status).toBe(200);

  const { id } = await client.customer();
  customer = { id, ...(await client.consortium(id)) };
  await client.sign(id, { productLines: ['aimis-cn'] });
  const licensed = [{ sku: CN_BASIC, quantity: 1, organizationId: customer.organizationId }];
  const order = await client.confirmed(id, licensed, CHINA);
  await client.pay(order.id);
  await client.until(order.id, 'completed');
  american = await client.customer({ country: 'US', timeZone: 'America/New_York' });
});
afterAll(() => product.close());

/** Counts the documents of every collection except the outbox, which empties by itself. */
async function stored(): Promise<string> {
  const { collections } = product.fixture.database.connection;
  const names = Object.keys(collections)
    .filter((name) => name !== 'outbox')
    .sort();
  const counts = await Promise.all(names.map((name) => collections[name]!.countDocuments()));
  return names.map((name, index) => `${name} ${counts[index]}`).join(', ');
}

type Expected = readonly (readonly [path: string, code: OrderViolationCode, rule: string])[];
type Role = 'sales' | 'operator';
type Entry = Quote['violations'][number];

/** Places and quotes in both languages and returns the violations of the order. Checks that nothing is stored. */
async function refused(body: object, role: Role = 'sales'): Promise<readonly Entry[]> {
  const before = await stored();
  const ask = async (language: 'en' | 'zh') => {
    const asked = { body, headers: { 'accept-language': language } };
    const refusal = domainErrorIn(await client.call(role, '/v1/orders', asked));
    expect(refusal).toMatchObject({ status: 422, code: 'order_invalid', rule: '§8.2' });
    const quote = read(quoteShape, await client.call(role, '/v1/quotes', asked), 200);
    expect(quote.violations).toEqual(refusal.errors);
    // Violations of the whole order do not affect the amounts of its lines.
    expect(quote.total === null).toBe(quote.violations.some(({ path }) => path.startsWith('lines[')));
    return quote.violations;
  };
  const [english, chinese] = [await ask('en'), await ask('zh')];
  for (const { message, remedy } of english) {
    for (const text of [message, remedy]) expect(text).toMatch(/^[^\p{Script=Han}{}]+\.$/u);
  }
  for (const { message, remedy } of chinese) {
    for (const text of [message, remedy]) expect(text).toMatch(/^[^{}]*\p{Script=Han}[^{}]*。$/u);
  }
  expect(summaryOf(chinese)).toEqual(summaryOf(english));
  expect(await stored()).toBe(before);
  return english;
}

const summaryOf = (entries: readonly Entry[]) => entries.map(({ path, code, rule }) => [path, code, rule]);
const oneTime = () => ({ sku: ONE_TIME_SKU, quantity: 1, organizationId: customer.organizationId });
const order = (lines: readonly LineInput[], fields: object = {}) => orderOf(customer.id, lines, fields);

/** One order for each code, with its expected violations. */
const CASES: Readonly<Record<OrderViolationCode, { body: () => object; expected: Expected }>> = {
  unknown_sku: {
    body: () => order([{ sku: 'NOBODY-SELLS-THIS', quantity: 1 }]),
    expected: [['lines[0].sku', 'unknown_sku', '§8.2']],
  },
  unpriced: {
    body: () => order([{ sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }]),
    expected: [['lines[0].sku', 'unpriced', 'R-INTL-21']],
  },
  offline_only: { body: () => order([oneTime()]), expected: [['lines[0].sku', 'offline_only', 'R-INTL-30']] },
  below_minimum: {
    body: () => order([{ sku: QTY_15Y, quantity: 0 }]),
    expected: [['lines[0].quantity', 'below_minimum', 'R-INTL-17']],
  },
  above_maximum: {
    body: () => order([{ sku: DELIVERY, quantity: 101, organizationId: customer.organizationId }]),
    expected: [['lines[0].quantity', 'above_maximum', '§8.2']],
  },
  zero_total: {
    body: () => order([{ sku: NEARLY_FREE, quantity: 1_000 }]),
    expected: [['lines', 'zero_total', '§8.2']],
  },
  not_a_multiple: {
    body: () => order([{ sku: QTY_15Y, quantity: 1_500 }]),
    expected: [['lines[0].quantity', 'not_a_multiple', 'R-INTL-17']],
  },
  not_an_integer: {
    body: () => order([{ ...MIMI, quantity: 1_000.5 }]),
    expected: [['lines[0].quantity', 'not_an_integer', 'R-INTL-29']],
  },
  term_required: {
    body: () => order([{ sku: ANNUAL, quantity: 1_000 }]),
    expected: [['lines[0].term', 'term_required', 'R-INTL-18']],
  },
  term_not_offered: {
    body: () => order([{ sku: QTY_15Y, quantity: 1_000, term: { count: 10, unit: 'year' } }]),
    expected: [['lines[0].term', 'term_not_offered', 'R-INTL-15']],
  },
  region_not_sellable: {
    body: () => {
      const line = { sku: 'HW-DEV-MODELDEV-STD', quantity: 1, organizationId: american.organizationId };
      return orderOf(american.id, [line], HUAWEI);
    },
    expected: [['lines[0].sku', 'region_not_sellable', 'AMB-36']],
  },
  basic_required: {
    body: () => order([{ sku: OPTIONAL, quantity: 1, term: ONE_YEAR, consortiumId: customer.consortiumId }]),
    expected: [['lines[0].sku', 'basic_required', 'R-INTL-34']],
  },
  mixed_product_lines: {
    body: () =>
      order([MIMI, { sku: 'IPC-SVC-DEPLOY', quantity: 1, organizationId: customer.organizationId }]),
    expected: [['lines[1].sku', 'mixed_product_lines', '§8.2']],
  },
  mixed_currency: {
    body: () => order([MIMI, CN_LOT]),
    expected: [
      ['lines[1].sku', 'mixed_product_lines', '§8.2'],
      ['lines[1].sku', 'mixed_currency', 'AMB-48'],
    ],
  },
  terms_not_accepted: {
    body: () => order([MIMI], { termsAccepted: false }),
    expected: [['termsAccepted', 'terms_not_accepted', 'R-INTL-51']],
  },
  terms_outdated: {
    body: () => order([MIMI], { termsVersion: '2019-01-01' }),
    expected: [['termsVersion', 'terms_outdated', 'R-INTL-51']],
  },
  organization_required: {
    body: () => order([{ sku: DELIVERY, quantity: 1 }]),
    expected: [['lines[0].organizationId', 'organization_required', 'R-INTL-50']],
  },
  scope_required: {
    body: () => order([{ sku: BASIC, quantity: 1, term: ONE_YEAR }]),
    expected: [['lines[0].consortiumId', 'scope_required', 'R-INTL-39']],
  },
  already_licensed: {
    body: () => order([{ sku: CN_BASIC, quantity: 1, organizationId: customer.organizationId }], CHINA),
    expected: [['lines[0].sku', 'already_licensed', 'R-CN-36']],
  },
};

test.each(ORDER_VIOLATION_CODES)(
  '%s is rejected, and reported by a quote in the same words',
  async (code) => {
    const { body, expected } = CASES[code];
    expect(summaryOf(await refused(body()))).toEqual(expected);
  },
);

test('all violations are reported at once, in the order of the body', async () => {
  const { organizationId } = customer;
  const entries = await refused(
    order(
      [
        { sku: QTY_15Y, quantity: 999.5, term: ONE_YEAR },
        { sku: ANNUAL, quantity: 1_500, term: { count: 0.5, unit: 'month' } },
        { sku: 'NOBODY-SELLS-THIS', quantity: 1 },
        { sku: OPTIONAL, quantity: 2, term: ONE_YEAR },
        { ...CN_LOT, quantity: 5_000 },
        { sku: DELIVERY, quantity: 1, organizationId: american.organizationId },
        { sku: DELIVERY, quantity: 1, organizationId },
        oneTime(),
      ],
      { termsAccepted: false, termsVersion: 'old' },
    ),
  );
  expect(entries.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'termsAccepted terms_not_accepted',
    'termsVersion terms_outdated',
    'lines[0].quantity not_an_integer',
    'lines[0].quantity below_minimum',
    'lines[0].term term_not_offered',
    'lines[1].quantity not_a_multiple',
    'lines[1].term.unit term_not_offered',
    'lines[1].term.count not_an_integer',
    'lines[1].term.count below_minimum',
    'lines[2].sku unknown_sku',
    'lines[3].quantity above_maximum',
    'lines[3].consortiumId scope_required',
    'lines[3].sku basic_required',
    'lines[4].sku mixed_product_lines',
    'lines[4].sku mixed_currency',
    'lines[4].quantity below_minimum',
    'lines[4].quantity not_a_multiple',
    'lines[5].organizationId organization_required',
    'lines[7].sku offline_only',
  ]);
  for (const { rule } of entries) expect(rule).toMatch(/^(§8\.\d+|R-(INTL|CN)-\d+|AMB-\d+)$/);
});

test('a quote prices the valid lines despite invalid ones', async () => {
  const body = order([MIMI, { sku: 'AIMIS-INTL-CI-QTY-1Y', quantity: 1_000 }]);
  const quote = read(quoteShape, await client.call('sales', '/v1/quotes', { body }), 200);
  expect(quote).toMatchObject({
    currency: 'USD',
    total: null,
    lines: [{ amount: { amountMinor: 100_000, currency: 'USD' } }, { amount: null, unitPrice: null }],
    violations: [{ path: 'lines[1].sku', code: 'unpriced' }],
  });
});

describe('an SKU that is sold offline only (AMB-44)', () => {
  const offline = (fields: object) => order([oneTime()], { channel: 'offline', ...fields });
  const priced = (amountMinor: number) => ({ sku: ONE_TIME_SKU, amountMinor, currency: 'USD' });
  let agreementId: string;
  beforeAll(async () => {
    agreementId = (await client.sign(customer.id, { prices: [priced(500)] })).id;
  });

  test('cannot be sold offline by sales or without an agreement', async () => {
    const expected = [['lines[0].sku', 'offline_only', expect.any(String)]];
    expect(summaryOf(await refused(offline({ agreementId })))).toEqual(expected);
    expect(summaryOf(await refused(offline({}), 'operator'))).toEqual(expected);
  });

  test('cannot be sold under an agreement of another account', async () => {
    const other = await client.sign((await client.customer({ agreement: false })).id);
    const before = await stored();
    for (const named of [other.id, 'agr_of_nobody']) {
      for (const path of ['/v1/orders', '/v1/quotes']) {
        const body = offline({ agreementId: named });
        expect(domainErrorIn(await client.call('operator', path, { body }))).toMatchObject({
          code: 'not_found',
          evidence: { kind: 'agreement', id: named },
        });
      }
    }
    expect(await stored()).toBe(before);
  });

  test('is sold by an operator under the given agreement, at its price, even if a later one has another', async () => {
    await client.sign(customer.id, { prices: [priced(700)] });
    const placed = read(
      orderShape,
      await client.call('operator', '/v1/orders', { body: offline({ agreementId }) }),
    );
    expect(placed).toMatchObject({ total: { amountMinor: 500 }, agreement: { agreementId } });
    expect((await client.confirm(placed.id)).agreement).toMatchObject({ satisfied: true, agreementId });
  });
});
