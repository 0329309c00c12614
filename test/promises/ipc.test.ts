/**
 * The promises of the billing page of Intelligent Pre-Consultation, each tried as the person it names. Numbers are those
 * of `rows.ts`; names and prices are the page's own.
 */
import type { SkuAnswer } from '../../src/contracts/catalogue.ts';
import { order as orderShape, type Order } from '../../src/contracts/order.ts';
import { DAY_MS, HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { Buyer, platformsOf, domainErrorOf, termsOfService, type BuyerLine } from '../support/buyer.ts';
import { ProductClient, read, SANDBOX_START } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const PRECONSULT = 'IPC-SW-PRECONSULT';
const PREVISIT = 'IPC-SW-PREVISIT';
const SUMMARY = 'IPC-SW-SUMMARY';
const PACK = 'IPC-RP-KNOWLEDGE';
const DEPLOYMENT = 'IPC-SVC-DEPLOY';
const FEATURES = [PRECONSULT, PREVISIT, 'IPC-SW-ANALYSIS', 'IPC-SW-RECOMMEND', SUMMARY];

/** Of one month bought where sandboxes begin: midnight after 7 April in Shanghai. */
const END = '2025-04-07T16:00:00.000Z';
const DEADLINE = plusMs(END, DAY_MS);

const newBuyer = () => Buyer.open(client, { productLine: 'ipc', country: 'SG', agreement: false });
const at = (buyer: Buyer, to: string) => client.advance(buyer.id, { to });
const months = (count: number) => ({ term: { count, unit: 'month' as const } });
const years = (count: number) => ({ term: { count, unit: 'year' as const } });
const feature = ({ organizationId }: Buyer, sku: string, fields: object = months(1)): BuyerLine => ({
  sku,
  quantity: 1,
  organizationId,
  ...fields,
});
const pack = (count: number): BuyerLine => ({ sku: PACK, quantity: 1, ...months(count) });
const deployment = ({ organizationId }: Buyer, fields: object = { mode: 'remote' }): BuyerLine => ({
  sku: DEPLOYMENT,
  quantity: 1,
  organizationId,
  ...fields,
});

describe('billing overview', () => {
  let buyer: Buyer;
  let catalogue: SkuAnswer[];
  beforeAll(async () => {
    buyer = await newBuyer();
    catalogue = await buyer.catalogue();
  });

  it('C-001: the product is prepaid, and consists of software, a resource pack and a service', async () => {
    expect([...new Set(catalogue.map(({ kind }) => kind))].sort()).toEqual([
      'resource-pack',
      'service',
      'subscription',
    ]);
    const { id } = await buyer.place([feature(buyer, SUMMARY)]);
    await buyer.confirm(id);
    expect((await buyer.terms()).items).toEqual([]);
    await buyer.pay(id);
    await buyer.credited(id);
    expect((await buyer.terms()).items).toMatchObject([{ sku: SUMMARY, state: 'running' }]);
  });

  it.each([
    ['C-005', 'Pre-consultation assistant', 5_900, 'month'],
    ['C-006', 'Pre-Visit Health Checkup Assistant', 70_000, 'year'],
    ['C-007', 'Health analysis summary', 27_000, 'month'],
    ['C-008', 'Health Checkup report recommendation', 13_500, 'month'],
    ['C-009', 'Health Checkup report summary', 13_500, 'month'],
    ['C-010', 'Health checkup package knowledge customization', 50_000, 'month'],
    ['C-011', 'Overseas deployment and implementation', 70_000, null],
  ] as const)('%s: %s costs %i USD a set, by the %s', async (_row, name, dollars, unit) => {
    const item = catalogue.find(({ name: { en } }) => en.toLowerCase() === name.toLowerCase());
    expect(item).toMatchObject({
      unit: 'set',
      prices: [{ amountMinor: dollars * 100, currency: 'USD', perQuantity: 1 }],
    });
    expect(item!.term?.unit ?? null).toBe(unit);
    const scope = item!.sku === PACK ? {} : { organizationId: buyer.organizationId };
    const duration = unit === null ? {} : { term: { count: 2, unit } };
    const quote = await buyer.quote([{ sku: item!.sku, quantity: 3, ...scope, ...duration }]);
    const amountMinor = dollars * 100 * 3 * (unit === null ? 1 : 2);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor, currency: 'USD' } });
  });

  it('C-002: software is bought online and enabled for the organization within 24 hours', async () => {
    const order = await buyer.buy([feature(buyer, PRECONSULT)]);
    expect(order.channel).toBe('online');
    const { items } = await buyer.terms(buyer.organizationId);
    const term = items.find(({ orderId }) => orderId === order.id);
    expect(term).toMatchObject({ sku: PRECONSULT, state: 'running', organizationId: buyer.organizationId });
    const delayMs = Date.parse(term!.from) - Date.parse(order.payment!.capturedAt!);
    expect(delayMs).toBeLessThanOrEqual(DAY_MS);
    expect(await buyer.capability('ipc.patient', PRECONSULT)).toMatchObject({ allowed: true });
  });

  it('C-003: a resource pack is bought online and topped up to the account, not to an organization', async () => {
    const order = await buyer.buy([pack(1)]);
    expect(order.lines[0]).not.toHaveProperty('organizationId');
    const [term] = (await buyer.terms()).items.filter(({ sku }) => sku === PACK);
    expect(term).toMatchObject({ state: 'running', orderId: order.id, purchasedAt: SANDBOX_START });
    expect(term).not.toHaveProperty('organizationId');
    expect(Date.parse(term!.from) - Date.parse(order.payment!.capturedAt!)).toBeLessThanOrEqual(DAY_MS);
    expect(await buyer.capability('ipc.knowledge')).toMatchObject({ allowed: true });
    const bound = { ...pack(1), organizationId: buyer.organizationId };
    const refused = await buyer.call('/v1/orders', { body: buyer.orderOf([bound]) });
    expect(refused.status).toBe(422);
  });

  it('C-004: the service is bought online', async () => {
    const order = await buyer.buy([deployment(buyer)]);
    expect(order).toMatchObject({ channel: 'online', payment: { method: 'online' } });
    expect(await buyer.services(order)).toMatchObject([{ sku: DEPLOYMENT, state: 'available' }]);
  });
});

describe('platform software', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
  });

  it('C-013, C-018, C-031: the buyer chooses among five features, each by itself', async () => {
    const sold = (await buyer.catalogue()).filter(({ kind }) => kind === 'subscription');
    expect(sold.map(({ sku }) => sku)).toEqual(FEATURES);
    expect(sold.map(({ name: { en } }) => en)).toEqual([
      'Pre-consultation assistant',
      'Pre-visit health checkup assistant',
      'Health analysis summary',
      'Health checkup report recommendation',
      'Health checkup report summary',
    ]);
    for (const { sku, term } of sold) {
      const quote = await buyer.quote([feature(buyer, sku, { term: { count: 1, unit: term!.unit } })]);
      expect(quote.violations).toEqual([]);
    }
  });

  it('C-017: a feature is sold as a complete set that is not split', async () => {
    for (const sku of FEATURES) {
      const term = sku === PREVISIT ? years(1) : months(1);
      for (const quantity of [0.5, 1.5]) {
        const { violations } = await buyer.quote([feature(buyer, sku, { quantity, ...term })]);
        expect(violations.map(({ code }) => code)).toContain('not_an_integer');
      }
      expect(await buyer.sku(sku)).toMatchObject({ unit: 'set', minimum: 1, step: 1 });
    }
  });

  it('C-016: is valid for the duration subscribed: months, and whole years of the pre-visit assistant', async () => {
    await buyer.buy([
      feature(buyer, PRECONSULT),
      feature(buyer, SUMMARY, months(5)),
      feature(buyer, PREVISIT, years(2)),
    ]);
    const { items } = await buyer.terms(buyer.organizationId);
    expect(items.map(({ sku, from, until }) => [sku, from, until]).sort()).toEqual([
      [PRECONSULT, SANDBOX_START, END],
      [PREVISIT, SANDBOX_START, '2027-03-07T16:00:00.000Z'],
      [SUMMARY, SANDBOX_START, '2025-08-07T16:00:00.000Z'],
    ]);
    const { violations } = await buyer.quote([feature(buyer, PREVISIT, months(6))]);
    expect(violations.map(({ code }) => code)).toEqual(['term_not_offered']);
  });

  it('C-012: is enabled for the institution that it was bought for', async () => {
    const { organizationId: other } = await client.consortium(buyer.id);
    expect((await buyer.terms(other)).items).toEqual([]);
    expect(await buyer.capability('ipc.patient', PRECONSULT, other)).toBeUndefined();
    const { organizationId: _none, ...bare } = feature(buyer, PRECONSULT);
    expect((await buyer.quote([bare])).violations.map(({ code }) => code)).toEqual(['organization_required']);
  });

  it('C-015, C-035: the management console shows what is activated for the current organization', async () => {
    expect((await buyer.licences()).activated).toEqual([
      'checkup-report-summary',
      'pre-consultation',
      'pre-visit-checkup',
    ]);
    const { organizationId: other } = await client.consortium(buyer.id);
    expect((await buyer.licences(other)).activated).toEqual([]);
    const { cover } = await buyer.terms(buyer.organizationId);
    expect(cover.map(({ sku }) => sku).sort()).toEqual([PRECONSULT, PREVISIT, SUMMARY]);
  });

  it('C-014: is used on the cloud within the valid period, to its last millisecond', async () => {
    await at(buyer, plusMs(END, -1));
    expect(await buyer.capability('ipc.patient', PRECONSULT)).toMatchObject({ allowed: true, until: END });
    expect((await buyer.licences()).activated).toContain('pre-consultation');
    await at(buyer, END);
    expect((await buyer.licences()).activated).toEqual(['checkup-report-summary', 'pre-visit-checkup']);
  });
});

describe('the resource pack', () => {
  let buyer: Buyer;
  let orders: Order[];
  beforeAll(async () => {
    buyer = await newBuyer();
    orders = [await buyer.buy([pack(3)])];
    await at(buyer, '2025-05-01T02:00:00.000Z');
    orders.push(await buyer.buy([pack(1)]));
  });
  const packs = async () => (await buyer.terms()).items.filter(({ sku }) => sku === PACK).reverse();

  it('C-019, C-037: is purchased by the month', async () => {
    expect(await buyer.sku(PACK)).toMatchObject({
      kind: 'resource-pack',
      term: { unit: 'month', minimum: 1, meaning: 'duration' },
    });
    const quote = await buyer.quote([pack(7)]);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor: 7 * 5_000_000 } });
    const byYear = await buyer.quote([{ ...pack(1), ...years(1) }]);
    expect(byYear.violations.map(({ code }) => code)).toEqual(['term_not_offered']);
  });

  it('C-023: applies to the knowledge customization of health check packages', async () => {
    const { name, features } = await buyer.sku(PACK);
    expect(name.en).toBe('Health checkup package knowledge customization');
    expect(features).toEqual(['knowledge-customization']);
    expect(await buyer.capability('ipc.knowledge')).toMatchObject({ allowed: true });
  });

  it('C-020, C-022: is valid for the months bought; packs stack, and the one that ends first is used first', async () => {
    expect((await packs()).map(({ orderId, from, until, state }) => [orderId, from, until, state])).toEqual([
      [orders[0]!.id, SANDBOX_START, '2025-06-07T16:00:00.000Z', 'running'],
      [orders[1]!.id, '2025-06-07T16:00:00.000Z', '2025-07-07T16:00:00.000Z', 'queued'],
    ]);
  });

  it('C-021, C-041: the console shows the purchase date, the validity and the renewals', async () => {
    const [first, second] = await packs();
    expect(first).toMatchObject({ purchasedAt: SANDBOX_START, until: '2025-06-07T16:00:00.000Z' });
    expect(first!.renewals).toEqual([
      {
        termId: second!.id,
        orderId: orders[1]!.id,
        purchasedAt: '2025-05-01T02:00:00.000Z',
        from: '2025-06-07T16:00:00.000Z',
        until: '2025-07-07T16:00:00.000Z',
      },
    ]);
    expect(second!.renewals).toEqual([]);
  });
});

describe('the deployment service', () => {
  let buyer: Buyer;
  let order: Order;
  beforeAll(async () => {
    buyer = await newBuyer();
    order = await buyer.buy([deployment(buyer, { mode: 'local' }), deployment(buyer)]);
  });

  it('C-026, C-043: is selected in the catalogue and paid once', async () => {
    expect(await buyer.sku(DEPLOYMENT)).toMatchObject({ kind: 'service', term: null });
    expect(order).toMatchObject({
      total: { amountMinor: 2 * 7_000_000, currency: 'USD' },
      lines: [{ term: null }, { term: null }],
    });
  });

  it('C-028: is delivered locally or remotely', async () => {
    expect((await buyer.sku(DEPLOYMENT)).modes).toEqual(['local', 'remote']);
    expect((await buyer.services(order)).map(({ mode }) => mode)).toEqual(['local', 'remote']);
  });

  it('C-024, C-027: is done once the user accepted it: by the key of the buyer, and not by silence', async () => {
    const [, remote] = await buyer.services(order);
    for (const command of ['start', 'deliver']) {
      const done = await client.call('delivery', `/v1/services/${remote!.id}/${command}`, { body: {} });
      expect(done.status).toBe(200);
    }
    await at(buyer, plusMs(SANDBOX_START, 90 * DAY_MS));
    expect(await buyer.service(remote!.id)).toMatchObject({ state: 'delivered' });
    expect(await buyer.accept(remote!.id)).toMatchObject({
      state: 'accepted',
      acceptance: { given: 'customer', acceptedBy: 'Dr. Chen' },
    });
  });

  it('C-025: is valid one year after the purchase', async () => {
    const [onSite] = await buyer.services(order);
    expect(onSite).toMatchObject({ startBy: '2026-03-07T16:00:00.000Z' });
    await at(buyer, plusMs('2026-03-07T16:00:00.000Z', -1));
    expect(await buyer.service(onSite!.id)).toMatchObject({ state: 'available' });
    await at(buyer, '2026-03-07T16:00:00.000Z');
    expect(await buyer.service(onSite!.id)).toMatchObject({ state: 'lapsed' });
  });
});

describe('ordering online', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
  });

  it('C-032, C-038, C-044: the service terms that are checked can be read beforehand, and the order names them', async () => {
    const terms = await termsOfService(client, 'ipc');
    expect(terms).toMatchObject({ productLine: 'ipc', version: '2026-03-24' });
    expect(terms.text.en.length).toBeGreaterThan(200);
    for (const line of [feature(buyer, SUMMARY), pack(1), deployment(buyer)]) {
      expect(await buyer.place([line])).toMatchObject({ termsSha256: terms.sha256 });
    }
  });

  it.each([
    ['C-029, C-033, C-034', 'software', () => feature(buyer, PRECONSULT)],
    ['C-039, C-040', 'a resource pack', () => pack(1)],
    ['C-045, C-046', 'a service', () => deployment(buyer)],
  ])(
    '%s: %s is bought on the website, with terms ticked, an order confirmed, and a payment',
    async (_rows, _what, lineOf) => {
      const line = lineOf();
      const ticked = async (fields: object) =>
        (await buyer.refused([line], fields)).map(([path, code]) => [path, code]);
      expect(await ticked({ termsAccepted: false })).toEqual([['termsAccepted', 'terms_not_accepted']]);
      expect(await ticked({ termsVersion: '2025-01-01' })).toEqual([['termsVersion', 'terms_outdated']]);
      // What the confirmation page shows: what is paid for, how the amount came about, and what it gives.
      const quote = await buyer.quote([line]);
      expect(quote.lines[0]?.formula).toEqual(expect.any(String));
      expect(quote.lines[0]?.entitlement).toEqual(expect.any(Object));
      const { id, total } = await buyer.place([line]);
      expect(total).toEqual(quote.total);
      // No agreement is needed, and nothing is paid before the order is confirmed.
      expect(await buyer.order(id)).toMatchObject({
        state: 'awaiting_confirmation',
        agreement: { required: false },
        termsVersion: '2026-03-24',
      });
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

describe('arrears of validity', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
    await buyer.buy(FEATURES.map((sku) => feature(buyer, sku, sku === PREVISIT ? years(1) : months(1))));
  });
  const lapsing = FEATURES.filter((sku) => sku !== PREVISIT);

  it('C-047: when the validity of a feature does not suffice, business and management platform are notified', async () => {
    await at(buyer, plusMs(END, -1));
    expect(await buyer.notices('arrears.opened')).toEqual([]);
    await at(buyer, END);
    const notices = await buyer.notices('arrears.opened');
    expect(notices).toHaveLength(lapsing.length);
    for (const notice of notices) {
      expect(notice.at).toBe(END);
      expect(platformsOf(notice)).toEqual(['business', 'management']);
    }
    expect(JSON.stringify(notices.map(({ payload }) => payload))).not.toContain(PREVISIT);
  });

  it('C-048, C-049: the service is disabled 24 hours after, to the millisecond: users cannot access the patient end', async () => {
    await at(buyer, plusMs(DEADLINE, -1));
    for (const sku of lapsing) {
      expect(await buyer.capability('ipc.patient', sku)).toMatchObject({ allowed: true, until: DEADLINE });
    }
    await at(buyer, DEADLINE);
    for (const sku of lapsing) {
      expect(await buyer.capability('ipc.patient', sku)).toMatchObject({
        allowed: false,
        reason: 'suspended',
        rule: 'R-IPC-28',
        since: DEADLINE,
      });
    }
    expect(await buyer.capability('ipc.patient', PREVISIT)).toMatchObject({ allowed: true });
    expect(await buyer.notices('service.suspended')).toHaveLength(lapsing.length);
  });

  it('C-050: the console still shows what was recorded', async () => {
    expect(await buyer.capability('ipc.history')).toMatchObject({ allowed: true });
    const { items } = await buyer.terms(buyer.organizationId);
    expect(items).toHaveLength(FEATURES.length);
  });

  it('C-051, C-054: a new order restores a feature; the day that was enjoyed in arrears is deducted first', async () => {
    const now = await at(buyer, plusMs(DEADLINE, HOUR_MS));
    const order = await buyer.buy([feature(buyer, PRECONSULT)]);
    const [term] = (await buyer.terms(buyer.organizationId)).items.filter(
      ({ orderId }) => orderId === order.id,
    );
    // Bought on 9 April in Shanghai: through 9 May, less one calendar day.
    expect(term).toMatchObject({ from: now, until: '2025-05-08T16:00:00.000Z' });
    expect(await buyer.notices('arrears.cleared')).toHaveLength(1);
  });

  it('C-052: it is restored by itself, and no other feature with it', async () => {
    expect(await buyer.capability('ipc.patient', PRECONSULT)).toMatchObject({ allowed: true });
    expect(await buyer.capability('ipc.patient', SUMMARY)).toMatchObject({ allowed: false });
    const [resumed, ...others] = await buyer.notices('service.resumed');
    expect(others).toEqual([]);
    expect(platformsOf(resumed!)).toEqual(['business', 'management']);
  });
});

describe('renewal and refund', () => {
  let buyer: Buyer;
  let order: Order;
  beforeAll(async () => {
    buyer = await newBuyer();
    order = await buyer.buy([feature(buyer, PRECONSULT, { quantity: 2, ...months(1) }), pack(1)]);
  });

  it('C-056: the licence is topped up with the purchase', async () => {
    expect(order.lines.map(({ state }) => state)).toEqual(['active', 'active']);
    for (const { purchasedAt, from } of (await buyer.terms()).items) {
      expect({ purchasedAt, from }).toEqual({ purchasedAt: SANDBOX_START, from: order.payment!.capturedAt });
    }
  });

  it('C-057: a refund is not supported, for any role and any agreement', async () => {
    const { id: agreementId } = await client.sign(buyer.id, { productLines: ['ipc'] });
    const own = await buyer.call(`/v1/orders/${order.id}/refunds`, { body: { reason: 'Unused' } });
    expect(own.status).toBe(403);
    for (const fields of [{}, { agreementId, clause: '7.2' }]) {
      const refused = await client.call('operator', `/v1/orders/${order.id}/refunds`, {
        body: { reason: 'Unused', ...fields },
      });
      expect(domainErrorOf(refused)).toEqual({ status: 422, code: 'refund_not_allowed', rule: 'R-IPC-31' });
    }
  });

  it('C-053: the buyer renews the original order: the same sets for the same time, behind what runs', async () => {
    await at(buyer, '2025-03-20T02:00:00.000Z');
    expect((await buyer.order(order.id)).actions).toContain('renew');
    const renewal = read(
      orderShape,
      await buyer.call(`/v1/orders/${order.id}/renew`, {
        body: { termsAccepted: true, termsVersion: '2026-03-24' },
      }),
      201,
    );
    expect(renewal).toMatchObject({ renews: order.id, total: order.total });
    await buyer.confirm(renewal.id);
    await buyer.pay(renewal.id);
    await buyer.credited(renewal.id);
    const items = (await buyer.terms()).items.filter(({ orderId }) => orderId === renewal.id);
    expect(items.map(({ sku, sets, from, until }) => [sku, sets, from, until]).sort()).toEqual([
      [PACK, 1, END, '2025-05-07T16:00:00.000Z'],
      [PRECONSULT, 2, END, '2025-05-07T16:00:00.000Z'],
    ]);
    expect(await buyer.order(order.id)).toMatchObject({ renewedBy: renewal.id });
  });

  it('C-055: sales is asked to contact the buyer once a renewal is paid', async () => {
    const tasks = (await client.tasks(buyer.id)).filter(({ kind }) => kind === 'renewal.contact');
    expect(tasks).toMatchObject([{ role: 'sales', state: 'open', dueAt: '2025-03-23T02:00:00.000Z' }]);
  });
});
