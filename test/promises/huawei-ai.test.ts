/**
 * The promises of the billing page of Huawei's AI Platform Development and Implementation Service, each tried as the
 * person it names. Numbers are those of `rows.ts`; prices and names are the page's own.
 */
import { refund as refundShape } from '../../src/contracts/refunds.ts';
import type { Quote } from '../../src/contracts/quotes.ts';
import type { SkuAnswer } from '../../src/contracts/catalogue.ts';
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { Buyer, platformsOf, domainErrorOf } from '../support/buyer.ts';
import { ProductClient, read } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const buyerIn = (country: string) =>
  Buyer.open(client, { productLine: 'huawei-ai', country, agreement: false });

/** Row, name in the column "Specifications", prices in whole dollars in both columns, sales unit, and our code. */
const PRICE_LIST = [
  [
    'D-002',
    'AI Platform Scenario-specific Model Development Service - Basic',
    50_000,
    70_000,
    'set',
    'HW-DEV-MODELDEV-BAS',
  ],
  [
    'D-003',
    'AI Platform Scenario-specific Model Development Service - Standard',
    90_000,
    130_000,
    'set',
    'HW-DEV-MODELDEV-STD',
  ],
  [
    'D-004',
    'AI Platform Scenario-specific Model Development Service - Professional',
    130_000,
    200_000,
    'set',
    'HW-DEV-MODELDEV-PRO',
  ],
  [
    'D-005',
    'AI Platform Scenario-specific Model Development - Platinum',
    180_000,
    260_000,
    'set',
    'HW-DEV-MODELDEV-PLT',
  ],
  [
    'D-006',
    'AI Platform Scenario-specific Model Deployment Service - Basic',
    15_000,
    23_000,
    'set',
    'HW-DEV-DEPLOY-BAS',
  ],
  [
    'D-007',
    'AI Platform Scenario-specific Model Deployment Service - Standard',
    30_000,
    43_000,
    'set',
    'HW-DEV-DEPLOY-STD',
  ],
  [
    'D-008',
    'AI Platform Scenario-specific Model Deployment Service - Professional',
    50_000,
    64_000,
    'set',
    'HW-DEV-DEPLOY-PRO',
  ],
  [
    'D-009',
    'AI Platform Scenario-specific Model Deployment Service - Platinum',
    60_000,
    83_000,
    'set',
    'HW-DEV-DEPLOY-PLT',
  ],
  [
    'D-010',
    'Application and AI Agent Orchestration Service - Standard',
    93_000,
    140_000,
    'set',
    'HW-DEV-AGENT-STD',
  ],
  [
    'D-011',
    'Application and AI Agent Orchestration Service - Professional',
    240_000,
    350_000,
    'set',
    'HW-DEV-AGENT-PRO',
  ],
  [
    'D-012',
    'AI Platform Scenario-specific Model Tuning Service - Basic',
    30_000,
    42_000,
    'set',
    'HW-TUN-TUNING-BAS',
  ],
  [
    'D-013',
    'AI Platform Scenario-specific Model Tuning Service - Standard',
    60_000,
    84_000,
    'set',
    'HW-TUN-TUNING-STD',
  ],
  [
    'D-014',
    'AI Platform Scenario-specific Model Tuning Service - Professional',
    90_000,
    130_000,
    'set',
    'HW-TUN-TUNING-PRO',
  ],
  [
    'D-015',
    'AI Platform Scenario-specific Model Tuning Service - Platinum',
    120_000,
    170_000,
    'set',
    'HW-TUN-TUNING-PLT',
  ],
  ['D-016', 'Model Distillation Service - Standard', 140_000, 210_000, 'set', 'HW-TUN-DISTILL-STD'],
  ['D-017', 'Model Distillation Service - Professional', 350_000, 520_000, 'set', 'HW-TUN-DISTILL-PRO'],
  ['D-018', 'Model Distillation Service - Platinum', 500_000, 730_000, 'set', 'HW-TUN-DISTILL-PLT'],
  ['D-019', 'Incremental Model Training Service - Standard', 210_000, 320_000, 'set', 'HW-TUN-INCTRAIN-STD'],
  [
    'D-020',
    'Incremental Model Training Service - Professional',
    520_000,
    780_000,
    'set',
    'HW-TUN-INCTRAIN-PRO',
  ],
  [
    'D-021',
    'Incremental Model Training Service - Platinum',
    730_000,
    1_100_000,
    'set',
    'HW-TUN-INCTRAIN-PLT',
  ],
  ['D-022', 'Model Fine-Tuning Service - Standard', 58_000, 90_000, 'set', 'HW-TUN-FINETUNE-STD'],
  ['D-023', 'Model Fine-Tuning Service - Professional', 150_000, 220_000, 'set', 'HW-TUN-FINETUNE-PRO'],
  ['D-024', 'Model Fine-Tuning Service - Platinum', 210_000, 310_000, 'set', 'HW-TUN-FINETUNE-PLT'],
  [
    'D-025',
    'AI Cloud Service Migration and Adaptation Service - Basic',
    26_000,
    40_000,
    'set',
    'HW-MIG-MIGRATE-BAS',
  ],
  [
    'D-026',
    'AI Cloud Service Migration and Adaptation Service - Standard',
    120_000,
    180_000,
    'set',
    'HW-MIG-MIGRATE-STD',
  ],
  [
    'D-027',
    'AI Cloud Service Migration and Adaptation Service - Professional',
    180_000,
    270_000,
    'set',
    'HW-MIG-MIGRATE-PRO',
  ],
  [
    'D-028',
    'AI Cloud Service AI Model Migration Service - per Model',
    120_000,
    180_000,
    'model',
    'HW-MIG-MODELMIG-UNIT',
  ],
  [
    'D-029',
    'AI Cloud Service Application Migration Service - per Application',
    310_000,
    460_000,
    'application',
    'HW-MIG-APPMIG-UNIT',
  ],
  ['D-030', 'AI Platform Implementation Service - Basic', 70_000, 110_000, 'set', 'HW-IMP-IMPL-BAS'],
  ['D-031', 'AI Platform Implementation Service - Standard', 200_000, 280_000, 'set', 'HW-IMP-IMPL-STD'],
  ['D-032', 'AI Platform Implementation Service - Professional', 410_000, 610_000, 'set', 'HW-IMP-IMPL-PRO'],
  ['D-033', 'AI Platform Implementation Service - Platinum', 570_000, 850_000, 'set', 'HW-IMP-IMPL-PLT'],
  ['D-034', 'AI Platform Development Support Service - Basic', 24_000, 35_000, 'set', 'HW-SUP-DEVSUP-BAS'],
  [
    'D-035',
    'AI Platform Development Support Service - Standard',
    80_000,
    120_000,
    'set',
    'HW-SUP-DEVSUP-STD',
  ],
  [
    'D-036',
    'AI Platform Development Support Service - Professional',
    190_000,
    280_000,
    'set',
    'HW-SUP-DEVSUP-PRO',
  ],
  [
    'D-037',
    'AI Platform Development Support Service - Platinum',
    370_000,
    550_000,
    'set',
    'HW-SUP-DEVSUP-PLT',
  ],
  [
    'D-038',
    'AI Platform Development Support Service - Flagship',
    850_000,
    1_300_000,
    'set',
    'HW-SUP-DEVSUP-FLG',
  ],
] as const;

const SET = 'HW-DEV-MODELDEV-STD';
const SET_MINOR = 9_000_000;

describe('the price list', () => {
  let catalogue: SkuAnswer[];
  let outsideChina1: Quote;
  let outsideChina2: Quote;
  beforeAll(async () => {
    const [mexican, german] = [await buyerIn('MX'), await buyerIn('DE')];
    catalogue = await mexican.catalogue();
    const linesFor = ({ organizationId }: Buyer) =>
      PRICE_LIST.map(([, , , , , sku]) => ({ sku, quantity: 1, organizationId }));
    outsideChina1 = await mexican.quote(linesFor(mexican));
    outsideChina2 = await german.quote(linesFor(german));
  });

  it.each(PRICE_LIST)(
    '%s: %s costs %i USD outside China 1 and %i USD outside China 2, once for each %s',
    (_row, name, dollars1, dollars2, unit, sku) => {
      const item = catalogue.find(({ name: { en } }) => en === name);
      expect(item).toMatchObject({ sku, unit, term: null });
      const prices = item!.prices.map(({ region, amountMinor, currency, perQuantity }) => [
        region,
        amountMinor,
        currency,
        perQuantity,
      ]);
      expect(prices).toEqual([
        ['outside-china-1', dollars1 * 100, 'USD', 1],
        ['outside-china-2', dollars2 * 100, 'USD', 1],
      ]);
      for (const [quote, dollars] of [
        [outsideChina1, dollars1],
        [outsideChina2, dollars2],
      ] as const) {
        const line = quote.lines.find((one) => one.sku === sku);
        expect(line).toMatchObject({ term: null, amount: { amountMinor: dollars * 100, currency: 'USD' } });
      }
    },
  );

  it('lists 37 services and no other', () => {
    expect(catalogue).toHaveLength(37);
    expect([outsideChina1, outsideChina2].map(({ violations }) => violations)).toEqual([[], []]);
  });
});

describe('the two columns of prices', () => {
  /** What one set of a service of 90,000 or 130,000 dollars costs a buyer of a country. */
  async function priceIn(country: string): Promise<unknown> {
    const buyer = await buyerIn(country);
    const { total, violations } = await buyer.quote([
      { sku: SET, quantity: 1, organizationId: buyer.organizationId },
    ]);
    return total?.amountMinor ?? violations.map(({ code }) => code);
  }

  it.each([
    ...['JP', 'KR', 'ID', 'TH', 'IN', 'PK', 'KZ', 'AU', 'NZ', 'HK', 'TW', 'RU', 'MX', 'AR', 'CL', 'PE'],
  ])(
    'D-039: %s, of Asia Pacific, Russia or Latin America, buys at the prices outside China 1',
    async (country) => {
      expect(await priceIn(country)).toBe(9_000_000);
    },
  );

  it.each(['DE', 'FR', 'GB', 'PL', 'ZA', 'EG', 'NG', 'KE', 'BR', 'AE', 'SA', 'IL', 'TR', 'IR'])(
    'D-040: %s, of Europe, Africa, Brazil or the Middle East, buys at the prices outside China 2',
    async (country) => {
      expect(await priceIn(country)).toBe(13_000_000);
    },
  );

  it.each(['US', 'CA', 'CN'])('D-039, D-040: %s is in neither column and is not sold to', async (country) => {
    expect(await priceIn(country)).toEqual(['region_not_sellable']);
  });
});

describe('the description of the services', () => {
  it('D-042, D-047: is there to be read before a purchase: what a set is, by the workforce baseline of its service', async () => {
    for (const { unit, description } of await (await buyerIn('MX')).catalogue()) {
      expect(['set', 'model', 'application']).toContain(unit);
      expect(description?.en).toBe(
        'One-off technical support service determined based on the workforce baseline corresponding to the ' +
          'professional service item. For example, an "xx person-day" development service counts as one set.',
      );
    }
  });
});

describe('what is bought', () => {
  it('D-041: is paid once, by the number of sets', async () => {
    const buyer = await buyerIn('MX');
    const order = await buyer.buy([{ sku: SET, quantity: 3, organizationId: buyer.organizationId }]);
    expect(order).toMatchObject({
      total: { amountMinor: 27_000_000, currency: 'USD' },
      lines: [{ quantity: 3, term: null, amount: { amountMinor: 27_000_000 } }],
    });
    expect(await buyer.services(order)).toHaveLength(3);
    // Nothing more falls due in years: it was a single payment.
    await client.advance(buyer.id, { by: 'P3Y' });
    const { body } = await buyer.call(`/v1/payments?accountId=${buyer.id}`);
    expect(body).toMatchObject({ items: [{ amount: { amountMinor: 27_000_000 } }], nextCursor: null });
  });

  it('D-043: is not changed: neither its quantity nor its services, and it is not cancelled', async () => {
    const buyer = await buyerIn('MX');
    const order = await buyer.buy([{ sku: SET, quantity: 1, organizationId: buyer.organizationId }]);
    expect(order.actions).toEqual([]);
    for (const method of ['PATCH', 'PUT']) {
      const lines = [{ id: order.lines[0]!.id, sku: SET, quantity: 2 }];
      const changed = await buyer.call(`/v1/orders/${order.id}`, { method, body: { lines } });
      expect(domainErrorOf(changed)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    }
    const cancelled = await buyer.call(`/v1/orders/${order.id}/cancel`, { body: { reason: 'Too large' } });
    expect(domainErrorOf(cancelled)).toMatchObject({ status: 409, code: 'illegal_transition' });
    expect((await buyer.order(order.id)).lines).toEqual(order.lines);
  });

  describe('and given back', () => {
    let buyer: Buyer;
    let orderId: string;
    let lineId: string;
    const refund = (quantity: number) =>
      client.call('operator', `/v1/orders/${orderId}/refunds`, {
        body: { lines: [{ lineId, quantity }], reason: 'The buyer asked for it' },
      });
    const give = async (serviceId: string, command: string, body: object = {}) => {
      const answer = await client.call('delivery', `/v1/services/${serviceId}/${command}`, { body });
      expect(answer.status).toBe(200);
    };
    beforeAll(async () => {
      buyer = await buyerIn('MX');
      const order = await buyer.buy([{ sku: SET, quantity: 2, organizationId: buyer.organizationId }]);
      orderId = order.id;
      lineId = order.lines[0]!.id;
    });

    it('D-044: before it is used, one set or all of them', async () => {
      const one = await Buyer.open(client, { productLine: 'huawei-ai', country: 'MX', agreement: false });
      const whole = await one.buy([{ sku: SET, quantity: 2, organizationId: one.organizationId }]);
      const answer = await client.call('operator', `/v1/orders/${whole.id}/refunds`, {
        body: { reason: 'Unsubscribed' },
      });
      expect(read(refundShape, answer, 201)).toMatchObject({ amount: { amountMinor: 2 * SET_MINOR } });
      expect(await client.until(whole.id, 'refunded')).toMatchObject({ lines: [{ state: 'refunded' }] });

      expect(read(refundShape, await refund(1), 201)).toMatchObject({
        amount: { amountMinor: SET_MINOR, currency: 'USD' },
        lines: [{ lineId, quantity: 1 }],
      });
    });

    it('D-045: not during delivery, whether it is under way or handed over', async () => {
      const left = (await buyer.services({ id: orderId })).find(({ state }) => state === 'available')!;
      await give(left.id, 'start');
      const refused = { status: 422, code: 'refund_not_allowed', rule: 'R-HW-06' };
      expect(domainErrorOf(await refund(1))).toEqual(refused);
      await give(left.id, 'deliver');
      expect(domainErrorOf(await refund(1))).toEqual(refused);
    });

    it('D-046: not after the service', async () => {
      const left = (await buyer.services({ id: orderId })).find(({ state }) => state === 'delivered')!;
      await give(left.id, 'accept', { acceptedBy: 'Dr. Chen' });
      expect(domainErrorOf(await refund(1))).toEqual({
        status: 422,
        code: 'refund_not_allowed',
        rule: 'R-HW-06',
      });
    });
  });
});

describe('time', () => {
  /** The anniversary of the purchase is over in Shanghai. */
  const A_YEAR_ON = '2026-03-07T16:00:00.000Z';
  let buyer: Buyer;
  let orderId: string;
  let serviceId: string;
  const lineOf = ({ organizationId }: Buyer) => ({ sku: SET, quantity: 1, organizationId });
  beforeAll(async () => {
    buyer = await buyerIn('MX');
    const order = await buyer.buy([lineOf(buyer)]);
    orderId = order.id;
    const [service] = await buyer.services(order);
    serviceId = service!.id;
  });

  it('D-048: the service cannot be renewed', async () => {
    const renewal = () =>
      buyer.call(`/v1/orders/${orderId}/renew`, {
        body: { termsAccepted: true, termsVersion: '2025-07-08' },
      });
    expect((await buyer.order(orderId)).actions).not.toContain('renew');
    expect(domainErrorOf(await renewal())).toMatchObject({ status: 409, rule: 'R-HW-08' });
  });

  it('D-049: it is bought again where it is needed', async () => {
    const again = await buyer.buy([lineOf(buyer)]);
    const [service] = await buyer.services(again);
    expect(service).toMatchObject({ sku: SET, state: 'available' });
    expect(service!.id).not.toBe(serviceId);
  });

  it('D-050: the buyer is reminded to use it in time: when it is bought, and before its year is over', async () => {
    expect(await buyer.service(serviceId)).toMatchObject({ state: 'available', startBy: A_YEAR_ON });
    await client.advance(buyer.id, { to: plusMs(A_YEAR_ON, -1) });
    const reminders = (await buyer.notices('service.expiring')).filter(({ payload }) =>
      JSON.stringify(payload).includes(serviceId),
    );
    expect(reminders.map(({ at }) => at).reverse()).toEqual(
      [30, 7, 1].map((days) => plusMs(A_YEAR_ON, -days * DAY_MS)),
    );
    for (const reminder of reminders) expect(platformsOf(reminder)).toEqual(['business', 'management']);
  });

  it('D-051: it expires after its year, and is then bought again', async () => {
    await client.advance(buyer.id, { to: A_YEAR_ON });
    expect(await buyer.service(serviceId)).toMatchObject({ state: 'lapsed', endedAt: A_YEAR_ON });
    const start = await client.call('delivery', `/v1/services/${serviceId}/start`, { body: {} });
    expect(domainErrorOf(start)).toMatchObject({ status: 409, code: 'illegal_transition' });
    const renewal = await buyer.buy([lineOf(buyer)]);
    expect(await buyer.services(renewal)).toMatchObject([
      { state: 'available', startBy: '2027-03-08T16:00:00.000Z' },
    ]);
  });
});
