/**
 * A customer from the account to the signed export, by the client alone: it is what the console, the command line and other
 * programs use.
 */
import { createClient, isProblem, type Client, type Schemas } from '../../../client/src/index.ts';
import { noticeVerifier, type Notice } from '../../../client/src/webhooks.ts';
import { eventSignature } from '../../../src/payment-providers/event-signature.ts';
import { eventually } from '../../support/eventually.ts';
import { PlatformReceiver } from '../../support/platform-receiver.ts';
import { SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

const SKU = 'AIMIS-INTL-CI-QTY-15Y';
const ORDERED = 1_000;
const CAPABILITY = 'inspection.upload';

let product: Product;
let receiver: PlatformReceiver;
let sales: Client;
let operator: Client;
let platform: Client;

beforeAll(async () => {
  product = await startProduct();
  receiver = await PlatformReceiver.start();
  const { url, keys } = product;
  const clientOf = (apiKey: string) => createClient({ baseUrl: url, apiKey, language: 'en' });
  sales = clientOf(keys.sales);
  operator = clientOf(keys.operator);
  platform = clientOf(keys.platform);
});
afterAll(async () => {
  await receiver.close();
  await product.close();
});

/** What each step finds and the next ones need. */
let verify: ReturnType<typeof noticeVerifier>;
let account: Schemas['Account'];
let organizationId: string;
let body: Schemas['OrderBody'];
let orderId: string;
let paymentId: string;
let usage: Schemas['Usage'];

const order = () => sales.get('/v1/orders/{id}', { path: { id: orderId } });
const available = async () => {
  const { pools } = await platform.get('/v1/accounts/{id}/balances', { path: { id: account.id } });
  return pools.find(({ resource }) => resource === 'inspection')?.available;
};

it('sets up the endpoint of a platform and its secret', async () => {
  const path = { platform: 'business' } as const;
  await operator.put('/v1/platforms/{platform}', {
    path,
    body: { url: null, sandboxUrl: receiver.url(), enabled: true },
  });
  const { secret } = await operator.post('/v1/platforms/{platform}/rotate-secret', { path, body: {} });
  verify = noticeVerifier(secret ?? '');
});

it('creates an account with an organization', async () => {
  account = await sales.post('/v1/accounts', {
    body: {
      name: 'General Hospital',
      country: 'SG',
      timeZone: 'Asia/Shanghai',
      salesTeam: 'asia',
      sandbox: true,
      sandboxNow: SANDBOX_START,
    },
  });
  ({ id: organizationId } = await sales.post('/v1/accounts/{id}/organizations', {
    path: { id: account.id },
    body: { name: 'Radiology' },
  }));
  expect(account).toMatchObject({ state: 'active', now: SANDBOX_START });
});

it('records the agreement', async () => {
  const agreement = await sales.post('/v1/agreements', {
    body: {
      accountId: account.id,
      number: `COOP-${account.id}`,
      productLines: ['aimis-intl'],
      signedOn: '2025-01-02',
      document: { name: 'agreement.pdf', sha256: 'a'.repeat(64) },
    },
  });
  expect(agreement.state).toBe('active');
});

it('quotes, and orders what was quoted', async () => {
  const [terms] = (await sales.get('/v1/terms-of-service', { query: { productLine: 'aimis-intl' } })).items;
  body = {
    accountId: account.id,
    channel: 'online',
    termsAccepted: true,
    termsVersion: terms?.version ?? '',
    lines: [{ sku: SKU, quantity: ORDERED }],
  };
  const quote = await sales.post('/v1/quotes', { body });
  expect(quote).toMatchObject({ violations: [], agreement: { required: true, satisfied: true } });

  const placed = await sales.post('/v1/orders', { body });
  expect(placed.total).toEqual(quote.total);
  orderId = placed.id;
});

it('learns from a typed error why an order is refused, and what would help', async () => {
  const lines = [{ sku: SKU, quantity: 1 }];
  const refused = await sales
    .post('/v1/orders', { body: { ...body, lines } })
    .catch((error: unknown) => error);
  if (!isProblem(refused, 'order_invalid')) throw refused;
  expect(refused.errors.map(({ path, code, remedy }) => [path, code, remedy])).toEqual([
    ['lines[0].quantity', 'below_minimum', 'Order at least 1,000.'],
    ['lines[0].quantity', 'not_a_multiple', 'Order 1,000.'],
  ]);
});

it('pays, and the event of the provider credits the order', async () => {
  await sales.post('/v1/orders/{id}/confirm', { path: { id: orderId }, body: {} });
  const { status, body: payment } = await sales.send('post', '/v1/orders/{id}/payments', {
    path: { id: orderId },
    body: { method: 'online', token: 'tok_ok' },
  });
  expect([status, payment.state]).toEqual([202, 'pending']);
  paymentId = payment.id;
  await eventually(order, ({ state }) => state === 'active');
  expect(await available()).toBe(ORDERED);
});

it('sends an event of the provider again, which changes nothing, and needs its signature', async () => {
  const [event] = await product.provider.eventsOf(paymentId);
  const body = event as Schemas['PaymentEvent'];
  const sentAt = new Date();
  const signer = eventSignature(product.provider.secret);
  const signature = signer.sign(body.eventId, sentAt, JSON.stringify(body))['webhook-signature'] ?? '';
  const send = (signed: string) =>
    createClient({ baseUrl: product.url }).post('/v1/payment-events/{provider}', {
      path: { provider: 'fake' },
      headers: {
        'webhook-id': body.eventId,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': signed,
      },
      body,
    });
  await expect(send(signature)).resolves.toEqual({ received: true });
  await expect(send('v1,AAAA')).rejects.toMatchObject({ code: 'unauthenticated', attempts: 1 });
  expect(await available()).toBe(ORDERED);
});

it('uses units once, however often it sends the same key', async () => {
  const post = () =>
    platform.send('post', '/v1/usages', {
      idempotencyKey: 'study-1',
      body: { accountId: account.id, organizationId, resource: 'inspection', quantity: 10 },
    });
  const first = await post();
  const again = await post();
  usage = first.body;
  expect(usage.draws).toEqual([expect.objectContaining({ units: 10 })]);
  expect(again.body).toEqual(usage);
  expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  expect(await available()).toBe(ORDERED - 10);
});

it('uses units in a batch, each decided by itself', async () => {
  const one = { accountId: account.id, organizationId, resource: 'inspection', quantity: 5 };
  const { results } = await platform.post('/v1/usages/batch', {
    body: {
      usages: [
        { key: 'study-2', ...one },
        { key: 'study-3', ...one, resource: 'unknown' },
      ],
    },
  });
  expect(results.map(({ key, status }) => [key, status])).toEqual([
    ['study-2', 201],
    ['study-3', 404],
  ]);
  expect(await available()).toBe(ORDERED - 15);
});

it('reverses a usage', async () => {
  const reversed = await operator.post('/v1/usages/{id}/reverse', {
    path: { id: usage.id },
    body: { reason: 'A mistake' },
  });
  expect(reversed.reversal?.reason).toBe('A mistake');
  expect(await available()).toBe(ORDERED - 5);
});

it('asks what the account may do', async () => {
  const { items } = await platform.get('/v1/accounts/{id}/capabilities', {
    path: { id: account.id },
    query: { organizationId },
  });
  expect(items.find(({ capability }) => capability === CAPABILITY)).toMatchObject({ allowed: true });
});

it('reads a list over several pages', async () => {
  const kinds: string[] = [];
  let pages = 0;
  const list = { path: { id: account.id }, query: { limit: 2 } };
  for await (const page of operator.pages('/v1/accounts/{id}/journal', list)) {
    pages++;
    kinds.push(...page.map(({ kind }) => kind));
  }
  expect(pages).toBe(Math.ceil(kinds.length / 2));
  expect(kinds).toHaveLength(4);

  const ids = new Set<string>();
  for await (const { id } of operator.items('/v1/usages', { query: { accountId: account.id, limit: 1 } }))
    ids.add(id);
  expect(ids.size).toBe(2);
});

it('receives the notices of the account, and verifies each', async () => {
  const listed: Schemas['Notice'][] = [];
  for await (const notice of operator.items('/v1/notices', { query: { accountId: account.id } }))
    listed.push(notice);
  const received = await receiver.until(account.id, listed.length);
  const verified: Notice[] = received.map(({ body: text, headers }) => verify(text, headers).notice);
  expect(verified.map(({ data }) => data.noticeId).sort()).toEqual(listed.map(({ id }) => id).sort());
  expect(verified.some((notice) => notice.type === 'lot.credited' && notice.data.units === ORDERED)).toBe(
    true,
  );
});

it('streams the export of the account, and has it verified', async () => {
  const path = { id: account.id };
  const contentType = 'application/x-ndjson';
  const exported = await operator.open('/v1/accounts/{id}/export', { path });
  const stream = exported.body;
  if (stream === null) throw new Error('the export is empty');
  expect(await operator.post('/v1/verify', { body: stream, contentType })).toEqual({
    valid: true,
    entries: 4,
  });

  const text = await (await operator.open('/v1/accounts/{id}/export', { path })).text();
  const forged = text.replace('"A mistake"', '"No mistake"');
  expect(forged).not.toBe(text);
  const { valid } = await operator.post('/v1/verify', { body: forged, contentType });
  expect(valid).toBe(false);
});
