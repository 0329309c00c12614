/**
 * The promises of the purchase guide of AIMIS, international edition, each tried as the person it names. Numbers are
 * those of `rows.ts`; quantities, terms and lists are the guide's own, prices are those of the demo list.
 */
import type { SkuAnswer } from '../../src/contracts/catalogue.ts';
import type { Order } from '../../src/contracts/order.ts';
import { service as serviceShape, type Service } from '../../src/contracts/services.ts';
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { Buyer, platformsOf, domainErrorOf, termsOfService } from '../support/buyer.ts';
import { ProductClient, read, SANDBOX_START } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const QTY_1Y = 'AIMIS-INTL-CI-QTY-1Y';
const QTY_15Y = 'AIMIS-INTL-CI-QTY-15Y';
const ANNUAL = 'AIMIS-INTL-CI-ANN';
const MIMI = 'AIMIS-INTL-AI-MIMI';
const ONE_TIME = 'AIMIS-INTL-AI-ONETIME';
const BASIC = 'AIMIS-INTL-SW-BASIC';
const DIAGNOSIS = 'AIMIS-INTL-SW-OPT-RDIAG';
const STATISTICS = 'AIMIS-INTL-SW-OPT-STATS';
const DELIVERY = 'AIMIS-INTL-SVC-DELIVERY';
const MAINTENANCE = 'AIMIS-INTL-SVC-MAINT';
const SCHEDULED = 'AIMIS-INTL-SVC-CUSTOM';

const YEAR = { count: 1, unit: 'year' } as const;
/** The anniversary of the start of sandboxes is over in Shanghai. */
const A_YEAR_ON = '2026-03-07T16:00:00.000Z';
const DAY = 24 * HOUR_MS;

const newBuyer = (agreement = true) =>
  Buyer.open(client, { productLine: 'aimis-intl', country: 'SG', agreement });
const upload = (buyer: Buyer, quantity: number, fields: object = {}) =>
  client.use(buyer, { resource: 'inspection', quantity, ...fields });
const review = (buyer: Buyer, quantity: number) => client.use(buyer, { resource: 'ai:mimi', quantity });
const at = (buyer: Buyer, to: string) => client.advance(buyer.id, { to });
const sold = (lines: readonly { sku: string; state: string }[]) =>
  lines.map(({ sku, state }) => [sku, state]);
const instantOf = (value: string | null | undefined): number => Date.parse(value ?? '');

describe('billing overview', () => {
  let buyer: Buyer;
  let catalogue: SkuAnswer[];
  beforeAll(async () => {
    buyer = await newBuyer();
    catalogue = await buyer.catalogue();
  });

  it('A-003: a product may change: an order keeps the price and the terms under which it was placed', async () => {
    const lines = [{ sku: 'AIMIS-INTL-CI-QTY-2Y', quantity: 1_000 }];
    const before = await buyer.place(lines);
    const prices = [{ sku: lines[0]!.sku, amountMinor: 25, currency: 'USD' }];
    const changed = await client.call('operator', '/v1/catalogue/prices', {
      method: 'PUT',
      body: { prices, reason: 'Price list of the next year' },
    });
    expect(changed.status).toBe(200);
    expect((await buyer.quote(lines)).total).toEqual({ amountMinor: 25_000, currency: 'USD' });
    const { total, catalogueVersion, termsVersion } = await buyer.order(before.id);
    expect(total).toEqual({ amountMinor: 20_000, currency: 'USD' });
    expect(catalogueVersion).not.toBe(changed.body['version']);
    expect(termsVersion).toBe('2025-03-07');
  });

  it('A-004: the platform is prepaid: nothing is credited before the money is there', async () => {
    const { id } = await buyer.place([{ sku: MIMI, quantity: 1_000 }]);
    await buyer.confirm(id);
    expect(await buyer.order(id)).toMatchObject({ state: 'awaiting_payment', lines: [{ state: 'pending' }] });
    expect(await buyer.lots('ai:mimi')).toEqual([]);
    await buyer.pay(id);
    expect(await buyer.credited(id)).toMatchObject({ payment: { state: 'captured' } });
    expect(await buyer.lots('ai:mimi')).toMatchObject([{ credited: 1_000 }]);
  });

  it('A-005: the fee has its parts: inspections, software, services, and AI beside them', () => {
    expect([...new Set(catalogue.map(({ kind }) => kind))].sort()).toEqual([
      'ai-lot',
      'ai-perpetual',
      'inspection-lot',
      'maintenance',
      'service',
      'software-basic',
      'software-optional',
    ]);
    for (const { productLine, prices } of catalogue) {
      expect(productLine).toBe('aimis-intl');
      for (const { currency } of prices) expect(currency).toBe('USD');
    }
  });

  it('A-006, A-007: inspections and AI are bought online, in one order, and credited to the account within 24 hours', async () => {
    const secondId = await client.addOrganization(buyer.id, 'South Clinic');
    const order = await buyer.buy([
      { sku: QTY_15Y, quantity: 1_000 },
      { sku: MIMI, quantity: 1_000 },
    ]);
    const [inspections] = await buyer.lots('inspection');
    const cases = (await buyer.lots('ai:mimi')).find(({ orderId }) => orderId === order.id);
    for (const lot of [inspections!, cases!]) {
      expect(lot).toMatchObject({ orderId: order.id, credited: 1_000 });
      const delayMs = instantOf(lot.creditedAt) - instantOf(order.payment!.capturedAt);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThanOrEqual(24 * HOUR_MS);
    }
    // It is the account's: any organization draws on it.
    const used = await client.use(
      { id: buyer.id, organizationId: secondId },
      { resource: 'inspection', quantity: 1 },
    );
    expect(used.draws).toEqual([expect.objectContaining({ lotId: inspections!.id, units: 1 })]);
  });

  it('A-007: an order that is not credited 24 hours after its payment is on an operator’s desk, four hours before already', async () => {
    const late = await newBuyer();
    const { id } = await late.place([{ sku: MIMI, quantity: 1_000 }]);
    await late.confirm(id);
    await client.call('operator', `/v1/orders/${id}/hold`, { body: { reason: 'Risk check' } });
    await late.pay(id);
    await client.until(id, 'fulfilling');
    const openTasks = async () => (await client.tasks(late.id)).map(({ kind, role }) => [kind, role]);
    await at(late, plusMs(SANDBOX_START, 20 * HOUR_MS));
    expect(await openTasks()).toEqual([['crediting.warning', 'operator']]);
    await at(late, plusMs(SANDBOX_START, 24 * HOUR_MS));
    expect(await openTasks()).toContainEqual(['crediting.breach', 'operator']);
  });

  it('A-008, A-009: software is subscribed to online and activated for the institution within 24 hours', async () => {
    expect((await buyer.licences()).activated).toEqual([]);
    const order = await buyer.buy([
      { sku: BASIC, quantity: 1, term: YEAR, consortiumId: buyer.consortiumId },
    ]);
    const { items, activated } = await buyer.licences();
    expect(items).toMatchObject([{ sku: BASIC, state: 'active', from: order.payment!.capturedAt }]);
    expect(activated).toContain('inspection-management');
  });

  it('A-010: services are bought online', async () => {
    const order = await buyer.buy([{ sku: SCHEDULED, quantity: 1, organizationId: buyer.organizationId }]);
    expect(order).toMatchObject({ channel: 'online', payment: { method: 'online', state: 'captured' } });
    expect(await buyer.services(order)).toMatchObject([{ sku: SCHEDULED, state: 'available' }]);
  });
});

describe('the offline cooperation agreement', () => {
  it('A-011, A-075: is signed with sales before the first purchase; until then the order waits and cannot be paid', async () => {
    const buyer = await newBuyer(false);
    const lines = [{ sku: QTY_15Y, quantity: 1_000 }];
    expect((await buyer.quote(lines)).agreement).toEqual({ required: true, satisfied: false });
    const { id } = await buyer.place(lines);
    expect(await buyer.order(id)).toMatchObject({ state: 'awaiting_agreement' });
    expect(await client.tasks(buyer.id)).toMatchObject([
      { kind: 'agreement.needed', role: 'sales', state: 'open', orderId: id },
    ]);
    const confirmed = await buyer.call(`/v1/orders/${id}/confirm`, { body: {} });
    expect(domainErrorOf(confirmed)).toMatchObject({ status: 409, code: 'agreement_required' });
    const paid = await buyer.call(`/v1/orders/${id}/payments`, {
      body: { method: 'online', token: 'tok_ok' },
    });
    expect(paid.status).toBe(409);

    await client.sign(buyer.id);
    await client.until(id, 'awaiting_confirmation');
    await buyer.confirm(id);
    await buyer.pay(id);
    expect(await buyer.credited(id)).toMatchObject({ agreement: { required: true, satisfied: true } });
  });

  it('A-011: nothing is uploaded before a first purchase', async () => {
    const buyer = await newBuyer(false);
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 1 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: false });
    expect(await client.episodes(buyer.id)).toEqual([]);
  });

  it('A-011: once it is terminated, neither money online nor a transfer buys anything', async () => {
    const buyer = await newBuyer(false);
    const agreement = await client.sign(buyer.id);
    const { id, total } = await buyer.place([{ sku: QTY_15Y, quantity: 1_000 }]);
    await buyer.confirm(id);
    const terminated = await client.call('operator', `/v1/agreements/${agreement.id}/terminate`, {
      body: { reason: 'The customer left' },
    });
    expect(terminated.status).toBe(200);
    const online = await buyer.call(`/v1/orders/${id}/payments`, {
      body: { method: 'online', token: 'tok_ok' },
    });
    expect(domainErrorOf(online)).toMatchObject({ status: 409, code: 'agreement_required' });
    const transfer = await client.call('operator', `/v1/orders/${id}/payments`, {
      body: { method: 'offline', reference: 'Transfer 4712', amount: total, evidence: { note: 'Statement' } },
    });
    expect(transfer).toMatchObject({ status: 201, body: { state: 'late' } });
    expect(await buyer.order(id)).toMatchObject({ state: 'awaiting_payment' });
    expect(await buyer.lots('inspection')).toEqual([]);
    expect((await client.tasks(buyer.id)).map(({ kind }) => kind)).toContain('payment.late');
  });

  it('A-076: once it is signed, orders are placed online or offline', async () => {
    const buyer = await newBuyer(false);
    const agreement = await client.sign(buyer.id);
    const online = await buyer.buy([{ sku: MIMI, quantity: 1_000 }]);
    const offline = await buyer.buyOffline(agreement.id, [{ sku: MIMI, quantity: 1_000 }]);
    expect(await buyer.credited(offline.id)).toMatchObject({
      channel: 'offline',
      payment: { method: 'offline' },
    });
    expect((await buyer.lots('ai:mimi')).map(({ orderId }) => orderId).sort()).toEqual(
      [online.id, offline.id].sort(),
    );
  });
});

describe('cloud inspection resources', () => {
  let buyer: Buyer;
  let catalogue: SkuAnswer[];
  let first: Order;
  beforeAll(async () => {
    buyer = await newBuyer();
    catalogue = (await buyer.catalogue()).filter(({ kind }) => kind === 'inspection-lot');
    first = await buyer.buy([
      { sku: QTY_15Y, quantity: 2_000 },
      { sku: ANNUAL, quantity: 1_000, term: { count: 4, unit: 'year' } },
    ]);
  });
  const quoted = async (sku: string, quantity: number, years?: number) => {
    const term = years === undefined ? {} : { term: { count: years, unit: 'year' as const } };
    const { violations } = await buyer.quote([{ sku, quantity, ...term }]);
    return violations.map(({ code, rule }) => [code, rule]);
  };

  it('A-012: are bought annually or by quantity', () => {
    const ways = catalogue.map(({ term }) => (term === null ? 'by quantity' : `by the ${term.unit}`));
    expect([...new Set(ways)].sort()).toEqual(['by quantity', 'by the year']);
    expect(sold(first.lines)).toEqual([
      [QTY_15Y, 'credited'],
      [ANNUAL, 'credited'],
    ]);
  });

  it.each([1, 2, 3, 5, 10, 15])('A-019: by quantity are stored for %i years', (years) => {
    const [item, ...others] = catalogue.filter(({ storageYears }) => storageYears === years);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ sku: `AIMIS-INTL-CI-QTY-${years}Y`, term: null });
  });

  it('A-019: by quantity are stored for no other time', () => {
    const years = catalogue.flatMap(({ storageYears }) => storageYears ?? []);
    expect(years.sort((a, b) => a - b)).toEqual([1, 2, 3, 5, 10, 15]);
  });

  it.each([
    ['A-020', QTY_15Y, undefined],
    ['A-023', ANNUAL, 1],
  ])('%s: are sold from 1,000 on: %s', async (_row, sku, years) => {
    expect(await quoted(sku, 999, years)).toContainEqual(['below_minimum', 'R-INTL-17']);
    expect(await quoted(sku, 0, years)).toContainEqual(['below_minimum', 'R-INTL-17']);
    expect(await quoted(sku, 1_000, years)).toEqual([]);
  });

  it('A-024, A-025: are all sold from 1,000 on, in multiples of 1,000', async () => {
    expect(catalogue).toHaveLength(7);
    for (const { sku, minimum, step, term } of catalogue) {
      expect({ sku, minimum, step }).toEqual({ sku, minimum: 1_000, step: 1_000 });
      const years = term === null ? undefined : 1;
      expect(await quoted(sku, 500, years)).toContainEqual(['below_minimum', 'R-INTL-17']);
      expect(await quoted(sku, 1_500, years)).toEqual([['not_a_multiple', 'R-INTL-17']]);
      expect(await quoted(sku, 3_000, years)).toEqual([]);
    }
  });

  it('A-026: are bought by duration for at least one year', async () => {
    expect(await quoted(ANNUAL, 1_000, 0)).toContainEqual(['below_minimum', 'R-INTL-18']);
    expect(await quoted(ANNUAL, 1_000, 0.5)).not.toEqual([]);
    expect(await quoted(ANNUAL, 1_000)).toEqual([['term_required', 'R-INTL-18']]);
    expect(await quoted(ANNUAL, 1_000, 1)).toEqual([]);
  });

  it.each([
    ['A-027', '10,000 by quantity for 15 years', QTY_15Y, {}, 10_000 * 120],
    [
      'A-028',
      '10,000 annually for 15 years',
      ANNUAL,
      { term: { count: 15, unit: 'year' } as const },
      10_000 * 10 * 15,
    ],
  ])('%s: example: %s', async (_row, _example, sku, term, amountMinor) => {
    const quote = await buyer.quote([{ sku, quantity: 10_000, ...term }]);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor, currency: 'USD' } });
    expect(quote.lines[0]!.formula).toContain('10,000');
  });

  it('A-022: bought annually are stored for the years that were bought', async () => {
    const other = await newBuyer();
    await other.buy([{ sku: ANNUAL, quantity: 1_000, term: { count: 4, unit: 'year' } }]);
    expect(await other.lots('inspection')).toMatchObject([{ credited: 1_000, storageYears: 4 }]);
    const { draws } = await upload(other, 10);
    expect(draws).toMatchObject([{ units: 10, storageYears: 4, storedUntil: '2029-03-07T16:00:00.000Z' }]);
  });

  it('A-014, A-015: stack while they are valid, and those that expire first are deducted first', async () => {
    await at(buyer, '2025-06-01T02:00:00.000Z');
    const second = await buyer.buy([{ sku: QTY_1Y, quantity: 1_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ credited: 4_000, available: 4_000 });
    const used = await upload(buyer, 3_200);
    const orders = (await client.explained(used.id)).draws.map(({ orderId, units }) => [orderId, units]);
    // All of the first order goes before anything of the later one.
    const unitsOf = (id: string) =>
      orders.filter(([orderId]) => orderId === id).reduce((sum, [, units]) => sum + Number(units), 0);
    expect([unitsOf(first.id), unitsOf(second.id)]).toEqual([3_000, 200]);
    expect(orders.at(-1)).toEqual([second.id, 200]);
  });

  it('A-017: show what is available, used and in arrears on the management side', async () => {
    expect(await buyer.pool('inspection')).toMatchObject({ available: 800, used: 3_200, arrears: 0 });
    await at(buyer, '2026-06-01T15:00:00.000Z');
    await upload(buyer, 830);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 0, used: 4_000, arrears: 30 });
  });
});

describe('the year of cloud inspection resources', () => {
  it('A-013, A-018, A-021: both ways of buying are valid for one year from the purchase, and what is left is invalid then', async () => {
    const buyer = await newBuyer();
    await buyer.buy([
      { sku: QTY_15Y, quantity: 1_000 },
      { sku: ANNUAL, quantity: 1_000, term: { count: 3, unit: 'year' } },
    ]);
    for (const lot of await buyer.lots('inspection')) {
      expect(lot).toMatchObject({
        purchasedAt: SANDBOX_START,
        expiresOn: '2026-03-07',
        expiresAt: A_YEAR_ON,
      });
    }
    await at(buyer, plusMs(A_YEAR_ON, -1));
    expect(await upload(buyer, 10)).toMatchObject({ arrears: 0, balance: { available: 1_990 } });
    await at(buyer, A_YEAR_ON);
    expect(await buyer.pool('inspection')).toMatchObject({
      available: 0,
      used: 10,
      expired: 1_990,
      arrears: 0,
    });
    expect(new Set((await buyer.lots('inspection')).map(({ state }) => state))).toEqual(new Set(['expired']));
    expect((await upload(buyer, 1)).draws).toEqual([]);
  });
});

describe('AI resources', () => {
  let buyer: Buyer;
  let catalogue: SkuAnswer[];
  let first: Order;
  beforeAll(async () => {
    buyer = await newBuyer();
    catalogue = (await buyer.catalogue()).filter(({ kind }) => kind.startsWith('ai-'));
    first = await buyer.buy([{ sku: MIMI, quantity: 1_000 }]);
  });

  it('A-029: are bought by quantity or once', () => {
    expect(catalogue.map(({ sku, kind }) => [sku, kind])).toEqual([
      [MIMI, 'ai-lot'],
      [ONE_TIME, 'ai-perpetual'],
    ]);
  });

  it('A-037, A-043: by quantity are sold from 1,000 on, in multiples of 1,000', async () => {
    const check = async (quantity: number) =>
      (await buyer.quote([{ sku: MIMI, quantity }])).violations.map(({ code, rule }) => [code, rule]);
    expect(await check(999)).toContainEqual(['below_minimum', 'R-INTL-29']);
    expect(await check(1_500)).toEqual([['not_a_multiple', 'R-INTL-29']]);
    expect(await check(1_000)).toEqual([]);
    expect(await check(2_000)).toEqual([]);
  });

  it('A-038: by quantity are of the Mimi AI Assistant', () => {
    const mimi = catalogue.find(({ sku }) => sku === MIMI);
    expect(mimi!.name.en).toContain('Mimi AI Assistant');
    expect(mimi).toMatchObject({ resource: 'ai:mimi', unit: 'case' });
  });

  it('A-036: are billed for each case reviewed', async () => {
    const { lines } = await buyer.quote([{ sku: MIMI, quantity: 1_000 }]);
    expect(lines).toMatchObject([{ unitPrice: { perQuantity: 1 }, amount: { amountMinor: 1_000 * 25 } }]);
    expect(await review(buyer, 1)).toMatchObject({ draws: [{ units: 1 }], balance: { available: 999 } });
  });

  it('A-030, A-035: by quantity are used online, by platforms, one by one or by calls of the API, from the same lots', async () => {
    expect(await buyer.capability('ai.review')).toMatchObject({ allowed: true });
    const usages = ['case-1', 'case-2', 'case-3'].map((key) => ({
      key: `${key} of ${buyer.id}`,
      accountId: buyer.id,
      organizationId: buyer.organizationId,
      resource: 'ai:mimi',
      quantity: 3,
    }));
    const batch = await client.call('platform', '/v1/usages/batch', { body: { usages } });
    expect(batch.body['results']).toMatchObject([{ status: 201 }, { status: 201 }, { status: 201 }]);
    expect(await buyer.lots('ai:mimi')).toMatchObject([{ orderId: first.id, consumed: 10, remaining: 990 }]);
    // Using is the platforms': a buyer cannot.
    const own = await buyer.call('/v1/usages', {
      body: { accountId: buyer.id, organizationId: buyer.organizationId, resource: 'ai:mimi', quantity: 1 },
    });
    expect(own.status).toBe(403);
  });

  it('A-032: stack while they are valid, those that expire first are deducted first', async () => {
    await at(buyer, '2025-09-01T02:00:00.000Z');
    const second = await buyer.buy([{ sku: MIMI, quantity: 2_000 }]);
    expect(await buyer.pool('ai:mimi')).toMatchObject({ available: 2_990 });
    const used = await review(buyer, 1_090);
    const draws = (await client.explained(used.id)).draws.map(({ orderId, units }) => [orderId, units]);
    expect(draws).toEqual([
      [first.id, 990],
      [second.id, 100],
    ]);
  });

  it('A-033: show remaining and total cases and the renewals on the management side', async () => {
    expect(await buyer.pool('ai:mimi')).toMatchObject({ available: 1_900, credited: 3_000, used: 1_100 });
    const [later, earlier] = await buyer.lots('ai:mimi');
    expect(earlier!.renewals).toEqual([
      { lotId: later!.id, purchasedAt: '2025-09-01T02:00:00.000Z', credited: 2_000 },
    ]);
    expect(later!.renewals).toEqual([]);
  });

  it('A-031, A-034: are valid for one year from the purchase, and expire then', async () => {
    const [, earlier] = await buyer.lots('ai:mimi');
    expect(earlier).toMatchObject({ purchasedAt: SANDBOX_START, expiresAt: A_YEAR_ON });
    const [later] = await buyer.lots('ai:mimi');
    await at(buyer, plusMs(later!.expiresAt, -1));
    await review(buyer, 1);
    await at(buyer, later!.expiresAt);
    expect(later!.expiresOn).toBe('2026-09-01');
    expect(await buyer.pool('ai:mimi')).toMatchObject({ available: 0, expired: 1_899 });
    const refused = await client.post(buyer, { resource: 'ai:mimi', quantity: 1 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
  });
});

describe('AI bought once', () => {
  let buyer: Buyer;
  let order: Order;
  let services: Service[];
  const line = () => ({ sku: ONE_TIME, quantity: 2, organizationId: buyer.organizationId });
  beforeAll(async () => {
    buyer = await newBuyer(false);
    const { id: agreementId } = await client.sign(buyer.id);
    order = await buyer.buyOffline(agreementId, [line()]);
    await client.until(order.id, 'active');
    services = await buyer.services(order);
  });

  it('A-044: is not available online: the buyer is informed, and contacts the vendor, who orders it offline', async () => {
    expect(await buyer.refused([line()])).toContainEqual(['lines[0].sku', 'offline_only', 'R-INTL-30']);
    const own = await buyer.call('/v1/orders', { body: buyer.orderOf([line()], { channel: 'offline' }) });
    expect(own.status).toBe(403);
    expect(order).toMatchObject({ channel: 'offline', productLine: 'aimis-intl' });
  });

  it('A-042: is sold by the product set', async () => {
    expect(await buyer.sku(ONE_TIME)).toMatchObject({ unit: 'set', minimum: 1, step: 1, term: null });
    expect(order.total).toEqual({ amountMinor: 2 * 1_000_000, currency: 'USD' });
  });

  it('A-030, A-040: is delivered and deployed offline: a service for each set, which the user accepts', async () => {
    expect(services.map(({ state, startBy }) => [state, startBy])).toEqual([
      ['available', null],
      ['available', null],
    ]);
    // It waits for its delivery as long as it takes.
    await at(buyer, '2027-06-01T02:00:00.000Z');
    for (const { id } of services) {
      await client.deliver(id);
      expect(await buyer.accept(id)).toMatchObject({ state: 'accepted', acceptance: { given: 'customer' } });
    }
    expect(await client.until(order.id, 'completed')).toMatchObject({ lines: [{ state: 'active' }] });
  });

  it('A-039: is valid long-term', async () => {
    const { items } = await buyer.licences();
    expect(items).toMatchObject([{ sku: ONE_TIME, state: 'active', from: SANDBOX_START, until: null }]);
    await at(buyer, '2049-12-31T00:00:00.000Z');
    expect((await buyer.licences()).items).toMatchObject([{ state: 'active' }]);
  });

  it('A-041: reviews without limit: it is a licence and not a number of cases', async () => {
    expect(await buyer.lots('ai:mimi')).toEqual([]);
    expect((await buyer.pools()).filter(({ resource }) => resource.startsWith('ai:'))).toEqual([]);
  });
});

describe('software licences', () => {
  let buyer: Buyer;
  let catalogue: SkuAnswer[];
  const line = (sku: string, years = 1) => ({
    sku,
    quantity: 1,
    term: { count: years, unit: 'year' as const },
    consortiumId: buyer.consortiumId,
  });
  const basicFeatures = [
    'cloud-film-configuration',
    'data-management',
    'doctor-management',
    'hospital-management',
    'image-browsing',
    'inspection-management',
    'log-audit',
    'report-management',
  ];
  beforeAll(async () => {
    buyer = await newBuyer();
    catalogue = (await buyer.catalogue()).filter(({ kind }) => kind.startsWith('software-'));
  });

  it('A-045, A-051, A-055: are basic, which is required, and optional, which is not', () => {
    expect(catalogue.filter(({ kind }) => kind === 'software-basic').map(({ sku }) => sku)).toEqual([BASIC]);
    const optional = catalogue.filter(({ kind }) => kind === 'software-optional');
    expect(optional).toHaveLength(catalogue.length - 1);
    for (const { requires } of optional) expect(requires).toEqual([BASIC]);
    expect(catalogue.find(({ sku }) => sku === BASIC)!.requires ?? []).toEqual([]);
  });

  it('A-047: optional software is not sold without the basic edition', async () => {
    const missing = ['lines[0].sku', 'basic_required', 'R-INTL-34'];
    expect(await buyer.refused([line(DIAGNOSIS)])).toEqual([missing]);
    expect((await buyer.quote([line(DIAGNOSIS), line(BASIC)])).violations).toEqual([]);
  });

  it('A-047: optional software that outlasts the basic edition is sold with a warning, and runs only beside it', async () => {
    const other = await newBuyer();
    const of = (sku: string, years: number) => ({ ...line(sku, years), consortiumId: other.consortiumId });
    const lines = [of(BASIC, 1), of(DIAGNOSIS, 3)];
    const { violations, warnings } = await other.quote(lines);
    expect(violations).toEqual([]);
    expect(warnings).toMatchObject([{ path: 'lines[1]', rule: 'AMB-46' }]);
    await other.buy(lines);
    expect((await other.licences()).activated).toContain('remote-diagnosis');
    await at(other, A_YEAR_ON);
    expect((await other.licences()).activated).toEqual([]);
    await other.buy([of(BASIC, 1)]);
    expect((await other.licences()).activated).toContain('remote-diagnosis');
  });

  it('A-053: the basic edition is one complete set that is not divided', async () => {
    const set = catalogue.find(({ sku }) => sku === BASIC);
    expect(set).toMatchObject({ unit: 'set', minimum: 1, maximum: 1, step: 1 });
    const codes = async (quantity: number) =>
      (await buyer.refused([{ ...line(BASIC), quantity }])).map(([, code]) => code);
    expect(await codes(0.5)).toContain('not_an_integer');
    expect(await codes(2)).toContain('above_maximum');
  });

  it('A-054: the basic edition holds the features of the guide, each once', () => {
    const set = catalogue.find(({ sku }) => sku === BASIC);
    expect([...set!.features!].sort()).toEqual(basicFeatures);
  });

  it.each([
    ['Patient imaging records (cloud film)'],
    ['Advanced image browsing (3D, MPR, FUSION)'],
    ['Remote diagnosis'],
    ['Remote consultation'],
    ['Remote ward rounds'],
    ['Remote teaching'],
    ['Data statistics'],
    ['Image quality control'],
    ['Mobile terminal'],
    ['Follow-up management'],
  ])('A-057, A-058: %s is an optional feature of its own', (name) => {
    const items = catalogue.filter(({ name: { en } }) => en === name);
    expect(items).toMatchObject([{ kind: 'software-optional', unit: 'feature', minimum: 1, maximum: 1 }]);
    expect(items[0]!.features).toHaveLength(1);
  });

  it('A-085, A-086: a buyer orders the basic version, and with it remote diagnosis and data statistics', async () => {
    const order = await buyer.buy([line(BASIC, 2), line(DIAGNOSIS, 2), line(STATISTICS)]);
    expect(sold(order.lines)).toEqual([
      [BASIC, 'active'],
      [DIAGNOSIS, 'active'],
      [STATISTICS, 'active'],
    ]);
  });

  it('A-046, A-050, A-089: the management side shows for each organization what is activated', async () => {
    const { items, activated } = await buyer.licences();
    expect(items.map(({ sku, state }) => [sku, state]).sort()).toEqual([
      [BASIC, 'active'],
      [DIAGNOSIS, 'active'],
      [STATISTICS, 'active'],
    ]);
    expect(activated).toEqual([...basicFeatures, 'data-statistics', 'remote-diagnosis'].sort());
    const outside = await client.addOrganization(buyer.id, 'Outside the consortium');
    expect((await buyer.licences(outside)).activated).toEqual([]);
  });

  it('A-048: optional software is bought as needed, later and by itself', async () => {
    const order = await buyer.buy([line('AIMIS-INTL-SW-OPT-RTEACH')]);
    expect(sold(order.lines)).toEqual([['AIMIS-INTL-SW-OPT-RTEACH', 'active']]);
    expect((await buyer.licences()).activated).toContain('remote-teaching');
  });

  it('A-059: a licence is of one medical consortium, and several consortia need several', async () => {
    const other = await client.consortium(buyer.id);
    expect((await buyer.licences(other.organizationId)).activated).toEqual([]);
    const { consortiumId: _none, ...bare } = line(BASIC);
    expect(await buyer.refused([bare])).toEqual([['lines[0].consortiumId', 'scope_required', 'R-INTL-39']]);
    expect(await buyer.refused([{ ...line(DIAGNOSIS), consortiumId: other.consortiumId }])).toEqual([
      ['lines[0].sku', 'basic_required', 'R-INTL-34'],
    ]);
    await buyer.buy([{ ...line(BASIC), consortiumId: other.consortiumId }]);
    expect((await buyer.licences(other.organizationId)).activated).toEqual(basicFeatures);
    // A clinic that joins the consortium later is licensed with it.
    const joined = await client.addOrganization(buyer.id, 'Joined later', other.consortiumId);
    expect((await buyer.licences(joined)).activated).toEqual(basicFeatures);
  });

  it('A-052, A-056: basic and optional software are valid for the years subscribed', async () => {
    const untilOf = async (code: string) =>
      (await buyer.licences()).items.filter(({ sku }) => sku === code).map(({ until }) => until);
    expect(await untilOf(BASIC)).toEqual(['2027-03-07T16:00:00.000Z']);
    expect(await untilOf(STATISTICS)).toEqual([A_YEAR_ON]);
    await at(buyer, plusMs(A_YEAR_ON, -1));
    expect((await buyer.licences()).activated).toContain('data-statistics');
    await at(buyer, A_YEAR_ON);
    const { activated } = await buyer.licences();
    expect(activated).not.toContain('data-statistics');
    expect(activated).toEqual(expect.arrayContaining(['inspection-management', 'remote-diagnosis']));
  });

  it('A-049: it is used long-term: renewed in time, it goes on without a gap for as long as it is renewed', async () => {
    for (const years of [5, 10]) await buyer.buy([line(BASIC, years)]);
    const ends = (await buyer.licences()).items
      .filter(({ sku }) => sku === BASIC)
      .map(({ from, until }) => [from, until])
      .sort();
    expect(ends).toEqual([
      [SANDBOX_START, '2027-03-07T16:00:00.000Z'],
      ['2027-03-07T16:00:00.000Z', '2032-03-07T16:00:00.000Z'],
      ['2032-03-07T16:00:00.000Z', '2042-03-07T16:00:00.000Z'],
    ]);
    await at(buyer, '2041-12-31T00:00:00.000Z');
    expect((await buyer.licences()).activated).toEqual(basicFeatures);
  });
});

describe('services', () => {
  let buyer: Buyer;
  let services: Service[];
  const note = {
    organizationName: 'North Clinic',
    organizationId: 'HOSP-0042',
    token: 'token-of-the-clinic',
    remarks: 'Second floor',
  };
  const line = (sku: string, fields: object = {}) => ({
    sku,
    quantity: 1,
    organizationId: buyer.organizationId,
    ...fields,
  });
  const give = async (id: string, command: string, body: object = {}) =>
    (await client.call('delivery', `/v1/services/${id}/${command}`, { body })).status;
  const find = (sku: string, mode?: string) =>
    services.find((service) => service.sku === sku && (mode === undefined || service.mode === mode))!;
  beforeAll(async () => {
    buyer = await newBuyer();
    const order = await buyer.buy([
      line(DELIVERY, { mode: 'local', note }),
      line(DELIVERY, { mode: 'remote' }),
      line(SCHEDULED, { quantity: 2 }),
      line(MAINTENANCE, { quantity: 1, term: { count: 3, unit: 'year' } }),
    ]);
    services = await buyer.services(order);
  });

  it('A-060: are delivery, maintenance and scheduled service', async () => {
    const items = (await buyer.catalogue()).filter(
      ({ kind }) => kind === 'service' || kind === 'maintenance',
    );
    expect(items.map(({ name: { en } }) => en).sort()).toEqual([
      'Delivery service',
      'Maintenance service',
      'Scheduled service (custom development)',
    ]);
  });

  it('A-061: are each for one organization', async () => {
    for (const { organizationId } of services) expect(organizationId).toBe(buyer.organizationId);
    for (const sku of [DELIVERY, SCHEDULED]) {
      expect((await buyer.refused([{ sku, quantity: 1 }])).map(([, code]) => code)).toEqual([
        'organization_required',
      ]);
    }
  });

  it('A-063: delivery and scheduled service are paid once', async () => {
    for (const sku of [DELIVERY, SCHEDULED]) expect((await buyer.sku(sku)).term).toBeNull();
    const { lines } = await buyer.quote([line(SCHEDULED, { quantity: 2 })]);
    expect(lines).toMatchObject([{ term: null, amount: { amountMinor: 2 * 100_000 } }]);
  });

  it('A-068: delivery is local or remote', async () => {
    expect((await buyer.sku(DELIVERY)).modes).toEqual(['local', 'remote']);
    expect(find(DELIVERY, 'local').mode).toBe('local');
    expect(find(DELIVERY, 'remote').mode).toBe('remote');
    const lines = [line(DELIVERY, { mode: 'by post' })];
    const refused = await buyer.call('/v1/quotes', { body: buyer.orderOf(lines) });
    expect(domainErrorOf(refused)).toMatchObject({ status: 422 });
  });

  it('A-074: scheduled service is customized human resource service', async () => {
    expect((await buyer.sku(SCHEDULED)).name.en).toContain('custom development');
    expect(find(SCHEDULED)).toMatchObject({ kind: 'service', state: 'available' });
  });

  it('A-091: the number of delivery and scheduled services is chosen', async () => {
    expect(services.filter(({ sku }) => sku === SCHEDULED)).toHaveLength(2);
    const quote = await buyer.quote([line(DELIVERY, { quantity: 3, mode: 'local' })]);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor: 3 * 500_000 } });
  });

  it('A-092: the number and the duration of maintenance are chosen', async () => {
    const quote = await buyer.quote([line(MAINTENANCE, { quantity: 2, term: { count: 3, unit: 'year' } })]);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor: 2 * 3 * 200_000 } });
    const without = await buyer.quote([line(MAINTENANCE, { quantity: 2 })]);
    expect(without.violations.map(({ code }) => code)).toEqual(['term_required']);
  });

  it('A-093: the note names the organization, as the buyer wrote it or as it is registered', () => {
    expect(find(DELIVERY, 'local').note).toMatchObject({ organizationName: 'North Clinic' });
    expect(find(SCHEDULED).note).toMatchObject({ organizationName: 'North Clinic' });
  });

  it('A-094: the note may hold the organization’s ID and token, which only the deliverer can read', async () => {
    const { id } = find(DELIVERY, 'local');
    const shown = read(serviceShape, await client.call('delivery', `/v1/services/${id}`));
    expect(shown.note).toMatchObject({ organizationId: 'HOSP-0042', remarks: 'Second floor' });
    expect(JSON.stringify(shown)).not.toContain(note.token);
    const asked = (role: 'operator' | 'delivery' | 'sales') =>
      client.call(role, `/v1/services/${id}/token`, { body: {} });
    expect(await asked('operator')).toMatchObject({ status: 200, body: { token: note.token } });
    for (const role of ['delivery', 'sales'] as const) expect((await asked(role)).status).toBe(403);
    const keys = await client.call('operator', '/v1/keys');
    const assignee = (keys.body['items'] as { id: string; roles: string[] }[]).find(({ roles }) =>
      roles.includes('delivery'),
    )!.id;
    expect(await give(id, 'assign', { assignee })).toBe(200);
    expect(await asked('delivery')).toMatchObject({ status: 200, body: { token: note.token } });
  });

  it('A-067, A-073: delivery and scheduled service are done once the user accepted them', async () => {
    for (const service of [find(DELIVERY, 'local'), find(SCHEDULED)]) {
      expect(service.startBy).toBe(A_YEAR_ON);
      await client.deliver(service.id);
      expect(await buyer.service(service.id)).toMatchObject({ state: 'delivered' });
      expect(await buyer.accept(service.id)).toMatchObject({
        state: 'accepted',
        acceptance: { given: 'customer', acceptedBy: 'Dr. Chen' },
      });
    }
  });

  it('A-064: nothing but the user completes a service: silence does not, and a rejection sends it back', async () => {
    const { id } = services.filter(({ sku }) => sku === SCHEDULED)[1]!;
    await client.deliver(id);
    await at(buyer, plusMs(SANDBOX_START, 90 * DAY));
    expect(await buyer.service(id)).toMatchObject({ state: 'delivered' });
    const reminders = await buyer.notices('service.awaiting_acceptance');
    expect(reminders.map((notice) => notice.at).reverse()).toEqual(
      [3, 7, 14].map((days) => plusMs(SANDBOX_START, days * DAY)),
    );
    for (const reminder of reminders) expect(platformsOf(reminder)).toEqual(['business', 'management']);
    const rejected = await buyer.call(`/v1/services/${id}/reject`, {
      body: { rejectedBy: 'Dr. Chen', reason: 'The reports are missing' },
    });
    expect(rejected.body).toMatchObject({ state: 'in_delivery' });
    await client.call('delivery', `/v1/services/${id}/deliver`, { body: {} });
    expect(await buyer.accept(id)).toMatchObject({
      state: 'accepted',
      rejections: [{ rejectedBy: 'Dr. Chen' }],
    });
  });

  it('A-064: a user without a key accepts on the page of a link, once, and the service says so', async () => {
    const other = await newBuyer();
    const order = await other.buy([{ sku: SCHEDULED, quantity: 1, organizationId: other.organizationId }]);
    const { id } = (await other.services(order))[0]!;
    await client.deliver(id);
    const link = await client.call('delivery', `/v1/services/${id}/acceptance-links`, { body: {} });
    expect(link.status).toBe(201);
    const token = String(link.body['url']).split('/').at(-1)!;
    const decide = (decision: string, body: object) =>
      client.call('delivery', `/v1/sign-off/${token}/${decision}`, { key: null, body });
    expect(await decide('accept', { acceptedBy: 'Dr. Wong' })).toMatchObject({ status: 200 });
    expect(await other.service(id)).toMatchObject({
      state: 'accepted',
      acceptance: { given: 'link', acceptedBy: 'Dr. Wong' },
    });
    expect(await decide('reject', { rejectedBy: 'Dr. Wong', reason: 'On second thoughts' })).toMatchObject({
      status: 409,
    });
  });

  it('A-065: maintenance is a monthly subscription: a quote says what a month of it costs', async () => {
    expect(await buyer.sku(MAINTENANCE)).toMatchObject({ billing: 'monthly', term: { unit: 'year' } });
    const { lines } = await buyer.quote([line(MAINTENANCE, { quantity: 3, term: YEAR })]);
    expect(lines).toMatchObject([
      { amount: { amountMinor: 600_000 }, perMonth: { amountMinor: 50_000, currency: 'USD' } },
    ]);
  });

  it('A-066: maintenance is effective for the whole time bought, also if it is not started, and ends by itself', async () => {
    const other = await newBuyer();
    const order = await other.buy([
      {
        sku: MAINTENANCE,
        quantity: 1,
        organizationId: other.organizationId,
        term: { count: 2, unit: 'year' },
      },
    ]);
    const { id } = (await other.services(order))[0]!;
    await at(other, plusMs(A_YEAR_ON, -1));
    expect(await other.service(id)).toMatchObject({ state: 'available' });
    await at(other, A_YEAR_ON);
    const endsAt = '2028-03-07T16:00:00.000Z';
    expect(await other.service(id)).toMatchObject({ state: 'running', startedAt: A_YEAR_ON, endsAt });
    await at(other, plusMs(endsAt, -1));
    expect(await other.service(id)).toMatchObject({ state: 'running' });
    await at(other, endsAt);
    expect(await other.service(id)).toMatchObject({ state: 'ended', endedAt: endsAt });
  });

  it('A-072: maintenance is local maintenance, local inspection and remote maintenance', async () => {
    const { modes = [], modeNames = {} } = await buyer.sku(MAINTENANCE);
    expect(modes.map((mode) => modeNames[mode]?.en)).toEqual([
      'Local maintenance',
      'Local inspection',
      'Remote maintenance',
    ]);
    for (const mode of modes) {
      const { violations } = await buyer.quote([line(MAINTENANCE, { mode, term: YEAR })]);
      expect(violations).toEqual([]);
    }
  });

  it('A-069, A-070, A-071: maintenance is begun within a year, runs the years bought, and ends by itself', async () => {
    const maintenance = find(MAINTENANCE);
    expect(maintenance).toMatchObject({ state: 'available', startBy: A_YEAR_ON });
    await at(buyer, '2025-09-01T02:00:00.000Z');
    expect(await give(maintenance.id, 'start')).toBe(200);
    const { endsAt } = await buyer.service(maintenance.id);
    expect(endsAt).toBe('2028-09-01T16:00:00.000Z');
  });

  it('A-062: is used within a year of the purchase, or expires', async () => {
    const left = find(DELIVERY, 'remote');
    await at(buyer, plusMs(A_YEAR_ON, -1));
    expect(await buyer.service(left.id)).toMatchObject({ state: 'available' });
    await at(buyer, A_YEAR_ON);
    expect(await buyer.service(left.id)).toMatchObject({ state: 'lapsed' });
    expect(await give(left.id, 'start')).toBe(409);
  });

  it('A-071: no one can end maintenance; its last millisecond is covered', async () => {
    const { id } = find(MAINTENANCE);
    await at(buyer, '2028-09-01T15:59:59.999Z');
    expect(await buyer.service(id)).toMatchObject({ state: 'running' });
    await at(buyer, '2028-09-01T16:00:00.000Z');
    expect(await buyer.service(id)).toMatchObject({ state: 'ended', endedAt: '2028-09-01T16:00:00.000Z' });
  });
});

describe('ordering online', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
  });

  it('A-078, A-083: the buyer chooses a number of packages, and sees them on the management side once paid', async () => {
    expect((await buyer.quote([{ sku: QTY_15Y, quantity: 7_000 }])).total?.amountMinor).toBe(7_000 * 120);
    const order = await buyer.buy([{ sku: QTY_15Y, quantity: 7_000 }]);
    expect(await buyer.lots('inspection')).toMatchObject([
      { orderId: order.id, credited: 7_000, remaining: 7_000, storageYears: 15, state: 'live' },
    ]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 7_000 });
  });

  it('A-079: the buyer of an annual package chooses its duration', async () => {
    for (const years of [1, 4, 6, 30]) {
      const term = { count: years, unit: 'year' } as const;
      const { violations, total } = await buyer.quote([{ sku: ANNUAL, quantity: 1_000, term }]);
      expect(violations).toEqual([]);
      expect(total?.amountMinor).toBe(1_000 * 10 * years);
    }
  });

  /** A line of each of the three guides, and the rows of its steps "terms", "confirmation page" and "payment". */
  const GUIDES = [
    ['A-080, A-081, A-082', 'resources', () => ({ sku: MIMI, quantity: 1_000 })],
    [
      'A-087, A-088',
      'software',
      () => ({ sku: BASIC, quantity: 1, term: YEAR, consortiumId: buyer.consortiumId }),
    ],
    [
      'A-095, A-096',
      'services',
      () => ({ sku: SCHEDULED, quantity: 1, organizationId: buyer.organizationId }),
    ],
  ] as const;

  it('A-080, A-087, A-095: the terms that are ticked can be read beforehand, and the order names them', async () => {
    const terms = await termsOfService(client, 'aimis-intl');
    expect(terms).toMatchObject({ productLine: 'aimis-intl', version: '2025-03-07' });
    expect(terms.text.en.length).toBeGreaterThan(200);
    expect(terms.text.zh.length).toBeGreaterThan(100);
    const order = await buyer.place([{ sku: MIMI, quantity: 1_000 }]);
    expect(order).toMatchObject({ termsVersion: terms.version, termsSha256: terms.sha256 });
  });

  it.each(GUIDES)(
    '%s: %s are bought with terms ticked, an order confirmed, and a payment',
    async (_rows, _what, line) => {
      const rule = 'R-INTL-51';
      expect(await buyer.refused([line()], { termsAccepted: false })).toEqual([
        ['termsAccepted', 'terms_not_accepted', rule],
      ]);
      expect(await buyer.refused([line()], { termsVersion: '2024-01-01' })).toEqual([
        ['termsVersion', 'terms_outdated', rule],
      ]);
      // What the confirmation page shows: what is paid for, how the amount came about, and what it gives.
      const quote = await buyer.quote([line()]);
      expect(quote.lines[0]?.formula).toEqual(expect.any(String));
      expect(quote.lines[0]?.entitlement).toEqual(expect.any(Object));
      const { id, total } = await buyer.place([line()]);
      expect(total).toEqual(quote.total);
      const waiting = await buyer.order(id);
      expect(waiting).toMatchObject({ state: 'awaiting_confirmation', termsVersion: '2025-03-07' });
      expect(waiting.actions).toEqual(expect.arrayContaining(['confirm', 'cancel']));
      const early = await buyer.call(`/v1/orders/${id}/payments`, {
        body: { method: 'online', token: 'tok_ok' },
      });
      expect(domainErrorOf(early)).toMatchObject({ status: 409, code: 'illegal_transition' });
      expect(await buyer.confirm(id)).toMatchObject({ state: 'awaiting_payment', total });
      await buyer.pay(id);
      expect(await buyer.credited(id)).toMatchObject({ payment: { state: 'captured', method: 'online' } });
    },
  );
});

describe('arrears', () => {
  const DEADLINE = plusMs(SANDBOX_START, DAY);
  let buyer: Buyer;
  let inArrears: string;
  beforeAll(async () => {
    buyer = await newBuyer();
    await buyer.buy([{ sku: QTY_15Y, quantity: 1_000 }]);
    await upload(buyer, 950);
  });

  it('A-097: when the inspections do not suffice, business and management platform are notified', async () => {
    expect(await buyer.notices('arrears.opened')).toEqual([]);
    const used = await upload(buyer, 105);
    inArrears = used.id;
    const [notice, ...others] = await buyer.notices('arrears.opened');
    expect(others).toEqual([]);
    expect(platformsOf(notice!)).toEqual(['business', 'management']);
    expect(notice).toMatchObject({ at: SANDBOX_START });
  });

  it('A-100: checks uploaded in excess are treated as overdue', async () => {
    expect(await buyer.pool('inspection')).toMatchObject({ available: 0, used: 1_000, arrears: 55 });
    expect(await client.explained(inArrears)).toMatchObject({
      quantity: 105,
      arrears: 55,
      draws: [{ units: 50 }],
    });
  });

  it('A-098: the service goes on for 24 hours, to the millisecond, and is suspended then', async () => {
    await at(buyer, plusMs(DEADLINE, -1));
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: true, until: DEADLINE });
    expect(await upload(buyer, 5)).toMatchObject({ arrears: 5 });
    await at(buyer, DEADLINE);
    expect(await buyer.capability('inspection.upload')).toMatchObject({
      allowed: false,
      reason: 'suspended',
      rule: 'R-INTL-53',
      since: DEADLINE,
    });
    const [notice] = await buyer.notices('service.suspended');
    expect(platformsOf(notice!)).toEqual(['business', 'management']);
  });

  it('A-099: no new check is uploaded then', async () => {
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 1 });
    expect(domainErrorOf(refused)).toEqual({ status: 402, code: 'suspended', rule: 'R-INTL-53' });
    expect(await buyer.pool('inspection')).toMatchObject({ arrears: 60, used: 1_000 });
  });

  it('A-101: checks that were uploaded are viewed as ever, and ordering stays open', async () => {
    expect(await buyer.capability('inspection.view')).toMatchObject({ allowed: true });
    expect(await buyer.capability('order.place')).toMatchObject({ allowed: true });
    expect(await client.explained(inArrears)).toMatchObject({ draws: [{ units: 50, storageYears: 15 }] });
  });

  it('A-016, A-103: a top-up pays the arrears first', async () => {
    await at(buyer, plusMs(DEADLINE, 10 * HOUR_MS));
    const order = await buyer.buy([{ sku: QTY_15Y, quantity: 1_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 940, offset: 60, arrears: 0 });
    const [lot] = await buyer.lots('inspection');
    expect(lot).toMatchObject({
      orderId: order.id,
      credited: 1_000,
      offset: 60,
      consumed: 0,
      remaining: 940,
    });
    const [notice] = await buyer.notices('arrears.cleared');
    expect(platformsOf(notice!)).toEqual(['business', 'management']);
  });

  it('A-104: with enough resources uploading resumes by itself', async () => {
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: true });
    expect(await upload(buyer, 40)).toMatchObject({ arrears: 0, balance: { available: 900 } });
    expect(await buyer.notices('service.resumed')).toHaveLength(1);
  });

  it('A-102: what was uploaded in arrears is stored as long as what was paid for, once a top-up paid for it', async () => {
    const { draws, offsets } = await client.explained(inArrears);
    const storedUntil = '2040-03-07T16:00:00.000Z';
    expect(draws).toMatchObject([{ units: 50, storageYears: 15, storedUntil }]);
    expect(offsets).toMatchObject([{ units: 55, storageYears: 15, storedUntil }]);
  });

  it('A-105: resources that are used up are bought again', async () => {
    await upload(buyer, 900);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 0, arrears: 0 });
    await buyer.buy([{ sku: QTY_15Y, quantity: 1_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 1_000 });
  });
});

describe('arrears of checks for which a storage term was asked', () => {
  it('A-016, A-103, A-104: any top-up pays them first, whatever its storage, and uploading resumes', async () => {
    const buyer = await newBuyer();
    await buyer.buy([{ sku: QTY_15Y, quantity: 1_000 }]);
    await upload(buyer, 1_000);
    const { id } = await upload(buyer, 30, { storageYears: 10 });
    await at(buyer, plusMs(SANDBOX_START, 25 * HOUR_MS));
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: false });
    await buyer.buy([{ sku: QTY_1Y, quantity: 1_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 970, arrears: 0, suspended: false });
    expect(await upload(buyer, 1)).toMatchObject({ balance: { available: 969 } });
    expect((await client.explained(id)).offsets).toMatchObject([
      { units: 30, storageYears: 1, storedUntil: '2026-03-07T16:00:00.000Z' },
    ]);
  });

  it('A-016: there are none while units are left: longer storage pays for shorter, and a longer request is refused', async () => {
    const buyer = await newBuyer();
    await buyer.buy([{ sku: ANNUAL, quantity: 1_000, term: { count: 4, unit: 'year' } }]);
    expect(await upload(buyer, 10, { storageYears: 2 })).toMatchObject({
      draws: [{ units: 10, storageYears: 4 }],
      arrears: 0,
    });
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 10, storageYears: 10 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
    expect(await buyer.pool('inspection')).toMatchObject({ available: 990, arrears: 0 });
    expect(await client.episodes(buyer.id)).toEqual([]);
  });
});

describe('refunds', () => {
  let buyer: Buyer;
  let order: Order;
  const line = () => ({ sku: BASIC, quantity: 1, term: YEAR, consortiumId: buyer.consortiumId });
  beforeAll(async () => {
    buyer = await newBuyer(false);
    await client.sign(buyer.id);
    order = await buyer.buy([{ sku: MIMI, quantity: 1_000 }, line()]);
  });
  const refund = (fields: object) =>
    client.call('operator', `/v1/orders/${order.id}/refunds`, {
      body: { lines: [{ lineId: order.lines[0]!.id, quantity: 1_000 }], reason: 'Unused', ...fields },
    });

  it('A-106: resources and licences are credited with the purchase', async () => {
    expect(sold(order.lines)).toEqual([
      [MIMI, 'credited'],
      [BASIC, 'active'],
    ]);
    expect(await buyer.lots('ai:mimi')).toMatchObject([{ creditedAt: order.payment!.capturedAt }]);
    expect((await buyer.licences()).items).toMatchObject([{ from: order.payment!.capturedAt }]);
  });

  it('A-107: an order that was placed online is not refunded', async () => {
    const own = await buyer.call(`/v1/orders/${order.id}/refunds`, { body: { reason: 'Unused' } });
    expect(own.status).toBe(403);
    expect(domainErrorOf(await refund({}))).toEqual({
      status: 422,
      code: 'refund_not_allowed',
      rule: 'R-INTL-58',
    });
    expect(await buyer.lots('ai:mimi')).toMatchObject([{ remaining: 1_000, voided: 0 }]);
  });

  it('A-108: unless a clause of the signed agreement says so', async () => {
    const { agreementId } = (await buyer.order(order.id)).agreement;
    const refunded = await refund({ agreementId, clause: '7.2' });
    expect(refunded).toMatchObject({
      status: 201,
      body: { amount: { amountMinor: 25_000, currency: 'USD' } },
    });
    expect(await buyer.lots('ai:mimi')).toMatchObject([{ remaining: 0, voided: 1_000 }]);
  });
});
