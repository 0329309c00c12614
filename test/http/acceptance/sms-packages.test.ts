/**
 * A product line by data alone: SMS packages in three currencies, from three files that no code knows. Each is quoted, bought,
 * used into arrears, suspended, topped up, renewed, refused and refunded; every text that comes of it is read in both
 * languages.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishCatalogue } from '../../../src/application/catalogue/publish-catalogue.ts';
import { SHIPPED_CATALOGUE } from '../../application/catalogue/shipped-catalogue.ts';
import { SMS_LINES, smsLineFile, smsRule } from '../../application/catalogue/sms-line.ts';
import { eventually } from '../../support/eventually.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
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
  /inspection|AIMIS|\bIPC\b|\bipc\.|Huawei|huawei|patient|Mimi|glaucoma|upload|\bcases?\b|imag(e|ing)|AI review|例次|云检查|新检查|患者|影像|上传|青光眼|预问诊/;
const TERMS = { termsVersion: 'sms-1' };

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
  const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
  await cp(SHIPPED_CATALOGUE, folder, { recursive: true });
  for (const line of SMS_LINES) {
    await writeFile(path.join(folder, `sms-${line.currency}.json`), JSON.stringify(smsLineFile(line)));
  }
  const { fixture } = product;
  await publishCatalogue(fixture, fixture.catalogues, { folder, demoPrices: true });
  await rm(folder, { recursive: true });
});
afterAll(() => product.close());

const HEADERS = { en: { 'accept-language': 'en' }, zh: { 'accept-language': 'zh' } };

/** What the three currencies must look like, in the amounts of this story. */
const AMOUNTS = {
  US: {
    en: '1,005 messages × 0.75 USD per 10 messages = 75.38 USD',
    zh: '1,005 条 × 0.75 美元/10 条 = 75.38 美元',
    minor: 7_538,
    paid: { en: '75.38 USD', zh: '75.38 美元' },
    table: 'USD 75.38',
  },
  JP: {
    en: '1,005 messages × 33 JPY per 10 messages = 3,317 JPY',
    zh: '1,005 条 × 33 日元/10 条 = 3,317 日元',
    minor: 3_317,
    paid: { en: '3,317 JPY', zh: '3,317 日元' },
    table: 'JPY 3,317',
  },
  KW: {
    en: '1,005 messages × 0.025 KWD per 10 messages = 2.513 KWD',
    zh: '1,005 条 × 0.025 科威特第纳尔/10 条 = 2.513 科威特第纳尔',
    minor: 2_513,
    paid: { en: '2.513 KWD', zh: '2.513 科威特第纳尔' },
    table: 'KWD 2.513',
  },
} as const;

/** All texts within a response. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) => textsIn(part));
}

/** Reads a response in both languages, and checks that nothing in it is another line's. */
async function readBoth(role: Parameters<ProductClient['call']>[0], to: string, body?: object) {
  const ask = async (language: 'en' | 'zh') => {
    const answer = await client.call(role, to, {
      headers: HEADERS[language],
      ...(body === undefined ? {} : { body }),
    });
    expectOwn(answer.text);
    return answer;
  };
  return { en: await ask('en'), zh: await ask('zh') };
}

function expectOwn(text: string): void {
  expect(OF_OTHER_LINES.exec(text)?.[0] ?? null).toBeNull();
}

/** What an operator reads in the Temporal UI, once the workflow has written it. */
const detailsOf = (workflowId: string): Promise<string> =>
  eventually(
    async () => {
      const handle = product.testSystem.client.workflow.getHandle(workflowId);
      const metadata = handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
      // The relay may not have started the workflow yet.
      return metadata.then(
        ({ currentDetails }) => currentDetails,
        () => '',
      );
    },
    (details) => details !== '',
  );

describe.each(SMS_LINES)('SMS packages in $currency', ({ code, currency, number, refundPolicy }) => {
  const pack = (quantity: number): LineInput => ({ sku: `SMS-${code}-PACK`, quantity });
  const amounts = AMOUNTS[code as keyof typeof AMOUNTS];
  const rule = (name: string) => smsRule(code, name);
  let customer: Customer;
  /** Texts and payloads of the notices of a kind, newest first. */
  const noticesOf = async (kind: string, of = customer) =>
    (await client.notices(of.id))
      .filter((notice) => notice.kind === kind)
      .map(({ payload }) => ({ payload, text: payload['text'] as { en: string; zh: string } }));

  beforeAll(async () => {
    customer = await client.customer({ agreement: false });
  });

  test('the catalogue, the terms and the rules say what the file says', async () => {
    const listed = await client.call('sales', `/v1/catalogue?productLine=sms-${code.toLowerCase()}`);
    const { items, features } = listed.body;
    expectOwn(JSON.stringify({ items, features }));
    expect(items).toMatchObject([
      {
        kind: 'lot',
        name: { zh: `短信包 ${code}` },
        unit: 'message',
        resource: 'sms',
        prices: [{ currency }],
        refundPolicy,
      },
      { kind: 'term', unit: 'number' },
      { kind: 'licence', unit: 'name' },
    ]);
    expect(features).toEqual([{ code: 'sender-name', name: { en: 'Sender name', zh: '短信签名' } }]);
    await readBoth('sales', `/v1/terms-of-service?productLine=sms-${code.toLowerCase()}`);
    const rules = await readBoth('sales', `/v1/rules?query=R-SMS${code}`);
    expect(rules.en.body['items']).toHaveLength(10);
    const read = await readBoth('sales', `/v1/rules/${rule('suspension')}`);
    expect(read.zh.body).toEqual({
      id: rule('suspension'),
      statement: {
        en: 'Sending stops 12 hours after arrears begin.',
        zh: '欠费 12 小时后停止发送短信。',
      },
      source: `短信价目表 ${code}`,
    });
  });

  test('a quote counts messages in the form of the currency; a wrong order cites the rules of the line', async () => {
    const { en, zh } = await readBoth('sales', '/v1/quotes', orderOf(customer.id, [pack(1_005)], TERMS));
    expect(en.body).toMatchObject({
      currency,
      total: { amountMinor: amounts.minor, currency },
      lines: [{ formula: amounts.en }],
      violations: [],
    });
    expect(zh.body).toMatchObject({ lines: [{ formula: amounts.zh }] });

    const wrong = await readBoth('sales', '/v1/orders', orderOf(customer.id, [pack(502)], TERMS));
    const { errors } = domainErrorIn(wrong.en);
    expect(errors!.map(({ rule: cited }) => cited).sort()).toEqual([rule('minimum'), rule('step')].sort());
    expect(errors!.map(({ message }) => message)).toContain('502 is below the minimum of 1,000.');
    expect(domainErrorIn(wrong.zh).errors!.map(({ message }) => message)).toContain(
      '502 低于起售数量 1,000。',
    );
  });

  test('bought, used up, into arrears, suspended, topped up and resumed, in its own words', async () => {
    const order = await client.bought(customer.id, [pack(1_005)], TERMS);
    expect(order).toMatchObject({ total: { amountMinor: amounts.minor, currency } });
    expectOwn(JSON.stringify(order));
    await client.use(customer, { resource: 'sms', quantity: 1_000 });
    const used = await client.use(customer, { resource: 'sms', quantity: 30 });
    expect(used).toMatchObject({ arrears: 25, suspendsAt: '2025-03-07T21:07:00.000Z' });

    const episodeId = used.episodeId!;
    expect(await detailsOf(`order:${order.id}`)).toContain(amounts.table);
    const openEpisode = await detailsOf(`arrears:${episodeId}`);
    expect(openEpisode).toContain('25 messages now');
    expect(openEpisode).toContain('sending messages is suspended then');
    expect(openEpisode).toContain('届时发送短信停服');
    for (const details of [await detailsOf(`order:${order.id}`), openEpisode]) expectOwn(details);
    for (const workflowId of [`order:${order.id}`, `arrears:${episodeId}`]) {
      const { raw } = await product.testSystem.client.workflow.getHandle(workflowId).describe();
      expectOwn(Buffer.from(raw.executionConfig?.userMetadata?.summary?.data ?? []).toString('utf8'));
    }

    await client.advance(customer.id, { by: 'PT13H' });
    const { en: refused, zh } = await bothUsages(1);
    expect(refused).toMatchObject({
      code: 'suspended',
      rule: rule('suspension'),
      detail: expect.stringContaining('25 messages') as string,
    });
    expect(zh.detail).toMatch(/短信已于 .* 停服，欠费 25 条/);
    expect(zh.remedy).toContain(`1,000 条`);

    const capabilities = await readBoth('platform', `/v1/accounts/${customer.id}/capabilities`);
    expect(capabilities.en.body['items']).toContainEqual(
      expect.objectContaining({
        capability: 'sms.send',
        resource: 'sms',
        allowed: false,
        reason: 'suspended',
        rule: rule('suspension'),
      }),
    );
    await client.bought(customer.id, [pack(1_000)], TERMS);
    expect(await client.pool(customer.id, 'sms')).toMatchObject({
      available: 975,
      arrears: 0,
      suspended: false,
    });
    const [opened] = await noticesOf('arrears.opened');
    expect(opened!.text.en).toContain('25 messages in arrears');
    expect(opened!.text.en).toContain(`1,000 messages (Message package ${code}; SMS-${code}-PACK)`);
    expect(opened!.text.en).not.toMatch(/content|history/i);
    expect(opened!.text.zh).toContain('欠费 25 条');
    const [suspended] = await noticesOf('service.suspended');
    expect(suspended!.payload).toMatchObject({ rule: rule('suspension') });
    expect(suspended!.text.zh).toMatch(/短信因欠费已停服（欠费 25 条）。请订购/);
    expect((await noticesOf('service.resumed'))[0]!.text.en).toContain('975 messages available');
    const [paid] = (await noticesOf('order.paid')).slice(-1);
    expect(paid!.text.en).toContain(amounts.paid.en);
    expect(paid!.text.zh).toContain(amounts.paid.zh);
  });

  async function bothUsages(quantity: number) {
    const body = {
      accountId: customer.id,
      organizationId: customer.organizationId,
      resource: 'sms',
      quantity,
    };
    const { en, zh } = await readBoth('platform', '/v1/usages', body);
    return { en: domainErrorIn(en), zh: domainErrorIn(zh) };
  }

  test('a number is renewed without sales, ends, and is suspended without a word on history', async () => {
    const line = {
      sku: `SMS-${code}-NUMBER`,
      quantity: 1,
      organizationId: customer.organizationId,
      term: { count: 1, unit: 'month' as const },
    };
    const first = await client.bought(customer.id, [line], TERMS);
    expect(first.total).toEqual({ amountMinor: number, currency });
    const renewed = await client.call('sales', `/v1/orders/${first.id}/renew`, {
      body: { termsAccepted: true, ...TERMS },
    });
    expect(renewed.status).toBe(201);
    const second = renewed.body['id'] as string;
    await client.confirm(second);
    await client.pay(second);
    await client.until(second, 'active');
    await client.bought(
      customer.id,
      [{ sku: `SMS-${code}-NAME`, quantity: 1, term: { count: 1, unit: 'year' } }],
      TERMS,
    );
    await client.advance(customer.id, { by: 'P3M' });
    expect((await client.deadlines(customer.id)).map(({ kind }) => kind)).not.toContain('term.ends');
    const suspended = (await noticesOf('service.suspended')).find(({ payload }) => 'sku' in payload);
    expect(suspended!.text.en).toMatch(
      /Own number .* is suspended because its paid period has ended\. Please/,
    );
    expect(suspended!.text.zh).toMatch(/到期未续费，已停服。请续费/);
    const tasks = await client.call('operator', `/v1/tasks?accountId=${customer.id}`);
    expect(tasks.text).not.toContain('renewal.contact');
    const { en } = await readBoth(
      'platform',
      `/v1/accounts/${customer.id}/capabilities?organizationId=${customer.organizationId}`,
    );
    expect(en.body['items']).toContainEqual(
      expect.objectContaining({
        capability: 'sms.number',
        allowed: false,
        reason: 'suspended',
        rule: rule('number'),
      }),
    );
  });

  test('what is left expires after the reminders of the line', async () => {
    await client.advance(customer.id, { by: 'P1Y' });
    const reminders = await noticesOf('lot.expiring');
    expect(reminders.map(({ payload }) => payload['daysBefore']).sort()).toEqual([14, 3]);
    expect((await noticesOf('lot.expired'))[0]!.text.en).toContain('975 messages');
    expect((await noticesOf('lot.expired'))[0]!.text.zh).toContain('975 条');
    expect((await noticesOf('licence.ended'))[0]!.text.zh).toContain(`短信签名 ${code}`);
    await soundLedger(product.fixture, customer.id);
  });

  test('a refund follows the policy of the file, in its currency', async () => {
    const buyer = await client.customer({ agreement: false });
    const agreement = await client.sign(buyer.id, { productLines: [`sms-${code.toLowerCase()}`] });
    const order = await client.bought(buyer.id, [pack(1_005)], TERMS);
    const to = `/v1/orders/${order.id}/refunds`;
    const reason = 'Sent by another way';
    if (refundPolicy !== 'before_usage') {
      const { en } = await readBoth('operator', to, { reason });
      expect(domainErrorIn(en)).toMatchObject({ code: 'refund_not_allowed', rule: rule('refund') });
    }
    const lines = [
      { lineId: order.lines[0]!.id, quantity: 1_005, amount: { amountMinor: 10_000_000, currency } },
    ];
    const named = { reason, agreementId: agreement.id, clause: '4.1' };
    if (refundPolicy === 'never') return;
    const { zh } = await readBoth('operator', to, { ...named, lines });
    expect(domainErrorIn(zh).detail).toContain(amounts.paid.zh);
    expect((await client.call('operator', to, { body: named })).status).toBe(201);
    const refund = await eventually(
      async () => (await client.call('operator', to)).body['items'] as { state: string; amount: object }[],
      ([first]) => first?.state === 'paid',
    );
    expect(refund).toMatchObject([{ amount: { amountMinor: amounts.minor, currency } }]);
    const [refunded] = await noticesOf('order.refunded', buyer);
    expect(refunded!.text.en).toContain(amounts.paid.en);
    expect(refunded!.text.zh).toContain(amounts.paid.zh);
  });

  test('nothing that can be read of the account is of another line', async () => {
    const pages = [
      ...['orders', 'usages', 'notices', 'tasks', 'episodes', 'deadlines', 'audit'].map(
        (list) => `/v1/${list}?accountId=${customer.id}&limit=200&sandbox=true`,
      ),
      ...['', '/balances', '/lots', '/terms', '/licences', '/journal', '/capabilities'].map(
        (of) => `/v1/accounts/${customer.id}${of}`,
      ),
      `/v1/accounts/${customer.id}/capabilities?organizationId=${customer.organizationId}`,
    ];
    let read = 0;
    for (const page of pages) {
      const { en } = await readBoth('operator', page);
      if (en.status === 200) read += textsIn(en.body).length;
    }
    expect(read).toBeGreaterThan(500);
  });
});
