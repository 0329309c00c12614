/**
 * Everything that is sold, bought once in sandbox accounts and brought to the end of its life. The lines come from the
 * catalogue as it is served, so that a SKU that is added is sold here too.
 */
import type { SkuAnswer } from '../../../src/contracts/catalogue.ts';
import type { Licence } from '../../../src/contracts/licences.ts';
import { quote as quoteShape } from '../../../src/contracts/quotes.ts';
import { CatalogueBuyer } from '../../support/catalogue-buyer.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { ProductClient, read, SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

/** The end of the anniversary of `SANDBOX_START` in Shanghai. */
const A_YEAR_ON = '2026-03-07T16:00:00.000Z';
const TIMEOUT_MS = 300_000;

/** The order is over; how each of its lines ended. */
async function endOf(orderId: string): Promise<Record<string, string>> {
  const { state, lines, deadlines, actions } = await client.order(orderId);
  expect({ orderId, state, deadlines }).toEqual({ orderId, state: 'completed', deadlines: [] });
  expect(actions).not.toContain('cancel');
  return Object.fromEntries(
    lines.map(({ sku, mode, state: end }) => [mode === undefined ? sku : `${sku} ${mode}`, end]),
  );
}

/** Each SKU of these kinds with the same end. */
const endingAs = (skus: readonly SkuAnswer[], end: string): Record<string, string> =>
  Object.fromEntries(skus.map(({ sku }) => [sku, end]));

/** Checks that the account has no deadlines and no open tasks, and that its ledger is consistent. */
async function isOver(accountId: string): Promise<void> {
  expect(await client.deadlines(accountId)).toEqual([]);
  const open = await client.call('operator', `/v1/tasks?accountId=${accountId}&state=open`);
  expect(open.body['items']).toEqual([]);
  await soundLedger(product.fixture, accountId);
}

const statesOf = (licences: readonly Licence[]) => [...new Set(licences.map(({ state }) => state))];
const ofKind = (skus: readonly SkuAnswer[], ...kinds: readonly SkuAnswer['kind'][]) =>
  skus.filter(({ kind }) => kinds.includes(kind));
const featuresOf = (skus: readonly SkuAnswer[]) =>
  [...new Set(skus.flatMap(({ features = [] }) => features))].sort();

test(
  'the international edition: lots expire or are used up, licences end after their year, services are accepted or lapse',
  async () => {
    const skus = await client.skus('aimis-intl');
    expect(skus).toHaveLength(23);
    const buyer = await CatalogueBuyer.open(client, 'aimis-intl', 'SG');
    const lots = ofKind(skus, 'inspection-lot', 'ai-lot');
    const services = ofKind(skus, 'service', 'maintenance');
    const [basic, optional] = [ofKind(skus, 'software-basic'), ofKind(skus, 'software-optional')];
    const oneTime = ofKind(skus, 'ai-perpetual');
    expect([...lots, ...services, ...basic, ...optional, ...oneTime]).toHaveLength(skus.length);

    const first = await buyer.buy([...basic, ...lots, ...services]);
    await client.until(first.id, 'active');
    // Optional software finds the basic set active in its consortium.
    const second = await buyer.buy(optional);
    await client.until(second.id, 'active');
    const third = await buyer.buyOffline(oneTime);
    await client.until(third.id, 'active');
    // It stays for ever: once its sets are accepted, there is nothing to wait for (AMB-44).
    for (const service of await buyer.servicesOf(third.id)) await buyer.fulfil(service);
    expect(await client.until(third.id, 'completed')).toMatchObject({ lines: [{ state: 'active' }] });
    const { activated } = await buyer.licences();
    expect([...activated].sort()).toEqual(featuresOf([...basic, ...optional]));
    expect(activated).toHaveLength(18);

    await client.use(buyer, { resource: 'ai:mimi', quantity: 1_000 });
    await client.use(buyer, { resource: 'inspection', quantity: 300, storageYears: 15 });
    const bought = await buyer.servicesOf(first.id);
    // What is left alone lapses: the delivery on site.
    for (const service of bought) if (service.mode !== 'local') await buyer.fulfil(service);

    await client.advance(buyer.id, { by: 'P1Y1D' });
    expect(await endOf(first.id)).toEqual({
      ...endingAs(lots, 'expired'),
      'AIMIS-INTL-AI-MIMI': 'ended',
      'AIMIS-INTL-SW-BASIC': 'ended',
      'AIMIS-INTL-SVC-DELIVERY local': 'lapsed',
      'AIMIS-INTL-SVC-DELIVERY remote': 'accepted',
      'AIMIS-INTL-SVC-MAINT': 'ended',
      'AIMIS-INTL-SVC-CUSTOM': 'accepted',
    });
    expect(await endOf(second.id)).toEqual(endingAs(optional, 'ended'));
    expect(await endOf(third.id)).toEqual(endingAs(oneTime, 'active'));
    for (const { expiresAt, remaining, credited, consumed, expired } of await client.lots(buyer.id)) {
      expect({ expiresAt, remaining, spent: consumed + expired }).toEqual({
        expiresAt: A_YEAR_ON,
        remaining: 0,
        spent: credited,
      });
    }
    const after = await buyer.licences();
    expect(after.activated).toEqual([]);
    expect(statesOf(after.items.filter(({ until }) => until !== null))).toEqual(['ended']);
    await isOver(buyer.id);
  },
  TIMEOUT_MS,
);

test(
  'the Chinese edition: licences stay for ever while their orders are over, the rest ends within its year',
  async () => {
    const skus = await client.skus('aimis-cn');
    expect(skus).toHaveLength(23);
    const buyer = await CatalogueBuyer.open(client, 'aimis-cn', 'CN');
    const lots = ofKind(skus, 'inspection-lot', 'ai-lot');
    const services = ofKind(skus, 'service', 'maintenance');
    const [basic, optional] = [ofKind(skus, 'software-basic'), ofKind(skus, 'software-optional')];
    const oneTime = ofKind(skus, 'ai-perpetual');
    expect([...lots, ...services, ...basic, ...optional, ...oneTime]).toHaveLength(skus.length);

    const [first, second] = [await buyer.buy(basic), await buyer.buy([...lots, ...services])];
    await client.until(first.id, 'completed');
    const third = await buyer.buy(optional);
    await client.until(third.id, 'completed');
    const fourth = await buyer.buyOffline(oneTime);
    await client.until(fourth.id, 'active');
    for (const service of await buyer.servicesOf(fourth.id)) await buyer.fulfil(service);
    await client.until(fourth.id, 'completed');

    await client.until(second.id, 'active');
    await client.use(buyer, { resource: 'ai:glaucoma', quantity: 1_000 });
    // The maintenance is not started manually and starts automatically (AMB-39).
    for (const service of await buyer.servicesOf(second.id))
      if (service.kind === 'service') await buyer.fulfil(service);

    await client.advance(buyer.id, { by: 'P1Y1D' });
    expect((await client.order(second.id)).lines.map(({ sku, state }) => [sku, state])).toContainEqual([
      'AIMIS-CN-SVC-MAINT',
      'running',
    ]);
    await client.advance(buyer.id, { by: 'P1Y' });
    expect(await endOf(second.id)).toEqual({
      ...endingAs(lots, 'expired'),
      'AIMIS-CN-AI-GLAUCOMA': 'ended',
      'AIMIS-CN-SVC-DELIVERY local': 'accepted',
      'AIMIS-CN-SVC-DELIVERY remote': 'accepted',
      'AIMIS-CN-SVC-MAINT': 'ended',
      'AIMIS-CN-SVC-CUSTOM': 'accepted',
    });
    for (const [{ id }, sold] of [
      [first, basic],
      [third, optional],
      [fourth, oneTime],
    ] as const) {
      expect(await endOf(id)).toEqual(endingAs(sold, 'active'));
    }
    const { items, activated } = await buyer.licences();
    expect(items.map(({ state, until }) => [state, until])).toEqual(
      Array<unknown>(items.length).fill(['active', null]),
    );
    expect(activated).toEqual(expect.arrayContaining(featuresOf([...basic, ...optional])));
    await isOver(buyer.id);
  },
  TIMEOUT_MS,
);

test(
  'pre-consultation: each term ends after its month or year, the deployment is accepted',
  async () => {
    const skus = await client.skus('ipc');
    expect(skus).toHaveLength(7);
    const buyer = await CatalogueBuyer.open(client, 'ipc', 'SG');
    const order = await buyer.buy(skus);
    await client.until(order.id, 'active');
    const [onSite, remote, ...more] = await buyer.servicesOf(order.id);
    expect([onSite!.mode, remote!.mode, more]).toEqual(['local', 'remote', []]);
    await buyer.fulfil(onSite!);

    await client.advance(buyer.id, { by: 'P1M2D' });
    const monthly = skus.filter(({ term }) => term?.unit === 'month');
    const lineStates = (await client.order(order.id)).lines.map(({ sku, state }) => [sku, state]);
    for (const { sku } of monthly) expect(lineStates).toContainEqual([sku, 'ended']);
    expect(lineStates).toContainEqual(['IPC-SW-PREVISIT', 'active']);

    await client.advance(buyer.id, { to: '2026-03-09T00:00:00.000Z' });
    expect(await endOf(order.id)).toEqual({
      ...endingAs(ofKind(skus, 'subscription', 'resource-pack'), 'ended'),
      'IPC-SVC-DEPLOY local': 'accepted',
      'IPC-SVC-DEPLOY remote': 'lapsed',
    });
    await isOver(buyer.id);
  },
  TIMEOUT_MS,
);

test(
  'all 37 Huawei services in one order: 7,626,000 USD, 11,334,000 in the other region; accepted, or lapsed after a year',
  async () => {
    const skus = await client.skus('huawei-ai');
    expect(skus).toHaveLength(37);
    const brazilian = await CatalogueBuyer.open(client, 'huawei-ai', 'BR');
    const body = brazilian.orderOf(skus);
    const quote = read(quoteShape, await client.call('sales', '/v1/quotes', { body }));
    expect(quote).toMatchObject({ violations: [], total: { amountMinor: 1_133_400_000, currency: 'USD' } });

    const buyer = await CatalogueBuyer.open(client, 'huawei-ai', 'MX');
    const order = await buyer.buy(skus);
    expect(order.total).toEqual({ amountMinor: 762_600_000, currency: 'USD' });
    await client.until(order.id, 'active');
    const services = await buyer.servicesOf(order.id);
    expect(services.map(({ startBy }) => startBy)).toEqual(Array<string>(37).fill(A_YEAR_ON));
    // One in three is delivered; the others are left alone and lapse.
    const isLeft = (index: number) => index % 3 !== 0;
    for (const [index, service] of services.entries()) if (!isLeft(index)) await buyer.fulfil(service);

    await client.advance(buyer.id, { to: A_YEAR_ON });
    expect(await endOf(order.id)).toEqual(
      Object.fromEntries(skus.map(({ sku }, index) => [sku, isLeft(index) ? 'lapsed' : 'accepted'])),
    );
    expect((await client.order(order.id)).placedAt).toBe(SANDBOX_START);
    await isOver(buyer.id);
  },
  TIMEOUT_MS,
);
