/**
 * A product line by data alone whose prices depend on the region and that sells services and maintenance: two regions, a
 * country outside of both, a delivery from start to acceptance, and the overview. Every text that comes of it is read in both
 * languages.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';
import { smsLineFile, smsRule } from '../../application/catalogue/sms-line.ts';
import {
  domainErrorIn,
  orderOf,
  ProductClient,
  type Customer,
  type LineInput,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

/** What texts of the other product lines would say. */
const OF_OTHER_LINES =
  /inspection|AIMIS|\bIPC\b|\bipc\.|Huawei|huawei|patient|Mimi|glaucoma|upload|\bcases?\b|imag(e|ing)|medical|例次|云检查|新检查|患者|影像|上传|青光眼|预问诊|医学/;
const TERMS = { termsVersion: 'sms-1' };
const CODE = 'EU';
const SETUP = 'SMS-EU-SETUP';
const CARE = 'SMS-EU-CARE';

/** The file of SMS packages, sold in two regions, with a set-up service and care. */
function regionalFile() {
  const file = smsLineFile({
    code: CODE,
    currency: 'EUR',
    tenMessages: 80,
    number: 900,
    refundPolicy: 'before_usage',
  });
  const inRegions = (prices: readonly { amountMinor: number }[]) =>
    ['near', 'far'].flatMap((region, index) =>
      prices.map((price) => ({ ...price, region, amountMinor: price.amountMinor * (index + 1) })),
    );
  const ofOrganization = {
    unit: 'campaign',
    scope: 'organization',
    maximum: 10,
    rules: { price: smsRule(CODE, 'number'), lifetime: smsRule(CODE, 'lifetime') },
  };
  return {
    ...file,
    units: { ...file.units, campaign: { en: { one: 'campaign', many: 'campaigns' }, zh: '次活动' } },
    priceRegions: {
      rule: smsRule(CODE, 'number'),
      regions: [
        { region: 'near', name: { en: 'Near countries', zh: '近区' }, countries: 'SG MY' },
        { region: 'far', name: { en: 'Far countries', zh: '远区' }, countries: 'DE FR' },
      ],
    },
    skus: [
      ...file.skus.map((sku) => ({ ...sku, prices: inRegions(sku.prices) })),
      {
        ...ofOrganization,
        sku: SETUP,
        kind: 'service',
        name: { en: 'Campaign set-up', zh: '活动开通' },
        term: null,
        fulfilment: { kind: 'service', startWithinYears: 1 },
        prices: inRegions([{ amountMinor: 50_000 }]),
      },
      {
        ...ofOrganization,
        sku: CARE,
        kind: 'maintenance',
        name: { en: 'Campaign care', zh: '活动维护' },
        term: { unit: 'year', minimum: 1, maximum: 3, meaning: 'duration' },
        fulfilment: { kind: 'maintenance', startWithinYears: 1 },
        prices: inRegions([{ amountMinor: 10_000 }]),
      },
    ],
  };
}

let product: Product;
let client: ProductClient;
let near: Customer;
let far: Customer;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  await cp(SHIPPED_CATALOGUE, folder, { recursive: true });
  await writeFile(path.join(folder, 'sms-eu.json'), JSON.stringify(regionalFile()));
  const { fixture } = product;
  await publishCatalogue(fixture, fixture.catalogues, { folder, demoPrices: true });
  await rm(folder, { recursive: true });
  near = await client.customer({ agreement: false });
  far = await client.customer({ agreement: false, country: 'DE' });
});
afterAll(() => product.close());

function expectOwn(text: string): void {
  // The fixture's own name of the account.
  const read = text.replaceAll('General Hospital', '');
  expect(OF_OTHER_LINES.exec(read)?.[0] ?? null).toBeNull();
}

/** Reads a response in both languages, and checks that nothing in it is another line's. */
async function readBoth(role: Parameters<ProductClient['call']>[0], to: string, body?: object) {
  const ask = async (language: 'en' | 'zh') => {
    const headers = { 'accept-language': language };
    const answer = await client.call(role, to, { headers, ...(body === undefined ? {} : { body }) });
    expectOwn(answer.text);
    return answer;
  };
  return { en: await ask('en'), zh: await ask('zh') };
}

const setUp = ({ organizationId }: Customer): LineInput => ({ sku: SETUP, quantity: 2, organizationId });
const care = ({ organizationId }: Customer): LineInput => ({
  sku: CARE,
  quantity: 1,
  organizationId,
  term: { count: 1, unit: 'year' },
});

interface Told {
  readonly text: { readonly en: string; readonly zh: string };
}

test('a quote takes the price of the region of the account; outside of all regions nothing is sold', async () => {
  for (const [customer, minor, en, zh] of [
    [
      near,
      100_000,
      '2 campaigns × 500.00 EUR per campaign = 1,000.00 EUR',
      '2 次活动 × 500.00 欧元/次活动 = 1,000.00 欧元',
    ],
    [
      far,
      200_000,
      '2 campaigns × 1,000.00 EUR per campaign = 2,000.00 EUR',
      '2 次活动 × 1,000.00 欧元/次活动 = 2,000.00 欧元',
    ],
  ] as const) {
    const quoted = await readBoth('sales', '/v1/quotes', orderOf(customer.id, [setUp(customer)], TERMS));
    expect(quoted.en.body).toMatchObject({
      total: { amountMinor: minor, currency: 'EUR' },
      lines: [{ formula: en }],
      violations: [],
    });
    expect(quoted.zh.body).toMatchObject({ lines: [{ formula: zh }] });
  }
  const outside = await client.customer({ agreement: false, country: 'US' });
  const refused = await readBoth('sales', '/v1/orders', orderOf(outside.id, [setUp(outside)], TERMS));
  expect(domainErrorIn(refused.en).errors).toContainEqual(
    expect.objectContaining({ rule: smsRule(CODE, 'number') }),
  );
});

test('a service is bought, delivered, rejected and accepted, and the overview says each next step in its own words', async () => {
  const order = await client.bought(near.id, [setUp(near), care(near)], TERMS);
  expectOwn(JSON.stringify(order));
  const overview = async () => {
    const to = `/v1/accounts/${near.id}/overview?organizationId=${near.organizationId}`;
    const { en } = await readBoth('sales', to);
    return en.body as { remedies: { items: (Told & { kind: string })[] }; services: { items: object[] } };
  };
  expect((await overview()).services.items).toHaveLength(3);
  const listed = await client.call('delivery', `/v1/services?accountId=${near.id}&sandbox=true`);
  const services = listed.body['items'] as { id: string; sku: string }[];
  const { id } = services.find(({ sku }) => sku === SETUP)!;
  const given = (command: string, body: object = {}) =>
    client.call('delivery', `/v1/services/${id}/${command}`, { body });
  for (const [command, body] of [
    ['start', {}],
    ['deliver', {}],
    ['reject', { rejectedBy: 'Ms. Wong', reason: 'The sender is missing' }],
    ['deliver', {}],
  ] as const) {
    const { status, text } = await given(command, body);
    expect([command, status]).toEqual([command, 200]);
    expectOwn(text);
  }
  const [toAccept] = (await overview()).remedies.items.filter(({ kind }) => kind === 'accept_service');
  expect(toAccept!.text.en).toMatch(/^Accept or reject "Campaign set-up" for .*, which was delivered on/);
  expect(toAccept!.text.zh).toMatch(/^请验收或驳回.*的“活动开通”，交付时间/);
  expect((await given('accept', { acceptedBy: 'Ms. Wong' })).status).toBe(200);

  await client.advance(near.id, { by: 'P3Y' });
  const told = new Set((await client.notices(near.id)).map(({ kind }) => kind));
  for (const kind of ['service.delivered', 'service.rejected', 'service.lapsed', 'service.ended']) {
    expect(told).toContain(kind);
  }
});

test('low messages are topped up from the overview, at the price of the region', async () => {
  const pack = { sku: `SMS-${CODE}-PACK`, quantity: 1_000 };
  await client.bought(far.id, [pack], TERMS);
  await client.use(far, { resource: 'sms', quantity: 950 });
  const { en } = await readBoth('sales', `/v1/accounts/${far.id}/overview`);
  const [topUp] = (en.body['remedies'] as { items: (Told & { request: { body: object } })[] }).items;
  expect(topUp!.text).toEqual({
    en: 'Text messages: 50 messages left. Top up in time: order 1,000 messages of "Message package EU".',
    zh: '短信剩余 50 条，请及时续费：订购 1,000 条“短信包 EU”。',
  });
  const placed = await client.call('sales', '/v1/orders', {
    body: { ...topUp!.request.body, termsAccepted: true },
  });
  expect([placed.status, placed.body['total']]).toEqual([201, { amountMinor: 16_000, currency: 'EUR' }]);
});

test('nothing that can be read of the accounts is of another line', async () => {
  for (const { id, organizationId } of [near, far]) {
    const pages = [
      ...['orders', 'services', 'usages', 'notices', 'tasks', 'episodes', 'deadlines', 'audit'].map(
        (list) => `/v1/${list}?accountId=${id}&limit=200&sandbox=true`,
      ),
      ...['', '/balances', '/lots', '/terms', '/licences', '/journal', '/capabilities', '/overview'].map(
        (of) => `/v1/accounts/${id}${of}`,
      ),
      `/v1/accounts/${id}/overview?organizationId=${organizationId}`,
    ];
    for (const page of pages) {
      const { en, zh } = await readBoth('operator', page);
      expect([page, en.status, zh.status]).toEqual([page, 200, 200]);
    }
  }
});
