/** The catalogue is data: prices change in versions, which orders reference, and a product line is added by a file. */
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { orderOf, PRICE, ProductClient, domainErrorIn } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const MIMI = { sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 };

function setPrices(prices: readonly object[], reason: string, role: 'operator' | 'sales' = 'operator') {
  return client.call(role, '/v1/catalogue/prices', { method: 'PUT', body: { prices, reason } });
}

test('a price set by an operator applies from then on, in a version with author and reason; existing orders do not change', async () => {
  const { id } = await client.customer();
  const before = await client.confirmed(id, [MIMI]);
  expect(before.total.amountMinor).toBe(1_000 * PRICE.mimi);

  const price = { sku: MIMI.sku, amountMinor: 40, currency: 'USD' };
  expect(domainErrorIn(await setPrices([price], 'Price list of 2026', 'sales')).status).toBe(403);
  const changed = await setPrices([price], 'Price list of 2026');
  expect(changed.status).toBe(200);
  const { version } = changed.body;
  expect(version).not.toBe(before.catalogueVersion);

  const history = await client.call('operator', '/v1/catalogue/versions');
  const [newest] = history.body['items'] as Record<string, unknown>[];
  expect(newest).toMatchObject({ version, reason: 'Price list of 2026' });
  const keys = await client.call('operator', '/v1/keys');
  const operator = (keys.body['items'] as { id: string; roles: string[] }[]).find(({ roles }) =>
    roles.includes('operator'),
  );
  expect(newest!['author']).toBe(operator!.id);
  expect(JSON.stringify(newest!['differences'])).toMatch(/AIMIS-INTL-AI-MIMI.*25.*40/);

  // The order is paid, credited and explained at its original price.
  await client.pay(before.id);
  expect(await client.until(before.id, 'active')).toMatchObject({
    total: { amountMinor: 1_000 * PRICE.mimi },
    catalogueVersion: before.catalogueVersion,
    lines: [{ unitPrice: { amountMinor: PRICE.mimi } }],
  });
  const after = await client.place(id, [MIMI]);
  expect(after).toMatchObject({
    total: { amountMinor: 40_000 },
    catalogueVersion: version,
    lines: [{ unitPrice: { amountMinor: 40 } }],
  });
  const sku = await client.call('sales', `/v1/catalogue/${MIMI.sku}`);
  expect(sku.body).toMatchObject({ prices: [{ amountMinor: 40, currency: 'USD', perQuantity: 1 }] });
});

test('the same prices create no version, and a price in another currency is rejected', async () => {
  const price = { sku: 'AIMIS-INTL-CI-ANN', amountMinor: 11, currency: 'USD' };
  const { body: first } = await setPrices([price], 'Dearer');
  const { body: again } = await setPrices([price], 'Dearer still');
  expect(again['version']).toBe(first['version']);
  const wrong = domainErrorIn(await setPrices([{ ...price, currency: 'CNY' }], 'In yuan'));
  expect(wrong).toMatchObject({ code: 'validation_failed' });
  expect(wrong.errors).toHaveLength(1);
});

test('prices of an agreement replace those of the catalogue for its account only', async () => {
  const [favoured, other] = [await client.customer({ agreement: false }), await client.customer()];
  const sku = 'AIMIS-INTL-CI-QTY-15Y';
  const negotiated = await client.sign(favoured.id, { prices: [{ sku, amountMinor: 99, currency: 'USD' }] });
  const line = { sku, quantity: 1_000 };
  expect(await client.place(favoured.id, [line])).toMatchObject({
    total: { amountMinor: 99_000 },
    agreement: { agreementId: negotiated.id },
  });
  expect(await client.place(other.id, [line])).toMatchObject({
    total: { amountMinor: 1_000 * PRICE.qty15Y },
  });
});

/** A product line that the code does not know: sonograms of a fifth edition, in packs of 500 for two years. */
const FIFTH_LINE = {
  productLine: 'sono-eu',
  name: { en: 'Sonograms, European edition', zh: '超声欧洲版' },
  currency: 'USD',
  agreement: { required: false, rule: 'AMB-31' },
  terms: {
    version: 'eu-1',
    rule: '§8.2',
    effectiveFrom: '2026-01-01',
    text: { en: ['Use it well.'], zh: ['请合理使用。'] },
  },
  priceRegions: null,
  policies: { version: 'sono-eu-1', values: { paymentWindowDays: 3 } },
  skus: [
    {
      sku: 'SONO-EU-PACK',
      kind: 'ai-lot',
      name: { en: 'Sonograms by quantity', zh: '超声（按量）' },
      unit: 'case',
      minimum: 500,
      step: 500,
      term: null,
      channel: 'any',
      refundPolicy: 'agreement_only',
      scope: 'account',
      fulfilment: { kind: 'lot', resource: 'ai:mimi', storageYears: null, lifeYears: 2 },
      rules: { minimum: '§8.2', step: '§8.2' },
      prices: [{ amountMinor: 7 }],
    },
  ],
};

test('a fifth product line needs one file: it is published, sold by its own rules, credited and expires', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  try {
    for (const file of (await readdir(SHIPPED_CATALOGUE)).filter((name) => name.endsWith('.json'))) {
      await cp(path.join(SHIPPED_CATALOGUE, file), path.join(folder, file));
    }
    await writeFile(path.join(folder, 'sono-eu.json'), JSON.stringify(FIFTH_LINE));
    const { fixture } = product;
    expect(await publishCatalogue(fixture, fixture.catalogues, { folder, demoPrices: true })).toMatchObject({
      published: true,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
  const sold = await client.call('sales', '/v1/catalogue?productLine=sono-eu');
  expect(sold.body).toMatchObject({ termsVersions: { 'sono-eu': 'eu-1' }, items: [{ sku: 'SONO-EU-PACK' }] });

  const customer = await client.customer({ agreement: false });
  const terms = { termsVersion: 'eu-1' };
  const tooFew = await client.call('sales', '/v1/orders', {
    body: orderOf(customer.id, [{ sku: 'SONO-EU-PACK', quantity: 250 }], terms),
  });
  expect(domainErrorIn(tooFew).errors!.map(({ code }) => code)).toContain('below_minimum');

  // It needs no agreement and has a payment window of three days.
  const order = await client.confirmed(customer.id, [{ sku: 'SONO-EU-PACK', quantity: 1_500 }], terms);
  expect(order).toMatchObject({
    productLine: 'sono-eu',
    state: 'awaiting_payment',
    total: { amountMinor: 10_500, currency: 'USD' },
    policyVersion: 'sono-eu-1',
    deadlines: [{ kind: 'payment.due', at: '2025-03-10T09:07:00.000Z' }],
  });
  await client.pay(order.id);
  await client.until(order.id, 'active');
  await client.use(customer, { resource: 'ai:mimi', quantity: 500 });
  await client.advance(customer.id, { by: 'P1Y1D' });
  expect(await client.order(order.id)).toMatchObject({ state: 'active' });
  await client.advance(customer.id, { by: 'P1Y' });
  expect(await client.order(order.id)).toMatchObject({ state: 'completed', lines: [{ state: 'expired' }] });
  expect(await client.lots(customer.id)).toMatchObject([
    { credited: 1_500, consumed: 500, expired: 1_000, expiresAt: '2027-03-07T16:00:00.000Z' },
  ]);
  await soundLedger(product.fixture, customer.id);

  // Publishing files does not replace prices that an operator has set.
  const sku = await client.call('sales', `/v1/catalogue/${MIMI.sku}`);
  expect(sku.body).toMatchObject({ prices: [{ amountMinor: 40 }] });
});
