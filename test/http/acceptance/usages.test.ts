/** Usages of a platform: rejected entirely if units are missing, decided one by one in a batch, and explained later. */
import { z } from 'zod';
import { problem } from '../../../src/contracts/problem.ts';
import { explainedUsage, usage } from '../../../src/contracts/usages.ts';
import { usagesOf } from '../../support/journal.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import {
  PRICE,
  ProductClient,
  read,
  domainErrorIn,
  SANDBOX_START,
  type Customer,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

async function customerWith(line: { sku: string; quantity: number } = MIMI): Promise<Customer> {
  const customer = await client.customer();
  await client.bought(customer.id, [line]);
  return customer;
}

async function usesOf({ id }: Customer): Promise<number> {
  return (await usagesOf(product.fixture.database, id)).length;
}

const batchAnswer = z.strictObject({
  results: z.array(
    z.strictObject({
      key: z.string(),
      status: z.number(),
      usage: usage.optional(),
      problem: problem.optional(),
    }),
  ),
});

async function postBatch(uses: readonly object[], headers: Record<string, string> = {}) {
  const answer = await client.call('platform', '/v1/usages/batch', { body: { usages: uses }, headers });
  return read(batchAnswer, answer, 200).results;
}

test('a usage beyond the available units is rejected entirely, with rule, figures and remedy', async () => {
  const customer = await customerWith();
  await client.use(customer, { resource: 'ai:mimi', quantity: 400 });
  const refused = domainErrorIn(
    await client.post(customer, { resource: 'ai:mimi', quantity: 601 }, 'too-much'),
  );
  expect(refused).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    rule: 'AMB-24',
    evidence: {
      accountId: customer.id,
      resource: 'ai:mimi',
      quantity: 601,
      available: 600,
      at: SANDBOX_START,
    },
  });
  expect(refused.remedy).toContain('600');
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ used: 400, available: 600 });
  expect(await usesOf(customer)).toBe(1);

  // An error does not use up the key: a later request with it is decided again.
  const answer = await client.post(customer, { resource: 'ai:mimi', quantity: 600 }, 'too-much');
  expect(read(usage, answer, 201)).toMatchObject({ balance: { available: 0, arrears: 0 } });
  expect(await client.notices(customer.id, 'pool.exhausted')).toHaveLength(1);
  await soundLedger(product.fixture, customer.id);
});

test('a key belongs to its usage permanently: a repetition gets the first response, another body is rejected', async () => {
  const customer = await customerWith();
  const request = { resource: 'ai:mimi', quantity: 10, reference: 'study-1' };
  const first = await client.post(customer, request, 'study-1');
  await client.use(customer, { resource: 'ai:mimi', quantity: 5 });
  await client.advance(customer.id, { by: 'P100D' });
  const again = await client.post(customer, request, 'study-1');
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  // Another API key of the role may repeat it: the key of a usage belongs to the account.
  const other = domainErrorIn(await client.post(customer, { ...request, quantity: 11 }, 'study-1'));
  expect(other).toMatchObject({ status: 422, code: 'idempotency_mismatch', evidence: { key: 'study-1' } });
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ used: 15, available: 985 });
});

test('the usages of a batch are decided in order, each with the result of a single call', async () => {
  const customer = await customerWith();
  const use = { accountId: customer.id, organizationId: customer.organizationId, resource: 'ai:mimi' };
  const results = await postBatch([
    { key: 'a', ...use, quantity: 700 },
    { key: 'b', ...use, quantity: 301 },
    { key: 'c', ...use, quantity: 300 },
    { key: 'a', ...use, quantity: 700 },
    { key: 'a', ...use, quantity: 1 },
    { key: 'd', ...use, quantity: 0 },
    { key: 'e', ...use, quantity: 1, resource: 'ai:nothing' },
    { key: 'f', ...use, quantity: 1, organizationId: 'org_of_nobody' },
    { key: 'g', ...use, quantity: 1 },
  ]);
  expect(results.map(({ key, status, problem: refused }) => [key, status, refused?.code])).toEqual([
    ['a', 201, undefined],
    ['b', 402, 'insufficient_balance'],
    ['c', 201, undefined],
    ['a', 201, undefined],
    ['a', 422, 'idempotency_mismatch'],
    ['d', 422, 'validation_failed'],
    ['e', 404, 'not_found'],
    ['f', 404, 'not_found'],
    ['g', 402, 'insufficient_balance'],
  ]);
  expect(results[3]!.usage).toEqual(results[0]!.usage);
  expect(results[1]!.problem).toMatchObject({ rule: 'AMB-24', evidence: { quantity: 301, available: 300 } });
  expect(results[2]!.usage).toMatchObject({ balance: { available: 0 } });
  expect(await usesOf(customer)).toBe(2);
  await soundLedger(product.fixture, customer.id);

  const inChinese = await postBatch([{ key: 'h', ...use, quantity: 1 }], { 'accept-language': 'zh' });
  expect(inChinese[0]!.problem!.detail).toMatch(/\p{Script=Han}/u);
});

test('a key used in a batch is the same key as in a single call', async () => {
  const customer = await customerWith();
  const request = { resource: 'ai:mimi', quantity: 3 };
  const single = read(usage, await client.post(customer, request, 'one'), 201);
  const use = { accountId: customer.id, organizationId: customer.organizationId, ...request };
  expect(await postBatch([{ key: 'one', ...use }])).toMatchObject([{ status: 201, usage: single }]);
  expect(await usesOf(customer)).toBe(1);
});

test('a batch sent twice at once has one effect', async () => {
  const customer = await customerWith();
  const uses = Array.from({ length: 50 }, (_, index) => ({
    key: `case-${index}`,
    accountId: customer.id,
    organizationId: customer.organizationId,
    resource: 'ai:mimi',
    quantity: 1,
  }));
  const [first, second] = await Promise.all([postBatch(uses), postBatch(uses)]);
  expect(second.map((result) => result.usage)).toEqual(first.map((result) => result.usage));
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ used: 50, available: 950 });
  await soundLedger(product.fixture, customer.id);
});

test('a usage is explained down to lots, orders, lines and prices', async () => {
  const customer = await client.customer();
  const annual = { sku: 'AIMIS-INTL-CI-ANN', quantity: 1_000, term: { count: 3, unit: 'year' as const } };
  const first = await client.bought(customer.id, [annual]);
  await client.advance(customer.id, { by: 'P1M' });
  const second = await client.bought(customer.id, [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }]);
  const request = { resource: 'inspection', quantity: 1_001, reference: 'night-shift' };
  const { id } = await client.use(customer, request);

  const explained = await client.explained(id);
  const at = '2025-04-07T09:07:00.000Z';
  expect(explained).toMatchObject({ at, quantity: 1_001, reference: 'night-shift', arrears: 0, offsets: [] });
  expect(explained.draws).toEqual([
    {
      lotId: first.lines[0]!.entitlements[0]!.id,
      units: 1_000,
      storageYears: 3,
      storedUntil: '2028-04-07T16:00:00.000Z',
      orderId: first.id,
      lineId: first.lines[0]!.id,
      unitPrice: first.lines[0]!.unitPrice,
      lineAmount: { amountMinor: 1_000 * 3 * PRICE.annual, currency: 'USD' },
      earned: { amountMinor: 1_000 * 3 * PRICE.annual, currency: 'USD' },
      expiresAt: '2026-03-07T16:00:00.000Z',
    },
    {
      lotId: second.lines[0]!.entitlements[0]!.id,
      units: 1,
      storageYears: 15,
      storedUntil: '2040-04-07T16:00:00.000Z',
      orderId: second.id,
      lineId: second.lines[0]!.id,
      unitPrice: second.lines[0]!.unitPrice,
      lineAmount: { amountMinor: 1_000 * PRICE.qty15Y, currency: 'USD' },
      earned: { amountMinor: PRICE.qty15Y, currency: 'USD' },
      expiresAt: '2026-04-07T16:00:00.000Z',
    },
  ]);
  const page = z.object({ items: z.array(explainedUsage) });
  const byReference = await client.call('sales', `/v1/usages?accountId=${customer.id}&reference=night-shift`);
  expect(read(page, byReference).items).toEqual([explained]);
  const entries = await client.call('sales', `/v1/accounts/${customer.id}/journal?usageId=${id}`);
  const usd = (account: string, amountMinor: number) => ({ account, amountMinor, currency: 'USD' });
  const [annualMinor, unitMinor] = [1_000 * 3 * PRICE.annual, PRICE.qty15Y];
  const money = [
    usd(`deferred:${first.lines[0]!.entitlements[0]!.id}`, -annualMinor),
    usd(`deferred:${second.lines[0]!.entitlements[0]!.id}`, -unitMinor),
    usd('earned:inspection', annualMinor + unitMinor),
  ];
  expect(entries.body['items']).toMatchObject([{ causedBy: { type: 'usage', id }, money }]);
});

test('GV-41, B-015: a usage draws units with at least the requested storage, and is rejected entirely if only others are left', async () => {
  const customer = await client.customer();
  const annual = { sku: 'AIMIS-INTL-CI-ANN', quantity: 1_000, term: { count: 4, unit: 'year' as const } };
  const { id: four } = await client.bought(customer.id, [annual]);
  const used = await client.use(customer, { resource: 'inspection', quantity: 10, storageYears: 2 });
  expect((await client.explained(used.id)).draws).toMatchObject([
    { units: 10, storageYears: 4, orderId: four },
  ]);
  const request = { resource: 'inspection', quantity: 10, storageYears: 10 };
  expect(domainErrorIn(await client.post(customer, request))).toMatchObject({
    status: 402,
    code: 'insufficient_balance',
    rule: 'AMB-10',
    evidence: {
      storageYears: 10,
      available: 990,
      byStorage: [{ storageYears: 4, available: 990 }],
      acceptedStorageYears: 4,
    },
  });
  expect(await client.pool(customer.id, 'inspection')).toMatchObject({ available: 990, arrears: 0 });
  expect(await client.episodes(customer.id)).toEqual([]);
  expect(await client.use(customer, { ...request, storageYears: 4 })).toMatchObject({ arrears: 0 });
  await soundLedger(product.fixture, customer.id);
});

test('D-08: the preferred storage of an account applies if it covers a usage, and rejects none', async () => {
  const customer = await client.customer({ defaultStorageYears: 10 });
  await client.grant(customer.id, { units: 20, storageYears: 4 });
  expect(await client.use(customer, { resource: 'inspection', quantity: 5 })).not.toHaveProperty(
    'storageYears',
  );
  // It ends later than the others, which are drawn first without a preference.
  await client.grant(customer.id, { units: 8, storageYears: 15, expiresOn: '2026-06-30' });
  const covered = await client.use(customer, { resource: 'inspection', quantity: 6 });
  expect(covered).toMatchObject({ storageYears: 10, draws: [{ units: 6, storageYears: 15 }] });
  const partly = await client.use(customer, { resource: 'inspection', quantity: 3 });
  expect(partly.draws).toMatchObject([{ units: 3, storageYears: 4 }]);
  expect(await client.use(customer, { resource: 'inspection', quantity: 20 })).toMatchObject({ arrears: 6 });
});

test.each([0, 1.5, 31, 100])('D-08: %p years of storage are not an offered term', async (years) => {
  const customer = await client.customer();
  const answer = await client.post(customer, { resource: 'inspection', quantity: 1, storageYears: years });
  expect(domainErrorIn(answer)).toMatchObject({ status: 422, code: 'validation_failed' });
});

test('a usage of a real-time customer has server time', async () => {
  const customer = await client.customer({ sandboxNow: null });
  const order = await client.bought(customer.id, [MIMI]);
  const before = product.fixture.serverNow();
  const { at } = await client.use(customer, { resource: 'ai:mimi', quantity: 1 });
  expect(at >= before && at <= product.fixture.serverNow()).toBe(true);
  expect(order.payment!.capturedAt! < at).toBe(true);
  const moved = await client.call('sales', `/v1/accounts/${customer.id}/clock/advance`, {
    body: { by: 'P1D' },
  });
  expect(domainErrorIn(moved)).toMatchObject({ status: 409, code: 'sandbox_only' });
});
