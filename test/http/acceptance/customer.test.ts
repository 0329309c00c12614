/** What a customer may do and read with its own key, isolated from other accounts (D-01, D-02). */
import { parameterNamesOf, type Route } from '../../../src/contracts/route.ts';
import { ROUTES } from '../../../src/contracts/routes.ts';
import { payment } from '../../../src/contracts/payments.ts';
import type { Order } from '../../../src/contracts/order.ts';
import { eventually } from '../../support/eventually.ts';
import { orderOf, ProductClient, read, SANDBOX_START, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';
import type { Answer, Call } from '../pipeline/pipeline-server.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const LINES = [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 10_000 }];
const HOLD_REASON = 'The risk desk looks at it';

/** The commands that D-02 allows customers. */
const COMMANDS = [
  'quote',
  'placeOrder',
  'confirmOrder',
  'cancelOrder',
  'renewOrder',
  'startPayment',
  'uploadFile',
  'acceptService',
  // Its own sessions (D-04).
  'endSession',
  'rejectService',
];
/** Reads that customers may not do: staff work, keys, and exports. */
const READS_OF_STAFF = [
  'listTasks',
  'listAudit',
  'listKeys',
  'getPlatform',
  'listCatalogueVersions',
  'exportAccount',
];

const keyedRoutes = Object.entries<Route>(ROUTES).filter(([, { roles }]) => typeof roles !== 'string');

interface Buyer {
  readonly customer: Customer;
  readonly key: string;
  readonly call: (path: string, options?: Call) => Promise<Answer>;
  /** Ids of this account by the place in which a path takes them, or by the name of the parameter. */
  readonly ids: Readonly<Record<string, string>>;
}

/** A customer with a resource of every readable kind, some of them created by staff. */
async function openBuyer(): Promise<Buyer> {
  const customer = await client.customer();
  const accountId = customer.id;
  const key = await client.customerKey(accountId);
  const call = (path: string, options: Call = {}) => client.call('sales', path, { ...options, key });
  const order = await client.confirmed(accountId, LINES);
  await client.call('operator', `/v1/orders/${order.id}/hold`, { body: { reason: HOLD_REASON } });
  await client.call('operator', `/v1/orders/${order.id}/release`, { body: { note: HOLD_REASON } });
  await call(`/v1/orders/${order.id}/payments`, { body: { method: 'online', token: 'tok_ok' } });
  await client.until(order.id, 'active');
  const use = await client.use(customer, { resource: 'inspection', quantity: 10_010 });
  const reversed = await client.use(customer, { resource: 'inspection', quantity: 1 });
  await client.reverse(reversed.id);
  const [notice] = await eventually(
    () => client.notices(accountId),
    (notices) => notices.length > 0,
  );
  await product.fixture.database.models.deliveries.updateMany(
    { accountId },
    { $set: { lastError: 'no route' } },
  );
  await client.call('sales', `/v1/accounts/${accountId}/clock/advance`, { body: { by: 'PT1S' } });
  const fileId = await upload(accountId, key);
  const [agreement] = (await call('/v1/agreements')).body['items'] as { id: string }[];
  const [paid] = await client.payments(order.id);
  const [lot] = await client.lots(accountId);
  return {
    customer,
    key,
    call,
    ids: {
      accounts: accountId,
      orders: order.id,
      usages: use.id,
      episodes: use.episodeId ?? '',
      notices: notice?.id ?? '',
      agreements: agreement?.id ?? '',
      payments: paid?.id ?? '',
      lots: lot?.id ?? '',
      organizations: customer.organizationId,
      catalogue: 'AIMIS-INTL-CI-QTY-15Y',
      platforms: 'business',
      files: fileId,
      advanceId: String((await call(`/v1/accounts/${accountId}/clock/advance`)).body['id']),
    },
  };
}

/** Uploads a signed order form and returns its id. */
async function upload(accountId: string, key: string): Promise<string> {
  const answer = await client.call('sales', `/v1/files?accountId=${accountId}`, {
    key,
    headers: { 'content-type': 'application/pdf', 'x-file-name': 'order%20form.pdf' },
    body: '%PDF-1.7 signed',
  });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
}

/** The path of a route with the ids of an account; `not_there` for kinds that the account does not have. */
function addressOf({ path }: Route, ids: Readonly<Record<string, string>>): string {
  const [, , place = ''] = path.split('/');
  return parameterNamesOf(path).reduce(
    (address, name) => address.replace(`{${name}}`, ids[name] ?? ids[place] ?? 'not_there'),
    path,
  );
}

/** Every member name and every text of a response. */
function* within(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    yield name;
    yield* within(part);
  }
}

let mine: Buyer;
let other: Buyer;
beforeAll(async () => {
  [mine, other] = [await openBuyer(), await openBuyer()];
});

test.each(keyedRoutes)('a customer may call %s exactly if the contract allows it', async (name, route) => {
  const mayCall = route.method === 'get' ? !READS_OF_STAFF.includes(name) : COMMANDS.includes(name);
  const { status } = await mine.call(addressOf(route, { accounts: mine.customer.id }), {
    method: route.method.toUpperCase(),
    ...(route.method === 'get' ? {} : { body: {} }),
  });
  expect([name, status === 403]).toEqual([name, !mayCall]);
});

const reads = keyedRoutes.filter(([name, { method }]) => method === 'get' && !READS_OF_STAFF.includes(name));

test.each(reads)('%s shows a customer no workflows, staff, holds or failures', async (name, route) => {
  const { status, body, text } = await mine.call(addressOf(route, mine.ids));
  expect([name, status === 200 || addressOf(route, mine.ids).includes('not_there')]).toEqual([name, true]);
  const seen = [...within(body)];
  for (const hidden of ['workflow', 'lastError', HOLD_REASON, 'no route', 'order.held', 'order.released'])
    expect(seen).not.toContain(hidden);
  // The key of a use is the platform's own.
  expect(text.replaceAll(/"key":"[^"]*"/g, '')).not.toMatch(/key_[0-9a-z]{26}/);
});

test('a timeline shows a customer actors as you, staff or system, and omits internal events', async () => {
  for (const path of [
    `/v1/orders/${mine.ids['orders'] ?? ''}/timeline`,
    `/v1/accounts/${mine.customer.id}/timeline`,
  ]) {
    const { items } = (await mine.call(path)).body as { items: { type: string; actor: string }[] };
    const actors = new Map(items.map(({ type, actor }) => [type, actor]));
    expect(actors.get('order.placed')).toBe('staff');
    expect(actors.get('payment.started')).toBe('you');
    expect(actors.get('line.credited')).toBe('system');
    expect([...new Set(actors.values())].sort()).toEqual(['staff', 'system', 'you']);
  }
  const timeline = await client.timeline(mine.ids['orders'] ?? '');
  expect(timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['order.held', 'order.released']));
});

describe('a resource of another account', () => {
  /** The response without the parts that differ between requests. */
  const comparable = ({ status, body, headers }: Answer, id: string) => {
    const { requestId: _requestId, ...rest } = body;
    const isSandboxTime = headers.get('x-server-now') === SANDBOX_START;
    return [status, JSON.stringify(rest).replaceAll(id, '<id>'), isSandboxTime];
  };
  const named = keyedRoutes.filter(
    ([, { path, roles }]) =>
      parameterNamesOf(path).length > 0 && roles.includes('customer') && !path.startsWith('/v1/catalogue'),
  );

  test.each(named)('is 404 in %s, in the same words as an unknown one', async (_name, route) => {
    const method = route.method.toUpperCase();
    const ask = async (ids: Readonly<Record<string, string>>) => {
      const address = addressOf(route, ids);
      return comparable(
        // The body is invalid too: 404 comes first.
        await mine.call(address, { method, ...(method === 'GET' ? {} : { body: { wrong: true } }) }),
        address.split('/')[3] ?? '',
      );
    };
    const nowhere = Object.fromEntries(Object.entries(other.ids).map(([place, id]) => [place, `${id}x`]));
    const answer = await ask(other.ids);
    expect(answer[0]).toBe(404);
    expect(answer).toEqual(await ask(nowhere));
  });

  test('is in no list, whatever the filter names', async () => {
    const { accounts = '', orders = '', payments = '' } = other.ids;
    const lists = [
      `/v1/orders?accountId=${accounts}`,
      `/v1/orders?query=${orders}`,
      `/v1/accounts?query=${accounts}`,
      `/v1/payments?orderId=${orders}`,
      `/v1/payments?accountId=${accounts}`,
      `/v1/agreements?accountId=${accounts}`,
      `/v1/notices?accountId=${accounts}`,
      `/v1/deadlines?accountId=${accounts}`,
      `/v1/services?accountId=${accounts}`,
      `/v1/usages?accountId=${accounts}`,
      `/v1/usages?organizationId=${other.customer.organizationId}`,
    ];
    for (const path of lists) {
      const { status, body } = await mine.call(path);
      expect([path, status, body['items'], body['nextCursor']]).toEqual([path, 200, [], null]);
    }
    expect((await mine.call(`/v1/payments/${payments}`)).status).toBe(404);
  });

  test('is not revealed by an idempotency key that was used before', async () => {
    const headers = { 'idempotency-key': 'the same key for every account' };
    const place = (accountId: string) =>
      mine.call('/v1/orders', { headers, body: orderOf(accountId, LINES) });
    expect((await place(mine.customer.id)).status).toBe(201);
    const [ofOther, ofNone] = [await place(other.customer.id), await place('acc_none')];
    expect([ofOther.status, ofNone.status]).toEqual([404, 404]);
  });

  test('cannot be referenced in an order of the caller', async () => {
    const [agreement, none] = await Promise.all(
      [other.ids['agreements'] ?? '', 'agr_none'].map((agreementId) =>
        mine.call('/v1/orders', { body: orderOf(mine.customer.id, LINES, { agreementId }) }),
      ),
    );
    expect([agreement?.status, none?.status]).toEqual([404, 404]);
  });
});

test('a customer lists its accounts, sandboxes included', async () => {
  const { items } = (await mine.call('/v1/accounts')).body as { items: { id: string }[] };
  expect(items.map(({ id }) => id)).toEqual([mine.customer.id]);
  const orders = (await mine.call('/v1/orders')).body['items'] as Order[];
  expect(orders.map(({ accountId }) => accountId)).toContain(mine.customer.id);
});

describe('a customer that buys', () => {
  test('A-080, A-087: quotes, orders, confirms and pays online with its own key, and sees exactly these actions', async () => {
    const { call, customer } = mine;
    const body = orderOf(customer.id, LINES);
    expect((await call('/v1/quotes', { body })).status).toBe(200);
    const placed = await call('/v1/orders', { body });
    expect([placed.status, placed.body['actions']]).toEqual([201, ['confirm', 'cancel']]);
    const path = `/v1/orders/${String(placed.body['id'])}`;
    const confirmed = await call(`${path}/confirm`, { body: {} });
    expect([confirmed.status, confirmed.body['actions']]).toEqual([200, ['pay', 'cancel']]);
    const paid = await call(`${path}/payments`, { body: { method: 'online', token: 'tok_ok' } });
    expect([paid.status, paid.body['state']]).toEqual([202, 'pending']);
    await client.until(String(placed.body['id']), 'active');
    const { items } = (await call(`${path}/timeline`)).body as { items: { type: string; actor: string }[] };
    expect(items.find(({ type }) => type === 'order.placed')?.actor).toBe('you');
  });

  test('cancels an unpaid order, and the stored response reveals no more than the first response', async () => {
    const placed = await mine.call('/v1/orders', { body: orderOf(mine.customer.id, LINES) });
    const headers = { 'idempotency-key': 'cancel once' };
    const cancel = () =>
      mine.call(`/v1/orders/${String(placed.body['id'])}/cancel`, { headers, body: { reason: 'Too many' } });
    const [first, again] = [await cancel(), await cancel()];
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([
      200,
      200,
      'true',
    ]);
    expect(again.body).toEqual(first.body);
    expect(again.body).not.toHaveProperty('workflow');
  });

  test('uploads the proof of a payment that staff record', async () => {
    const fileId = await upload(mine.customer.id, mine.key);
    const foreign = await upload(other.customer.id, other.key);
    const waiting = await client.confirmed(mine.customer.id, LINES);
    const pay = (document: object) =>
      client.call('operator', `/v1/orders/${waiting.id}/payments`, {
        body: { method: 'offline', reference: 'SWIFT 1', amount: waiting.total, evidence: { document } },
      });
    expect((await pay({ fileId: foreign })).status).toBe(404);
    const { id } = read(payment, await pay({ fileId }), 201);
    const shown = read(payment, await mine.call(`/v1/payments/${id}`));
    expect(shown.evidence?.document).toMatchObject({ name: 'order form.pdf', fileId });
  });

  test('neither orders nor pays offline', async () => {
    const body = orderOf(mine.customer.id, LINES, { channel: 'offline' });
    const waiting = await client.confirmed(mine.customer.id, LINES);
    const answers = [
      await mine.call('/v1/orders', { body }),
      await mine.call('/v1/quotes', { body }),
      await mine.call(`/v1/orders/${waiting.id}/payments`, {
        body: {
          method: 'offline',
          reference: 'SWIFT 1',
          amount: waiting.total,
          evidence: { note: 'Bank statement' },
        },
      }),
    ];
    expect(answers.map(({ status, body: refusal }) => [status, refusal['code']])).toEqual(
      answers.map(() => [403, 'forbidden']),
    );
  });
});
