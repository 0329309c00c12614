/**
 * The promises of the purchase guide of 数智医疗影像平台 (AIMIS, China edition), each tried as the person it names.
 * Numbers are those of `rows.ts`; quantities, terms and lists are the guide's own, prices are those of the demo list.
 */
import type { SkuAnswer } from '../../src/contracts/catalogue.ts';
import type { Order } from '../../src/contracts/order.ts';
import type { Service } from '../../src/contracts/services.ts';
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { Buyer, platformsOf, domainErrorOf, termsOfService, type BuyerLine } from '../support/buyer.ts';
import { ProductClient, SANDBOX_START } from '../support/product-client.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const QTY_15Y = 'AIMIS-CN-CI-QTY-15Y';
const ANNUAL = 'AIMIS-CN-CI-ANN';
const GLAUCOMA = 'AIMIS-CN-AI-GLAUCOMA';
const BASIC = 'AIMIS-CN-SW-BASIC';
const DIAGNOSIS = 'AIMIS-CN-SW-OPT-RDIAG';
const STATISTICS = 'AIMIS-CN-SW-OPT-STATS';
const DELIVERY = 'AIMIS-CN-SVC-DELIVERY';
const MAINTENANCE = 'AIMIS-CN-SVC-MAINT';
const CUSTOM = 'AIMIS-CN-SVC-CUSTOM';

/** The anniversary of the start of sandboxes is over in Shanghai. */
const A_YEAR_ON = '2026-03-07T16:00:00.000Z';

const newBuyer = (agreement = true) =>
  Buyer.open(client, { productLine: 'aimis-cn', country: 'CN', agreement });
const upload = (buyer: Buyer, quantity: number, fields: object = {}) =>
  client.use(buyer, { resource: 'inspection', quantity, ...fields });
const at = (buyer: Buyer, to: string) => client.advance(buyer.id, { to });
const sold = (lines: readonly { sku: string; state: string }[]) =>
  lines.map(({ sku, state }) => [sku, state]);
const lineFor = ({ organizationId }: Buyer, sku: string, fields: object = {}): BuyerLine => ({
  sku,
  quantity: 1,
  organizationId,
  ...fields,
});

/** What stands in the way of an order of one line: code and rule of each entry. */
async function obstacles(buyer: Buyer, line: BuyerLine): Promise<string[][]> {
  const { violations } = await buyer.quote([line]);
  return violations.map(({ code, rule }) => [code, rule ?? '']);
}

describe('计费概述', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
  });

  it('B-005: the platform is prepaid: nothing is credited before the money is there', async () => {
    const { id } = await buyer.place([{ sku: GLAUCOMA, quantity: 1_000 }]);
    await buyer.confirm(id);
    expect(await buyer.lots('ai:glaucoma')).toEqual([]);
    await buyer.pay(id);
    await buyer.credited(id);
    expect(await buyer.lots('ai:glaucoma')).toMatchObject([{ credited: 1_000 }]);
  });

  it('B-006: the fee has four parts: inspections, AI review, software and services, all in yuan', async () => {
    const items = await buyer.catalogue();
    const parts = items.map(({ kind }) => (kind === 'maintenance' ? 'service' : kind.split('-')[0]));
    expect([...new Set(parts)].sort()).toEqual(['ai', 'inspection', 'service', 'software']);
    for (const { prices } of items) for (const { currency } of prices) expect(currency).toBe('CNY');
  });

  it('B-007, B-008: inspections and software are bought online, in one order, and on the account within 24 hours', async () => {
    const order = await buyer.buy([{ sku: QTY_15Y, quantity: 10_000 }, lineFor(buyer, BASIC)]);
    const paidAt = Date.parse(order.payment!.capturedAt!);
    const [lot] = await buyer.lots('inspection');
    const { items, activated } = await buyer.licences();
    for (const instant of [lot!.creditedAt, items[0]!.from]) {
      expect(Date.parse(instant) - paidAt).toBeLessThanOrEqual(24 * HOUR_MS);
    }
    expect(lot).toMatchObject({ orderId: order.id, credited: 10_000 });
    expect(activated).toContain('inspection-management');
  });

  it('B-009: services are bought online', async () => {
    const order = await buyer.buy([lineFor(buyer, CUSTOM)]);
    expect(order).toMatchObject({ channel: 'online', payment: { method: 'online' } });
    expect(await buyer.services(order)).toMatchObject([{ sku: CUSTOM, state: 'available' }]);
  });
});

describe('联系我们', () => {
  it('B-004: the catalogue names the numbers to call', async () => {
    const { body } = await (await newBuyer()).call('/v1/catalogue?productLine=aimis-cn');
    const lines = body['productLines'] as { productLine: string }[];
    const china = JSON.stringify(lines.find(({ productLine }) => productLine === 'aimis-cn'));
    for (const phone of ['4009100100', '95716']) expect(china).toContain(phone);
  });
});

describe('线下合作协议', () => {
  it.each([
    ['inspections', () => ({ sku: QTY_15Y, quantity: 10_000 })],
    ['AI review', () => ({ sku: GLAUCOMA, quantity: 1_000 })],
    ['software', (buyer: Buyer) => lineFor(buyer, BASIC)],
    ['services', (buyer: Buyer) => lineFor(buyer, CUSTOM)],
  ])('B-010: is signed before %s are bought', async (_what, lineOf) => {
    const buyer = await newBuyer(false);
    const { id, state } = await buyer.place([lineOf(buyer)]);
    expect(state).toBe('awaiting_agreement');
    const confirmed = await buyer.call(`/v1/orders/${id}/confirm`, { body: {} });
    expect(domainErrorOf(confirmed)).toMatchObject({ status: 409, code: 'agreement_required' });
    const paid = await buyer.call(`/v1/orders/${id}/payments`, {
      body: { method: 'online', token: 'tok_ok' },
    });
    expect(paid.status).toBe(409);
  });

  it('B-010, B-069: sales is asked to sign it, and records it; the order goes on by itself', async () => {
    const buyer = await newBuyer(false);
    const { id } = await buyer.place([{ sku: GLAUCOMA, quantity: 1_000 }]);
    const task = { kind: 'agreement.needed', role: 'sales', orderId: id };
    expect(await client.tasks(buyer.id)).toMatchObject([{ ...task, state: 'open' }]);
    await client.sign(buyer.id, { productLines: ['aimis-cn'] });
    await client.until(id, 'awaiting_confirmation');
    expect(await client.tasks(buyer.id)).toMatchObject([{ ...task, state: 'resolved' }]);
    await buyer.confirm(id);
    await buyer.pay(id);
    await buyer.credited(id);
  });

  it('B-010: without one, neither an upload nor a transfer gets through', async () => {
    const buyer = await newBuyer(false);
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 1 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
    const agreement = await client.sign(buyer.id, { productLines: ['aimis-cn'] });
    const { id, total } = await buyer.place([{ sku: GLAUCOMA, quantity: 1_000 }]);
    await buyer.confirm(id);
    await client.call('operator', `/v1/agreements/${agreement.id}/terminate`, {
      body: { reason: '合同终止' },
    });
    const transfer = await client.call('operator', `/v1/orders/${id}/payments`, {
      body: { method: 'offline', reference: 'Transfer 4713', amount: total, evidence: { note: '银行流水' } },
    });
    expect(transfer).toMatchObject({ status: 201, body: { state: 'late' } });
    expect(await buyer.order(id)).toMatchObject({ state: 'awaiting_payment' });
    expect(await buyer.lots('ai:glaucoma')).toEqual([]);
  });

  it('B-070: then orders are placed online or bought offline', async () => {
    const buyer = await newBuyer(false);
    const agreement = await client.sign(buyer.id, { productLines: ['aimis-cn'] });
    await buyer.buy([{ sku: GLAUCOMA, quantity: 1_000 }]);
    const offline = await buyer.buyOffline(agreement.id, [{ sku: GLAUCOMA, quantity: 2_000 }]);
    expect(await buyer.credited(offline.id)).toMatchObject({
      channel: 'offline',
      payment: { method: 'offline' },
    });
    expect(await buyer.pool('ai:glaucoma')).toMatchObject({ available: 3_000 });
  });
});

describe('云检查资源', () => {
  let buyer: Buyer;
  let items: SkuAnswer[];
  let first: Order;
  beforeAll(async () => {
    buyer = await newBuyer();
    items = (await buyer.catalogue()).filter(({ kind }) => kind === 'inspection-lot');
    first = await buyer.buy([
      { sku: QTY_15Y, quantity: 10_000 },
      { sku: ANNUAL, quantity: 10_000, term: { count: 4, unit: 'year' } },
    ]);
  });
  const annual = (quantity: number, count: number): BuyerLine => ({
    sku: ANNUAL,
    quantity,
    term: { count, unit: 'year' },
  });

  it('B-011: are bought by the year or by quantity', () => {
    expect(items.map(({ sku, term }) => [sku, term?.unit ?? null])).toEqual([
      [QTY_15Y, null],
      [ANNUAL, 'year'],
    ]);
    expect(sold(first.lines)).toEqual([
      [QTY_15Y, 'credited'],
      [ANNUAL, 'credited'],
    ]);
  });

  it('B-018: by quantity are stored for 15 years', async () => {
    expect(items.find(({ sku }) => sku === QTY_15Y)).toMatchObject({ storageYears: 15 });
    expect((await buyer.lots('inspection')).filter(({ storageYears }) => storageYears === 15)).toHaveLength(
      1,
    );
  });

  it('B-021: by the year are stored for the years that were bought', async () => {
    expect(items.find(({ sku }) => sku === ANNUAL)).toMatchObject({ term: { meaning: 'storage' } });
    const years = (await buyer.lots('inspection')).map(({ storageYears }) => storageYears);
    expect(years.sort()).toEqual([15, 4]);
  });

  it.each([
    ['B-019', 'by quantity', (quantity: number) => ({ sku: QTY_15Y, quantity })],
    ['B-022', 'by the year', (quantity: number) => annual(quantity, 1)],
  ])('%s: %s are sold from 10,000 on', async (_row, _way, lineOf) => {
    expect(await obstacles(buyer, lineOf(9_999))).toContainEqual(['below_minimum', 'R-CN-15']);
    expect(await obstacles(buyer, lineOf(1_000))).toContainEqual(['below_minimum', 'R-CN-15']);
    expect(await obstacles(buyer, lineOf(10_000))).toEqual([]);
  });

  it('B-023: are sold in whole ten thousands', async () => {
    for (const lineOf of [(quantity: number) => ({ sku: QTY_15Y, quantity }), (n: number) => annual(n, 1)]) {
      expect(await obstacles(buyer, lineOf(15_000))).toEqual([['not_a_multiple', 'R-CN-15']]);
      expect(await obstacles(buyer, lineOf(11_000))).toEqual([['not_a_multiple', 'R-CN-15']]);
      expect(await obstacles(buyer, lineOf(30_000))).toEqual([]);
    }
  });

  it('B-024: by the year are bought for at least one year', async () => {
    expect(await obstacles(buyer, annual(10_000, 0))).toContainEqual(['below_minimum', 'R-CN-16']);
    expect(await obstacles(buyer, { sku: ANNUAL, quantity: 10_000 })).toEqual([['term_required', 'R-CN-16']]);
    expect(await obstacles(buyer, annual(10_000, 1))).toEqual([]);
  });

  it.each([
    ['B-025', '按量', { sku: QTY_15Y, quantity: 100_000 }, 100_000 * 800],
    ['B-026', '按年', annual(100_000, 15), 100_000 * 60 * 15],
  ])('%s: example: 100,000 inspections for 15 years, %s', async (_row, _way, line, amountMinor) => {
    expect(await buyer.quote([line])).toMatchObject({
      violations: [],
      total: { amountMinor, currency: 'CNY' },
    });
  });

  it('B-013, B-014: stack while they are valid, and those that expire first are deducted first', async () => {
    await at(buyer, '2025-06-01T02:00:00.000Z');
    const second = await buyer.buy([annual(10_000, 1)]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 30_000 });
    const used = await upload(buyer, 20_500);
    const draws = (await client.explained(used.id)).draws.map(({ orderId, units }) => [orderId, units]);
    expect(draws).toEqual([
      [first.id, 10_000],
      [first.id, 10_000],
      [second.id, 500],
    ]);
  });

  it('B-016: show what is available, used and in arrears on the management side', async () => {
    expect(await buyer.pool('inspection')).toMatchObject({ available: 9_500, used: 20_500, arrears: 0 });
    await upload(buyer, 9_600);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 0, used: 30_000, arrears: 100 });
  });

  it('B-012, B-017, B-020: are used up within a year, whichever way they were bought, or are void', async () => {
    const other = await newBuyer();
    await other.buy([{ sku: QTY_15Y, quantity: 10_000 }, annual(10_000, 3)]);
    for (const lot of await other.lots('inspection')) {
      expect(lot).toMatchObject({ expiresOn: '2026-03-07', expiresAt: A_YEAR_ON });
    }
    await at(other, plusMs(A_YEAR_ON, -1));
    expect(await upload(other, 1)).toMatchObject({ arrears: 0, balance: { available: 19_999 } });
    await at(other, A_YEAR_ON);
    expect(await other.pool('inspection')).toMatchObject({ available: 0, used: 1, expired: 19_999 });
    expect((await upload(other, 1)).draws).toEqual([]);
  });
});

describe('AI 调阅', () => {
  let buyer: Buyer;
  let items: SkuAnswer[];
  let first: Order;
  const review = (quantity: number) => client.use(buyer, { resource: 'ai:glaucoma', quantity });
  beforeAll(async () => {
    buyer = await newBuyer();
    items = (await buyer.catalogue()).filter(({ kind }) => kind.startsWith('ai-'));
    first = await buyer.buy([{ sku: GLAUCOMA, quantity: 1_000 }]);
  });

  it('B-027: is bought by quantity or once', () => {
    expect([...new Set(items.map(({ kind }) => kind))]).toEqual(['ai-lot', 'ai-perpetual']);
  });

  it('B-036: by quantity is 青光眼 AI', () => {
    const byQuantity = items.filter(({ kind }) => kind === 'ai-lot');
    expect(byQuantity).toHaveLength(1);
    expect(byQuantity[0]!.name.zh).toContain('青光眼 AI');
  });

  it('B-035, B-042: by quantity is sold from 1,000 on, in whole thousands', async () => {
    const check = (quantity: number) => obstacles(buyer, { sku: GLAUCOMA, quantity });
    expect(await check(999)).toContainEqual(['below_minimum', 'R-CN-26']);
    expect(await check(1_500)).toEqual([['not_a_multiple', 'R-CN-26']]);
    expect(await check(1_000)).toEqual([]);
    expect(await check(3_000)).toEqual([]);
  });

  it('B-034: is billed for each case', async () => {
    expect((await buyer.quote([{ sku: GLAUCOMA, quantity: 1_000 }])).lines).toMatchObject([
      { unitPrice: { perQuantity: 1 }, amount: { amountMinor: 1_000 * 150, currency: 'CNY' } },
    ]);
    expect(await review(1)).toMatchObject({ draws: [{ units: 1 }], balance: { available: 999 } });
  });

  it('B-033: is reviewed online or called through the API, from the same cases', async () => {
    const { id: accountId, organizationId } = buyer;
    const of = { accountId, organizationId, resource: 'ai:glaucoma', quantity: 4 };
    const usages = [{ key: `API call of ${accountId}`, ...of }];
    const batch = await client.call('platform', '/v1/usages/batch', { body: { usages } });
    expect(batch.body['results']).toMatchObject([{ status: 201 }]);
    expect(await buyer.lots('ai:glaucoma')).toMatchObject([{ orderId: first.id, remaining: 995 }]);
  });

  it('B-030: stacks; the cases that expire first are deducted first', async () => {
    await at(buyer, '2025-09-01T02:00:00.000Z');
    const second = await buyer.buy([{ sku: GLAUCOMA, quantity: 2_000 }]);
    const used = await review(1_095);
    const draws = (await client.explained(used.id)).draws.map(({ orderId, units }) => [orderId, units]);
    expect(draws).toEqual([
      [first.id, 995],
      [second.id, 100],
    ]);
  });

  it('B-031: shows remaining and total cases and the renewals on the management side', async () => {
    expect(await buyer.pool('ai:glaucoma')).toMatchObject({ available: 1_900, credited: 3_000 });
    const [later, earlier] = await buyer.lots('ai:glaucoma');
    expect(earlier!.renewals).toEqual([
      { lotId: later!.id, purchasedAt: '2025-09-01T02:00:00.000Z', credited: 2_000 },
    ]);
  });

  it('B-029, B-032: by quantity is used up within a year of the purchase, or is void', async () => {
    const [later, earlier] = await buyer.lots('ai:glaucoma');
    expect(earlier).toMatchObject({ expiresAt: A_YEAR_ON });
    expect(later).toMatchObject({ expiresOn: '2026-09-01', expiresAt: '2026-09-01T16:00:00.000Z' });
    await at(buyer, later!.expiresAt);
    expect(await buyer.pool('ai:glaucoma')).toMatchObject({ available: 0, expired: 1_900 });
    const refused = await client.post(buyer, { resource: 'ai:glaucoma', quantity: 1 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
  });

  it('B-041: once is bought of 青光眼 AI, 肺炎 AI and 结直肠 AI', () => {
    const once = items.filter(({ kind }) => kind === 'ai-perpetual').map(({ name: { zh } }) => zh);
    expect(once).toHaveLength(3);
    for (const name of ['青光眼 AI', '肺炎 AI', '结直肠 AI']) {
      expect(once.filter((zh) => zh.startsWith(name))).toHaveLength(1);
    }
  });

  it('B-040: once is bought by the set', () => {
    for (const item of items.filter(({ kind }) => kind === 'ai-perpetual')) {
      expect(item).toMatchObject({ unit: 'set', minimum: 1, step: 1, term: null });
    }
  });

  it('B-028, B-037, B-038, B-039: once is delivered and deployed offline, accepted, valid long-term and without limit', async () => {
    const other = await newBuyer(false);
    const { id: agreementId } = await client.sign(other.id, { productLines: ['aimis-cn'] });
    const sku = 'AIMIS-CN-AI-ONETIME-PNEUMONIA';
    const order = await other.buyOffline(agreementId, [lineFor(other, sku, { quantity: 2 })]);
    await client.until(order.id, 'active');
    const services = await other.services(order);
    expect(services.map(({ startBy }) => startBy)).toEqual([null, null]);
    for (const { id } of services) {
      await client.deliver(id);
      await other.accept(id);
    }
    await client.until(order.id, 'completed');
    await at(other, '2049-12-31T00:00:00.000Z');
    const { items: licences, activated } = await other.licences();
    expect(licences).toMatchObject([{ sku, state: 'active', until: null }]);
    expect(activated).toEqual(['pneumonia-ai']);
    // It is a licence and not a number of cases.
    expect((await other.pools()).filter(({ resource }) => resource.startsWith('ai:'))).toEqual([]);
  });

  it('B-043: once is not ordered online', async () => {
    for (const { sku } of items.filter(({ kind }) => kind === 'ai-perpetual')) {
      expect(await buyer.refused([lineFor(buyer, sku)])).toContainEqual([
        'lines[0].sku',
        'offline_only',
        'R-CN-27',
      ]);
    }
  });
});

describe('软件授权', () => {
  let buyer: Buyer;
  let items: SkuAnswer[];
  const basicNames = [
    '检查管理',
    '报告管理',
    '基础影像浏览',
    '机构管理',
    '用户管理',
    '云胶片配置',
    '通知管理',
    '患者影像档案',
  ].sort();
  const basicFeatures = [
    'basic-image-browsing',
    'cloud-film-configuration',
    'inspection-management',
    'notification-management',
    'organization-management',
    'patient-imaging-archive',
    'report-management',
    'user-management',
  ];
  beforeAll(async () => {
    buyer = await newBuyer();
    items = (await buyer.catalogue()).filter(({ kind }) => kind.startsWith('software-'));
  });

  it('B-044, B-046: is basic software, which is mandatory, and optional software, bought as needed', async () => {
    expect(items.filter(({ kind }) => kind === 'software-basic').map(({ sku }) => sku)).toEqual([BASIC]);
    for (const { requires } of items.filter(({ kind }) => kind === 'software-optional')) {
      expect(requires).toEqual([BASIC]);
    }
    expect(await buyer.refused([lineFor(buyer, DIAGNOSIS)])).toEqual([
      ['lines[0].sku', 'basic_required', 'R-CN-30'],
    ]);
    expect(await obstacles(buyer, lineFor(buyer, BASIC))).toEqual([]);
  });

  it('B-050: basic software is one set that is not divided', async () => {
    expect(items.find(({ sku }) => sku === BASIC)).toMatchObject({ unit: 'set', minimum: 1, maximum: 1 });
    const codes = (await obstacles(buyer, lineFor(buyer, BASIC, { quantity: 0.5 }))).map(([code]) => code);
    expect(codes).toContain('not_an_integer');
  });

  it('B-051: basic software holds the functions of the guide, each once, under the names of the guide', async () => {
    expect([...items.find(({ sku }) => sku === BASIC)!.features!].sort()).toEqual(basicFeatures);
    const names = await buyer.featureNames();
    expect(basicFeatures.map((code) => names[code]?.zh).sort()).toEqual(basicNames);
  });

  it.each([
    '三维重建',
    '多平面重建',
    'FUSION',
    '远程诊断',
    '远程会诊',
    '远程查房',
    '远程示教',
    '数据统计',
    '影像质控',
    '日志审计',
    '移动端',
    'API 接口',
    '青光眼 AI 服务包',
  ])('B-053, B-054: %s is an optional function with a licence of its own', (name) => {
    const matching = items.filter((item) => item.kind === 'software-optional' && item.name.zh.includes(name));
    expect(matching).toMatchObject([{ unit: 'feature', minimum: 1, maximum: 1, term: null }]);
    expect(matching[0]!.features).toHaveLength(1);
  });

  it('B-054: has 13 optional functions and no other', () => {
    expect(items.filter(({ kind }) => kind === 'software-optional')).toHaveLength(13);
  });

  it('B-079, B-080: a buyer orders the basic version, and with it 远程诊断 and 数据统计', async () => {
    const order = await buyer.buy([
      lineFor(buyer, BASIC),
      lineFor(buyer, DIAGNOSIS),
      lineFor(buyer, STATISTICS),
    ]);
    expect(sold(order.lines)).toEqual([
      [BASIC, 'active'],
      [DIAGNOSIS, 'active'],
      [STATISTICS, 'active'],
    ]);
  });

  it('B-045, B-048, B-083: is activated for the organization, and the management side shows what is', async () => {
    expect((await buyer.licences()).activated).toEqual(
      [...basicFeatures, 'data-statistics', 'remote-diagnosis'].sort(),
    );
    const { activatedFeatures } = await buyer.licences();
    expect(activatedFeatures.map(({ name: { zh } }) => zh).sort()).toEqual(
      [...basicNames, '数据统计', '远程诊断'].sort(),
    );
    const { organizationId: other } = await client.consortium(buyer.id);
    expect((await buyer.licences(other)).activated).toEqual([]);
  });

  it('B-055: several organizations need several licences', async () => {
    const { organizationId: other } = await client.consortium(buyer.id);
    const elsewhere = { organizationId: other };
    expect(await obstacles(buyer, lineFor(buyer, DIAGNOSIS, elsewhere))).toEqual([
      ['basic_required', 'R-CN-30'],
    ]);
    expect(await obstacles(buyer, { sku: BASIC, quantity: 1 })).toEqual([['scope_required', 'R-CN-36']]);
    await buyer.buy([lineFor(buyer, BASIC, elsewhere)]);
    expect((await buyer.licences(other)).activated).toEqual(basicFeatures);
  });

  it('B-047, B-049, B-052: basic and optional software are used for good', async () => {
    const { items: licences } = await buyer.licences();
    expect(licences.map(({ until }) => until)).toEqual([null, null, null]);
    await at(buyer, '2049-12-31T00:00:00.000Z');
    expect((await buyer.licences()).activated).toEqual(
      expect.arrayContaining(['inspection-management', 'remote-diagnosis']),
    );
    expect(await client.deadlines(buyer.id)).toEqual([]);
  });
});

describe('服务', () => {
  let buyer: Buyer;
  let services: Service[];
  const note = { organizationName: '北方医院', organizationId: 'HOSP-0042', token: 'token-of-the-clinic' };
  const find = (sku: string, mode?: string) =>
    services.find((service) => service.sku === sku && (mode === undefined || service.mode === mode))!;
  const give = async (id: string, command: string, body: object = {}) =>
    (await client.call('delivery', `/v1/services/${id}/${command}`, { body })).status;
  beforeAll(async () => {
    buyer = await newBuyer();
    const order = await buyer.buy([
      lineFor(buyer, DELIVERY, { mode: 'local', note }),
      lineFor(buyer, DELIVERY, { mode: 'remote' }),
      lineFor(buyer, CUSTOM, { quantity: 2 }),
      lineFor(buyer, MAINTENANCE, { term: { count: 3, unit: 'year' } }),
    ]);
    services = await buyer.services(order);
  });

  it('B-056: are 交付服务, 维保服务 and 定开服务', async () => {
    const items = (await buyer.catalogue()).filter(
      ({ kind }) => kind === 'service' || kind === 'maintenance',
    );
    expect(items.map(({ name: { zh } }) => zh).sort()).toEqual(['交付服务', '定开服务', '维保服务']);
  });

  it('B-061: delivery is paid once, begun within a year, and for one organization', async () => {
    expect(await buyer.sku(DELIVERY)).toMatchObject({ kind: 'service', term: null, scope: 'organization' });
    expect(find(DELIVERY, 'local')).toMatchObject({
      organizationId: buyer.organizationId,
      state: 'available',
      startBy: A_YEAR_ON,
    });
  });

  it('B-062: delivery is local or remote', async () => {
    expect((await buyer.sku(DELIVERY)).modes).toEqual(['local', 'remote']);
    expect([find(DELIVERY, 'local').mode, find(DELIVERY, 'remote').mode]).toEqual(['local', 'remote']);
  });

  it('B-067, B-068: custom development is paid once, begun within a year, and customized human resource service', async () => {
    expect(await buyer.sku(CUSTOM)).toMatchObject({ kind: 'service', term: null, name: { zh: '定开服务' } });
    expect(find(CUSTOM)).toMatchObject({ state: 'available', startBy: A_YEAR_ON });
  });

  it('B-085: the number of delivery and custom services is chosen', async () => {
    expect(services.filter(({ sku }) => sku === CUSTOM)).toHaveLength(2);
    const quote = await buyer.quote([lineFor(buyer, DELIVERY, { quantity: 3, mode: 'remote' })]);
    expect(quote.total).toEqual({ amountMinor: 3 * 3_000_000, currency: 'CNY' });
  });

  it('B-086: the number and the duration of maintenance are chosen', async () => {
    const term = { count: 3, unit: 'year' } as const;
    const quote = await buyer.quote([lineFor(buyer, MAINTENANCE, { quantity: 2, term })]);
    expect(quote).toMatchObject({ violations: [], total: { amountMinor: 2 * 3 * 1_200_000 } });
    const codes = (await obstacles(buyer, lineFor(buyer, MAINTENANCE))).map(([code]) => code);
    expect(codes).toEqual(['term_required']);
  });

  it('B-087: the note names the organization, as the buyer wrote it or as it is registered', () => {
    expect(find(DELIVERY, 'local').note).toMatchObject({ organizationName: '北方医院' });
    expect(find(CUSTOM).note).toMatchObject({ organizationName: 'North Clinic' });
  });

  it('B-058: delivery and custom development are paid once and done once the user accepted them', async () => {
    for (const service of [find(DELIVERY, 'local'), find(CUSTOM)]) {
      await client.deliver(service.id);
      expect(await buyer.service(service.id)).toMatchObject({ state: 'delivered' });
      expect(await buyer.accept(service.id)).toMatchObject({
        state: 'accepted',
        acceptance: { given: 'customer', acceptedBy: 'Dr. Chen' },
      });
    }
    const { id } = services.filter(({ sku }) => sku === CUSTOM)[1]!;
    await client.deliver(id);
    await at(buyer, plusMs(SANDBOX_START, 90 * 24 * HOUR_MS));
    expect(await buyer.service(id)).toMatchObject({ state: 'delivered' });
  });

  it('B-059: maintenance is 包年包月: years that a quote also shows by the month', async () => {
    expect(await buyer.sku(MAINTENANCE)).toMatchObject({ billing: 'monthly', term: { unit: 'year' } });
    const term = { count: 2, unit: 'year' } as const;
    expect((await buyer.quote([lineFor(buyer, MAINTENANCE, { term })])).lines).toMatchObject([
      { amount: { amountMinor: 2_400_000 }, perMonth: { amountMinor: 100_000, currency: 'CNY' } },
    ]);
  });

  it('B-060: maintenance is effective for the whole time bought, also if it is not started, and ends by itself', async () => {
    const other = await newBuyer();
    const order = await other.buy([lineFor(other, MAINTENANCE, { term: { count: 2, unit: 'year' } })]);
    const { id } = (await other.services(order))[0]!;
    await at(other, A_YEAR_ON);
    const endsAt = '2028-03-07T16:00:00.000Z';
    expect(await other.service(id)).toMatchObject({ state: 'running', startedAt: A_YEAR_ON, endsAt });
    await at(other, endsAt);
    expect(await other.service(id)).toMatchObject({ state: 'ended', endedAt: endsAt });
  });

  it('B-066: maintenance is 本地巡检 and 远程维保', async () => {
    const { modes = [], modeNames = {} } = await buyer.sku(MAINTENANCE);
    expect(modes.map((mode) => modeNames[mode]?.zh)).toEqual(['本地巡检', '远程维保']);
    for (const mode of modes) {
      const term = { count: 1, unit: 'year' } as const;
      expect(await obstacles(buyer, lineFor(buyer, MAINTENANCE, { mode, term }))).toEqual([]);
    }
  });

  it('B-088: the note may hold the organization’s ID and token, which the deliverer can read', async () => {
    const { id, note: shown } = find(DELIVERY, 'local');
    expect(shown).toMatchObject({ organizationId: 'HOSP-0042' });
    expect(JSON.stringify(shown)).not.toContain(note.token);
    const token = await client.call('operator', `/v1/services/${id}/token`, { body: {} });
    expect(token).toMatchObject({ status: 200, body: { token: note.token } });
  });

  it('B-063, B-064: maintenance is begun within a year and runs the years bought', async () => {
    const { id, startBy } = find(MAINTENANCE);
    expect(startBy).toBe(A_YEAR_ON);
    await at(buyer, '2025-09-01T02:00:00.000Z');
    expect(await give(id, 'start')).toBe(200);
    expect(await buyer.service(id)).toMatchObject({ state: 'running', endsAt: '2028-09-01T16:00:00.000Z' });
  });

  it('B-057: services are used for a single organization within a year, or are void', async () => {
    const { id } = find(DELIVERY, 'remote');
    await at(buyer, plusMs(A_YEAR_ON, -1));
    expect(await buyer.service(id)).toMatchObject({
      state: 'available',
      organizationId: buyer.organizationId,
    });
    await at(buyer, A_YEAR_ON);
    expect(await buyer.service(id)).toMatchObject({ state: 'lapsed' });
    expect(await give(id, 'start')).toBe(409);
    expect((await buyer.quote([{ sku: DELIVERY, quantity: 1 }])).violations.map(({ code }) => code)).toEqual([
      'organization_required',
    ]);
  });

  it('B-065: maintenance ends by itself', async () => {
    const { id } = find(MAINTENANCE);
    await at(buyer, '2028-09-01T15:59:59.999Z');
    expect(await buyer.service(id)).toMatchObject({ state: 'running' });
    await at(buyer, '2028-09-01T16:00:00.000Z');
    expect(await buyer.service(id)).toMatchObject({ state: 'ended', endedAt: '2028-09-01T16:00:00.000Z' });
  });
});

describe('线上下单', () => {
  let buyer: Buyer;
  beforeAll(async () => {
    buyer = await newBuyer();
  });

  it('B-072, B-077: the buyer chooses a number of packages, and sees them on the management side once paid', async () => {
    const order = await buyer.buy([{ sku: QTY_15Y, quantity: 30_000 }]);
    expect(await buyer.lots('inspection')).toMatchObject([
      { orderId: order.id, credited: 30_000, remaining: 30_000, storageYears: 15, state: 'live' },
    ]);
  });

  it('B-073: the buyer of annual packages chooses the duration', async () => {
    for (const years of [1, 4, 10]) {
      const term = { count: years, unit: 'year' } as const;
      const quote = await buyer.quote([{ sku: ANNUAL, quantity: 10_000, term }]);
      expect(quote).toMatchObject({ violations: [], total: { amountMinor: 10_000 * 60 * years } });
    }
  });

  it('B-074: the terms that are ticked can be read beforehand, and the order names them', async () => {
    const terms = await termsOfService(client, 'aimis-cn');
    expect(terms).toMatchObject({ productLine: 'aimis-cn', version: '2024-04-23' });
    expect(terms.text.zh.length).toBeGreaterThan(100);
    const order = await buyer.place([{ sku: GLAUCOMA, quantity: 1_000 }]);
    expect(order).toMatchObject({ termsVersion: terms.version, termsSha256: terms.sha256 });
  });

  it.each([
    ['B-075, B-076', 'resources', () => ({ sku: GLAUCOMA, quantity: 1_000 })],
    ['B-081, B-082', 'software', () => lineFor(buyer, BASIC)],
    ['B-089, B-090', 'services', () => lineFor(buyer, CUSTOM)],
  ])(
    '%s: %s are bought with terms ticked, an order confirmed, and a payment',
    async (_rows, _what, lineOf) => {
      const line = lineOf();
      expect(
        (await buyer.refused([line], { termsAccepted: false })).map(([path, code]) => [path, code]),
      ).toEqual([['termsAccepted', 'terms_not_accepted']]);
      const outdated = await buyer.refused([line], { termsVersion: '2023-07-25' });
      expect(outdated.map(([path, code]) => [path, code])).toEqual([['termsVersion', 'terms_outdated']]);
      const quote = await buyer.quote([line]);
      expect(quote.lines[0]?.formula).toEqual(expect.any(String));
      expect(quote.lines[0]?.entitlement).toEqual(expect.any(Object));
      const { id, total } = await buyer.place([line]);
      expect(total).toEqual(quote.total);
      expect(await buyer.order(id)).toMatchObject({
        state: 'awaiting_confirmation',
        termsVersion: '2024-04-23',
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

describe('欠费', () => {
  const DEADLINE = plusMs(SANDBOX_START, 24 * HOUR_MS);
  let buyer: Buyer;
  let inArrears: string;
  beforeAll(async () => {
    buyer = await newBuyer();
    await buyer.buy([{ sku: QTY_15Y, quantity: 10_000 }]);
    await upload(buyer, 9_000);
  });

  it('B-091: when the inspections do not suffice, business and management platform are notified', async () => {
    inArrears = (await upload(buyer, 2_000)).id;
    const [notice, ...others] = await buyer.notices('arrears.opened');
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ at: SANDBOX_START });
    expect(platformsOf(notice!)).toEqual(['business', 'management']);
  });

  it('B-094: checks uploaded in excess are in arrears', async () => {
    expect(await buyer.pool('inspection')).toMatchObject({ available: 0, used: 10_000, arrears: 1_000 });
  });

  it('B-092, B-093: the service stops 24 hours after, to the millisecond, and no check is uploaded any more', async () => {
    await at(buyer, plusMs(DEADLINE, -1));
    expect(await upload(buyer, 1)).toMatchObject({ arrears: 1 });
    await at(buyer, DEADLINE);
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 1 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'suspended' });
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: false, since: DEADLINE });
    expect(platformsOf((await buyer.notices('service.suspended'))[0]!)).toEqual(['business', 'management']);
  });

  it('B-095: checks that were uploaded are viewed as ever', async () => {
    expect(await buyer.capability('inspection.view')).toMatchObject({ allowed: true });
    expect(await client.explained(inArrears)).toMatchObject({ draws: [{ units: 1_000, storageYears: 15 }] });
  });

  it('B-015, B-097: a top-up pays the arrears first', async () => {
    await at(buyer, plusMs(DEADLINE, HOUR_MS));
    await buyer.buy([{ sku: QTY_15Y, quantity: 10_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 8_999, offset: 1_001, arrears: 0 });
  });

  it('B-098: with enough resources uploading resumes by itself', async () => {
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: true });
    expect(await upload(buyer, 999)).toMatchObject({ arrears: 0, balance: { available: 8_000 } });
    expect(await buyer.notices('service.resumed')).toHaveLength(1);
  });

  it('B-096: what was uploaded in arrears is stored as long as what was paid for, once a top-up paid for it', async () => {
    const { draws, offsets } = await client.explained(inArrears);
    const storedUntil = '2040-03-07T16:00:00.000Z';
    expect(draws).toMatchObject([{ units: 1_000, storageYears: 15, storedUntil }]);
    expect(offsets).toMatchObject([{ units: 1_000, storageYears: 15, storedUntil }]);
  });

  it('B-099: resources that are used up are bought again', async () => {
    await upload(buyer, 8_000);
    await buyer.buy([{ sku: QTY_15Y, quantity: 10_000 }]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 10_000, arrears: 0 });
  });
});

describe('欠费与存储时长', () => {
  const annual = (count: number): BuyerLine => ({
    sku: ANNUAL,
    quantity: 10_000,
    term: { count, unit: 'year' },
  });

  it('B-015, B-097, B-098: any top-up pays arrears first, whatever storage was asked for, and uploading resumes', async () => {
    const buyer = await newBuyer();
    await buyer.buy([annual(3)]);
    await upload(buyer, 10_000);
    expect(await upload(buyer, 5, { storageYears: 10 })).toMatchObject({ arrears: 5 });
    await at(buyer, plusMs(SANDBOX_START, 25 * HOUR_MS));
    expect(await buyer.capability('inspection.upload')).toMatchObject({ allowed: false });
    await buyer.buy([annual(1)]);
    expect(await buyer.pool('inspection')).toMatchObject({ available: 9_995, arrears: 0, suspended: false });
    expect(await upload(buyer, 1)).toMatchObject({ balance: { available: 9_994 } });
  });

  it('B-015: there are no arrears while units are left: a request for longer storage is refused', async () => {
    const buyer = await newBuyer();
    await buyer.buy([annual(3)]);
    const refused = await client.post(buyer, { resource: 'inspection', quantity: 5, storageYears: 10 });
    expect(domainErrorOf(refused)).toMatchObject({ status: 402, code: 'insufficient_balance' });
    expect(await buyer.pool('inspection')).toMatchObject({ available: 10_000, arrears: 0 });
  });
});

describe('退费', () => {
  let buyer: Buyer;
  let order: Order;
  const refund = (fields: object = {}) =>
    client.call('operator', `/v1/orders/${order.id}/refunds`, {
      body: { lines: [{ lineId: order.lines[0]!.id, quantity: 1_000 }], reason: '未使用', ...fields },
    });
  beforeAll(async () => {
    buyer = await newBuyer();
    order = await buyer.buy([{ sku: GLAUCOMA, quantity: 1_000 }, lineFor(buyer, BASIC)]);
  });

  it('B-100: resources and licences are on the account with the purchase', async () => {
    expect(sold(order.lines)).toEqual([
      [GLAUCOMA, 'credited'],
      [BASIC, 'active'],
    ]);
    expect(await buyer.lots('ai:glaucoma')).toMatchObject([{ creditedAt: order.payment!.capturedAt }]);
    expect((await buyer.licences()).items).toMatchObject([{ from: order.payment!.capturedAt }]);
  });

  it('B-101: an order that was placed online is not refunded', async () => {
    expect(domainErrorOf(await refund())).toEqual({
      status: 422,
      code: 'refund_not_allowed',
      rule: 'R-CN-52',
    });
    expect(await buyer.lots('ai:glaucoma')).toMatchObject([{ remaining: 1_000 }]);
  });

  it('B-102: unless a clause of the signed agreement says so', async () => {
    const { agreementId } = (await buyer.order(order.id)).agreement;
    const refunded = await refund({ agreementId, clause: '7.2' });
    expect(refunded).toMatchObject({
      status: 201,
      body: { amount: { amountMinor: 150_000, currency: 'CNY' } },
    });
    expect(await buyer.lots('ai:glaucoma')).toMatchObject([{ remaining: 0, voided: 1_000 }]);
  });
});
