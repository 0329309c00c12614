/** A request that is repeated, later or at the same moment, has one effect and one response. */
import { SANDBOX_START, orderOf, ProductClient, domainErrorIn } from '../../support/product-client.ts';
import { newId } from '../../../src/infra/ids.ts';
import { startProduct, type Product } from '../../support/product.ts';
import type { InternalRole } from '../../../src/contracts/roles.ts';
import type { Answer } from '../pipeline/pipeline-server.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const LINES = [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }];

interface RepeatedRequest {
  readonly of: string;
  readonly role: InternalRole;
  /** The request, for a customer whose order waits for payment or, with `confirmable`, for confirmation. */
  readonly request: (accountId: string, orderId: string) => { path: string; body: object; other: object };
  readonly status: number;
  readonly confirmable?: true;
  /** Counts the stored effects. */
  readonly effects: (accountId: string, orderId: string) => Promise<number>;
}

const audited = (type: string) => (_accountId: string, orderId: string) =>
  product.fixture.database.models.audit.countDocuments({ type, orderId });

const REQUESTS: readonly RepeatedRequest[] = [
  {
    of: 'placing an order',
    role: 'sales',
    request: (accountId) => ({
      path: '/v1/orders',
      body: orderOf(accountId, LINES, { reference: 'again' }),
      other: orderOf(accountId, LINES, { reference: 'other' }),
    }),
    status: 201,
    effects: (accountId) =>
      product.fixture.database.models.orders.countDocuments({ accountId, reference: 'again' }),
  },
  {
    of: 'confirming',
    role: 'sales',
    request: (_accountId, orderId) => ({
      path: `/v1/orders/${orderId}/confirm`,
      body: {},
      other: { unknown: true },
    }),
    status: 200,
    confirmable: true,
    effects: audited('order.confirmed'),
  },
  {
    of: 'cancelling',
    role: 'sales',
    request: (_accountId, orderId) => ({
      path: `/v1/orders/${orderId}/cancel`,
      body: { reason: 'Twice' },
      other: { reason: 'Changed their mind' },
    }),
    status: 200,
    effects: audited('order.cancelled'),
  },
  {
    of: 'starting a payment',
    role: 'sales',
    request: (_accountId, orderId) => ({
      path: `/v1/orders/${orderId}/payments`,
      body: { method: 'online', token: 'tok_ok' },
      other: { method: 'online', token: 'tok_declined' },
    }),
    status: 202,
    effects: async (_accountId, orderId) =>
      (await product.provider.records()).filter(
        (record) => record.kind === 'charge' && record.charge.orderId === orderId,
      ).length,
  },
  {
    of: 'recording money by bank',
    role: 'operator',
    request: (_accountId, orderId) => {
      const payment = {
        method: 'offline',
        reference: 'S1',
        amount: { amountMinor: 25_000, currency: 'USD' },
      };
      return {
        path: `/v1/orders/${orderId}/payments`,
        body: { ...payment, evidence: { note: 'Statement' } },
        other: { ...payment, evidence: { note: 'Another statement' } },
      };
    },
    status: 201,
    effects: (_accountId, orderId) => product.fixture.database.models.payments.countDocuments({ orderId }),
  },
  {
    of: "moving a sandbox's clock",
    role: 'sales',
    request: (accountId) => ({
      path: `/v1/accounts/${accountId}/clock/advance`,
      body: { by: 'P1D' },
      other: { by: 'P2D' },
    }),
    status: 200,
    effects: (accountId) =>
      product.fixture.database.models.audit.countDocuments({ type: 'clock.advanced', accountId }),
  },
];

async function prepared(repeated: RepeatedRequest) {
  const { id: accountId } = await client.customer();
  const { id: orderId } = await client.place(accountId, LINES);
  if (repeated.confirmable === undefined) await client.confirm(orderId);
  const { path, body, other } = repeated.request(accountId, orderId);
  const headers = { 'idempotency-key': newId('key') };
  /** Sends with the same key each time. */
  const ask = (what: object = body) => client.call(repeated.role, path, { body: what, headers });
  return { accountId, orderId, ask, other };
}

function wasReplayed({ headers }: Answer): boolean {
  return headers.get('idempotent-replayed') === 'true';
}

describe.each(REQUESTS)('$of', (repeated) => {
  test('repeated with the same key gets the stored response with its marker, and another body is rejected', async () => {
    const { accountId, orderId, ask, other } = await prepared(repeated);
    const first = await ask();
    expect(first.status).toBe(repeated.status);
    expect(wasReplayed(first)).toBe(false);
    const again = await ask();
    expect(again.status).toBe(repeated.status);
    expect(wasReplayed(again)).toBe(true);
    expect(again.body).toEqual(first.body);

    const refused = domainErrorIn(await ask(other));
    expect(['idempotency_mismatch', 'validation_failed']).toContain(refused.code);
    expect(await repeated.effects(accountId, orderId)).toBe(1);
  });

  test('several times at the same moment has one effect', async () => {
    const { accountId, orderId, ask } = await prepared(repeated);
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask()));
    // The other requests fail because the first is in flight.
    for (const answer of answers.filter(({ status }) => status !== repeated.status)) {
      expect(domainErrorIn(answer)).toMatchObject({ status: 409, code: 'idempotency_in_flight' });
    }
    const served = answers.filter(({ status }) => status === repeated.status);
    expect(served.length).toBeGreaterThan(0);
    for (const answer of served) expect(answer.body).toEqual(served[0]!.body);
    expect(await repeated.effects(accountId, orderId)).toBe(1);
    const later = await ask();
    expect(later.body).toEqual(served[0]!.body);
    expect(wasReplayed(later)).toBe(true);
  });
});

test('an error does not use up the key', async () => {
  const { id } = await client.customer({ agreement: false });
  const order = await client.place(id, LINES);
  const confirm = () =>
    client.call('sales', `/v1/orders/${order.id}/confirm`, {
      body: {},
      headers: { 'idempotency-key': 'confirm-it' },
    });
  expect(domainErrorIn(await confirm()).code).toBe('agreement_required');
  await client.sign(id);
  await client.until(order.id, 'awaiting_confirmation');
  const confirmed = await confirm();
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'awaiting_payment' } });
  expect(wasReplayed(confirmed)).toBe(false);
});

test('one key on two routes is a mismatch, and two callers may use the same key', async () => {
  const { id } = await client.customer();
  const headers = { 'idempotency-key': 'shared' };
  const place = (role: InternalRole) =>
    client.call(role, '/v1/orders', { body: orderOf(id, LINES), headers });
  const [bySales, byOperator] = [await place('sales'), await place('operator')];
  expect(bySales.status).toBe(201);
  expect(byOperator.status).toBe(201);
  expect(byOperator.body['id']).not.toBe(bySales.body['id']);
  const path = `/v1/orders/${String(bySales.body['id'])}/confirm`;
  const crossed = await client.call('sales', path, { body: {}, headers });
  expect(domainErrorIn(crossed)).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
  expect(await client.order(String(bySales.body['id']))).toMatchObject({ state: 'awaiting_confirmation' });
});

test('a second advance during the first is rejected, and the clock ends at the target of the first', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, LINES);
  const advance = () =>
    client.call('sales', `/v1/accounts/${customer.id}/clock/advance`, { body: { by: 'P2Y' } });
  const answers = await Promise.all([advance(), advance()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const refused = domainErrorIn(answers.find(({ status }) => status === 409)!);
  expect(refused).toMatchObject({
    code: 'conflict',
    evidence: { target: SANDBOX_START.replace('2025', '2027') },
  });
  const account = await client.call('sales', `/v1/accounts/${customer.id}`);
  expect(account.body['now']).toBe(SANDBOX_START.replace('2025', '2027'));
});

test('after the stored response has expired, the same request is rejected and has no second effect', async () => {
  const { id } = await client.customer();
  const headers = { 'idempotency-key': newId('key') };
  const body = { resource: 'ai:mimi', units: 100, reason: 'Goodwill' };
  const grant = () => client.call('operator', `/v1/accounts/${id}/credits`, { headers, body });
  expect((await grant()).status).toBe(201);
  await product.fixture.database.models.idempotency.deleteMany({});
  const refused = await grant();
  expect(refused.status).toBe(409);
  expect(domainErrorIn(refused)).toMatchObject({ code: 'conflict' });
  expect(await client.lots(id)).toHaveLength(1);
});
