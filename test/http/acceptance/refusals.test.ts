/** Problems cite rule, evidence and remedy in the caller's language, and rejected requests change nothing. */
import type { Problem } from '../../../src/contracts/problem.ts';
import { agreementOf, orderOf, ProductClient, domainErrorIn } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

/** Documents of every collection. */
async function stored(): Promise<Record<string, number>> {
  const { collections } = product.fixture.database.connection;
  const counts = await Promise.all(
    Object.entries(collections).map(async ([name, collection]) => [name, await collection.countDocuments()]),
  );
  return Object.fromEntries(counts) as Record<string, number>;
}

const HAN = /\p{Script=Han}/u;

/** Sends in both languages, checks both problems, and returns the English one. */
async function refusedInBoth(
  path: string,
  body: object | string,
  role: 'sales' | 'operator' | 'platform' = 'sales',
) {
  const ask = async (language: string) =>
    domainErrorIn(await client.call(role, path, { body, headers: { 'accept-language': language } }));
  const [english, chinese] = [await ask('en'), await ask('zh')];
  const textsOf = ({ title, detail, remedy, errors = [] }: Problem) => [
    title,
    detail,
    remedy,
    ...errors.flatMap((error) => [error.message, ...(error.remedy === undefined ? [] : [error.remedy])]),
  ];
  for (const text of textsOf(chinese)) expect(text).toMatch(HAN);
  for (const text of textsOf(english)) expect(text).not.toMatch(HAN);
  // No placeholder is left in a text.
  for (const text of [...textsOf(english), ...textsOf(chinese)]) expect(text).not.toMatch(/[{}]|undefined/);
  expect({ ...chinese.evidence }).toEqual({ ...english.evidence });
  expect(chinese.errors?.map(({ path: place, code }) => [place, code])).toEqual(
    english.errors?.map(({ path: place, code }) => [place, code]),
  );
  return english;
}

test('an order that breaks several rules gets all violations at once, each with path, rule and remedy', async () => {
  const { id } = await client.customer();
  const before = await stored();
  const body = {
    ...orderOf(id, [
      { sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_500 },
      { sku: 'AIMIS-INTL-CI-ANN', quantity: 1_000 },
      { sku: 'NOBODY-SELLS-THIS', quantity: 1 },
      { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000.5 },
    ]),
    termsAccepted: false,
  };
  const refused = await refusedInBoth('/v1/orders', body);
  expect(refused).toMatchObject({ status: 422, code: 'order_invalid', rule: '§8.2' });
  const violations = refused.errors!.map(({ path, code, rule }) => [path, code, rule]);
  expect(violations).toEqual(
    expect.arrayContaining([
      ['termsAccepted', 'terms_not_accepted', 'R-INTL-51'],
      ['lines[0].quantity', 'not_a_multiple', 'R-INTL-17'],
      ['lines[1].term', 'term_required', expect.any(String)],
      ['lines[2].sku', 'unknown_sku', expect.any(String)],
      ['lines[3].quantity', 'not_an_integer', expect.any(String)],
    ]),
  );
  for (const { rule, remedy } of refused.errors!) {
    expect(rule).toBeDefined();
    expect(remedy).toBeDefined();
  }
  expect(await stored()).toEqual(before);
});

test('an old version of the terms is rejected, naming the current one', async () => {
  const { id } = await client.customer();
  const refused = await refusedInBoth('/v1/orders', orderOf(id, [MIMI], { termsVersion: '2019-01-01' }));
  expect(refused.errors).toMatchObject([{ path: 'termsVersion', code: 'terms_outdated' }]);
  expect(JSON.stringify(refused.errors)).toContain('2025-03-07');
});

test('confirming without an agreement cites the rule and the evidence', async () => {
  const { id } = await client.customer({ agreement: false });
  const order = await client.place(id, [MIMI]);
  const refused = await refusedInBoth(`/v1/orders/${order.id}/confirm`, {});
  expect(refused).toMatchObject({
    status: 409,
    code: 'agreement_required',
    rule: 'AMB-31',
    evidence: { accountId: id, productLine: 'aimis-intl', orderId: order.id },
  });
});

test('a usage of an empty pool cites the rule of its resource', async () => {
  const { id, organizationId } = await client.customer();
  const use = { accountId: id, organizationId, resource: 'ai:mimi', quantity: 1 };
  const refused = await refusedInBoth('/v1/usages', use, 'platform');
  expect(refused).toMatchObject({ status: 402, rule: 'AMB-24', evidence: { available: 0, quantity: 1 } });
  expect(refused.remedy).toBe('Top up 1,000 cases.');
});

test('each command in the wrong state lists the possible commands', async () => {
  const { id } = await client.customer();
  const order = await client.place(id, [MIMI]);
  const refused = await refusedInBoth(`/v1/orders/${order.id}/release`, {}, 'operator');
  expect(refused).toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'awaiting_confirmation', command: 'release' },
  });
  expect(refused.remedy).toContain('confirm');
});

test('a clock is not moved backwards or beyond its bounds', async () => {
  const { id } = await client.customer();
  const path = `/v1/accounts/${id}/clock/advance`;
  const backwards = await refusedInBoth(path, { to: '2025-03-07T09:06:59.999Z' });
  expect(backwards).toMatchObject({
    status: 422,
    code: 'validation_failed',
    evidence: { now: '2025-03-07T09:07:00.000Z', target: '2025-03-07T09:06:59.999Z' },
  });
  expect(await refusedInBoth(path, { to: '9999-01-01T00:00:00.000Z' })).toMatchObject({ status: 422 });
  expect(await refusedInBoth(path, { by: '-P1D' })).toMatchObject({ status: 422 });
  expect(await refusedInBoth(path, {})).toMatchObject({ status: 422 });
  const account = await client.call('sales', `/v1/accounts/${id}`);
  expect(account.body['now']).toBe('2025-03-07T09:07:00.000Z');
});

describe('bad input changes nothing', () => {
  let accountId: string;
  let organizationId: string;
  let orderId: string;
  beforeAll(async () => {
    ({ id: accountId, organizationId } = await client.customer());
    orderId = (await client.confirmed(accountId, [MIMI])).id;
  });

  const use = () => ({ accountId, organizationId, resource: 'ai:mimi', quantity: 1 });
  const offline = { method: 'offline', reference: 'S1', amount: { amountMinor: 25_000, currency: 'USD' } };
  const CASES: readonly [string, string, () => { path: string; body: object | string }][] = [
    ['malformed JSON', 'malformed_json', () => ({ path: '/v1/orders', body: '{"accountId":' })],
    ['a list for an object', 'validation_failed', () => ({ path: '/v1/orders', body: [] })],
    [
      'an unknown field',
      'validation_failed',
      () => ({ path: '/v1/orders', body: { ...orderOf(accountId, [MIMI]), discount: 10 } }),
    ],
    [
      'a text for a quantity',
      'validation_failed',
      () => ({ path: '/v1/orders', body: orderOf(accountId, [{ ...MIMI, quantity: '1000' as never }]) }),
    ],
    ['no lines', 'validation_failed', () => ({ path: '/v1/orders', body: orderOf(accountId, []) })],
    [
      'more lines than an order may have',
      'validation_failed',
      () => ({ path: '/v1/orders', body: orderOf(accountId, Array<typeof MIMI>(51).fill(MIMI)) }),
    ],
    [
      'a quantity beyond all integers',
      'order_invalid',
      () => ({ path: '/v1/orders', body: orderOf(accountId, [{ ...MIMI, quantity: 1e300 }]) }),
    ],
    [
      'an unknown account',
      'not_found',
      () => ({ path: '/v1/orders', body: orderOf('acc_of_nobody', [MIMI]) }),
    ],
    [
      'an unknown order',
      'not_found',
      () => ({ path: '/v1/orders/ord_of_nobody/cancel', body: { reason: 'Twice' } }),
    ],
    [
      'a cancellation without a reason',
      'validation_failed',
      () => ({ path: `/v1/orders/${orderId}/cancel`, body: { reason: '   ' } }),
    ],
    [
      'an unknown way to pay',
      'validation_failed',
      () => ({ path: `/v1/orders/${orderId}/payments`, body: { method: 'cheque' } }),
    ],
    [
      'money without evidence',
      'validation_failed',
      () => ({ path: `/v1/orders/${orderId}/payments`, body: { ...offline, evidence: {} } }),
    ],
    [
      'money below nothing',
      'validation_failed',
      () => ({
        path: `/v1/orders/${orderId}/payments`,
        body: { ...offline, amount: { amountMinor: -1, currency: 'USD' }, evidence: { note: 'x' } },
      }),
    ],
    [
      'an agreement signed in the future',
      'validation_failed',
      () => ({ path: '/v1/agreements', body: agreementOf(accountId, { signedOn: '2025-03-08' }) }),
    ],
    [
      'an agreement for an unknown product line',
      'validation_failed',
      () => ({ path: '/v1/agreements', body: agreementOf(accountId, { productLines: ['nothing'] }) }),
    ],
    [
      'a use of nothing',
      'validation_failed',
      () => ({ path: '/v1/usages', body: { ...use(), quantity: 0 } }),
    ],
    [
      'a usage of more than a million',
      'validation_failed',
      () => ({ path: '/v1/usages', body: { ...use(), quantity: 1_000_001 } }),
    ],
    [
      'a storage term for a resource without storage',
      'validation_failed',
      () => ({ path: '/v1/usages', body: { ...use(), storageYears: 15 } }),
    ],
    [
      'a usage of an unknown resource',
      'not_found',
      () => ({ path: '/v1/usages', body: { ...use(), resource: 'x' } }),
    ],
    [
      'a price that is none',
      'validation_failed',
      () => ({
        path: '/v1/catalogue/prices',
        body: { prices: [{ sku: MIMI.sku, amountMinor: 0, currency: 'USD' }], reason: 'Free' },
      }),
    ],
  ];

  test.each(CASES)('%s', async (_what, code, request) => {
    const { path, body } = request();
    const before = await stored();
    const role = path === '/v1/usages' ? 'platform' : 'operator';
    const method = path === '/v1/catalogue/prices' ? 'PUT' : 'POST';
    const refused = domainErrorIn(await client.call(role, path, { method, body }));
    expect(refused).toMatchObject({ code });
    expect(refused.remedy).toBeDefined();
    if (code === 'validation_failed' && body !== '') expect(refused.errors).not.toHaveLength(0);
    expect(await stored()).toEqual(before);
  });
});
