/** Refunds: of unused entitlements by the policy of each product line, and of unallocated money. */
import { refund as refundShape, type Refund } from '../../../src/contracts/refunds.ts';
import { eventually } from '../../support/eventually.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import {
  orderOf,
  PRICE,
  ProductClient,
  read,
  domainErrorIn,
  SANDBOX_START,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const MIMI = [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }];
const TUNING = 'HW-TUN-TUNING-BAS';
const TUNING_MINOR = 3_000_000;
const HUAWEI = { termsVersion: '2025-07-08' };

function ask(orderId: string, body: object) {
  return client.call('operator', `/v1/orders/${orderId}/refunds`, { body });
}

/** The refunds of an order once the provider has paid them all. */
function paidRefunds(orderId: string): Promise<Refund[]> {
  return eventually(
    async () => {
      const answer = await client.call('operator', `/v1/orders/${orderId}/refunds`);
      return (answer.body['items'] as unknown[]).map((item) => refundShape.parse(item));
    },
    (refunds) => refunds.length > 0 && refunds.every(({ state }) => state === 'paid'),
  );
}

async function signed() {
  const customer = await client.customer({ agreement: false });
  return { ...customer, agreement: await client.sign(customer.id) };
}

test('units of an AIMIS lot are refunded only with agreement and clause; unused units are voided, usages remain', async () => {
  const { agreement, ...customer } = await signed();
  const order = await client.bought(customer.id, MIMI);
  await client.use(customer, { resource: 'ai:mimi', quantity: 400 });

  const refused = domainErrorIn(await ask(order.id, { reason: 'No longer needed' }));
  expect(refused).toMatchObject({ code: 'refund_not_allowed', rule: 'R-INTL-58' });
  const lineId = order.lines[0]!.id;
  const named = { reason: 'No longer needed', agreementId: agreement.id, clause: '7.2' };
  const tooMuch = domainErrorIn(await ask(order.id, { ...named, lines: [{ lineId, quantity: 601 }] }));
  expect(tooMuch).toMatchObject({
    code: 'refund_not_allowed',
    evidence: { asked: 601, refundable: 600 },
  });

  const first = read(refundShape, await ask(order.id, { ...named, lines: [{ lineId, quantity: 1 }] }), 201);
  expect(first).toMatchObject({ state: 'pending', amount: { amountMinor: PRICE.mimi, currency: 'USD' } });
  read(refundShape, await ask(order.id, named), 201);
  expect((await paidRefunds(order.id)).map(({ amount }) => amount.amountMinor).sort()).toEqual(
    [PRICE.mimi, 599 * PRICE.mimi].sort(),
  );
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ available: 0, used: 400, voided: 600 });
  expect(await client.until(order.id, 'completed')).toMatchObject({ lines: [{ state: 'voided' }] });
  expect(await client.notices(customer.id, 'order.refunded')).toHaveLength(2);
  await soundLedger(product.fixture, customer.id);
});

test('the journal takes what is refunded from what was deferred, and leaves what is retained as breakage', async () => {
  const { agreement, ...customer } = await signed();
  const order = await client.bought(customer.id, MIMI);
  const lineId = order.lines[0]!.id;
  const lotId = order.lines[0]!.entitlements[0]!.id;
  const usd = (account: string, amountMinor: number) => ({ account, amountMinor, currency: 'USD' });
  const amount = { amountMinor: 4 * PRICE.mimi, currency: 'USD' };
  const lines = [{ lineId, quantity: 10, amount }];
  const named = { reason: 'As agreed', agreementId: agreement.id, clause: '7.2' };
  read(refundShape, await ask(order.id, { ...named, lines }), 201);
  read(refundShape, await ask(order.id, named), 201);

  const { body } = await client.call('sales', `/v1/accounts/${customer.id}/journal?lotId=${lotId}`);
  expect(body['items']).toMatchObject([
    {
      kind: 'lot.voided',
      money: [usd(`deferred:${lotId}`, -990 * PRICE.mimi), usd('refunded:ai:mimi', 990 * PRICE.mimi)],
    },
    {
      kind: 'lot.voided',
      money: [
        usd(`deferred:${lotId}`, -10 * PRICE.mimi),
        usd('breakage:ai:mimi', 6 * PRICE.mimi),
        usd('refunded:ai:mimi', 4 * PRICE.mimi),
      ],
    },
    {
      kind: 'lot.credited',
      money: [usd(`deferred:${lotId}`, 1_000 * PRICE.mimi), usd('sold:ai:mimi', -1_000 * PRICE.mimi)],
    },
  ]);
  await soundLedger(product.fixture, customer.id);
});

test('GV-33: a Huawei service is refundable before its kickoff, unit by unit, and the order is refunded with the last', async () => {
  const customer = await client.customer();
  const line = { sku: TUNING, quantity: 2, organizationId: customer.organizationId };
  const order = await client.bought(customer.id, [line], HUAWEI);
  const lineId = order.lines[0]!.id;
  await ask(order.id, { reason: 'One less', lines: [{ lineId, quantity: 1 }] });
  expect(await client.order(order.id)).toMatchObject({ state: 'active', lines: [{ state: 'available' }] });
  const { body: services } = await client.call('delivery', `/v1/services?accountId=${customer.id}`);
  const states = (services['items'] as { state: string }[]).map(({ state }) => state);
  expect(states.sort()).toEqual(['available', 'refunded']);
  read(refundShape, await ask(order.id, { reason: 'None at all' }), 201);
  expect(await client.until(order.id, 'refunded')).toMatchObject({ lines: [{ state: 'refunded' }] });
  expect((await paidRefunds(order.id)).map(({ amount }) => amount.amountMinor)).toEqual([
    TUNING_MINOR,
    TUNING_MINOR,
  ]);
  expect(await client.order(order.id)).toMatchObject({ payment: { state: 'refunded' } });
  expect(domainErrorIn(await ask(order.id, { reason: 'Again' })).code).toBe('illegal_transition');
  const open = (await client.tasks(customer.id)).filter(({ state }) => state === 'open');
  expect(open).toEqual([]);
  expect(await client.deadlines(customer.id)).toEqual([]);
});

test('GV-33: a Huawei service is not refundable during its delivery or after its acceptance', async () => {
  const customer = await client.customer();
  const line = { sku: TUNING, quantity: 1, organizationId: customer.organizationId };
  const order = await client.bought(customer.id, [line], HUAWEI);
  const serviceId = order.lines[0]!.entitlements[0]!.id;
  const serve = (command: string, body: object = {}) =>
    client.call('delivery', `/v1/services/${serviceId}/${command}`, { body });
  const expectRefused = async (lineState: string) => {
    const refusal = domainErrorIn(await ask(order.id, { reason: 'Too late' }));
    expect(refusal).toMatchObject({ code: 'refund_not_allowed', rule: 'R-HW-06', evidence: { lineState } });
    expect(refusal.remedy).toContain('Remove the line from the request');
  };
  const actions = async () => (await client.call('operator', `/v1/orders/${order.id}`)).body['actions'];
  expect(await actions()).toContain('refund');
  await serve('start');
  await expectRefused('in_delivery');
  expect(await actions()).not.toContain('refund');
  await serve('deliver');
  await expectRefused('delivered');
  await serve('accept', { acceptedBy: 'Dr. A' });
  await client.until(order.id, 'completed');
  await expectRefused('accepted');
  expect(await client.payments(order.id)).toMatchObject([{ state: 'captured' }]);
});

test('a held order can be refunded before it is credited, and is never credited', async () => {
  const customer = await client.customer();
  const line = { sku: TUNING, quantity: 1, organizationId: customer.organizationId };
  const { id } = await client.confirmed(customer.id, [line], HUAWEI);
  await client.call('operator', `/v1/orders/${id}/hold`, { body: { reason: 'Risk check' } });
  await client.pay(id);
  await client.until(id, 'fulfilling');
  read(refundShape, await ask(id, { reason: 'Failed the check' }), 201);
  expect(await client.until(id, 'refunded')).toMatchObject({
    lines: [{ state: 'refunded', entitlements: [] }],
  });
});

const YEAR = { count: 1, unit: 'year' } as const;
const CHINA = { termsVersion: '2024-04-23' };

/** Licences of the account by id. */
async function licencesOf(accountId: string): Promise<Map<string, LicenceAnswer>> {
  const answer = await client.call('sales', `/v1/accounts/${accountId}/licences`);
  return new Map((answer.body['items'] as LicenceAnswer[]).map((licence) => [licence.id, licence]));
}
interface LicenceAnswer {
  readonly id: string;
  readonly state: string;
  readonly from: string;
  readonly until: string | null;
}

test('a fixed term is refunded by the days that have not begun; queued terms do not change', async () => {
  const { agreement, ...customer } = await signed();
  const { consortiumId } = await client.consortium(customer.id);
  const basic = [{ sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: YEAR, consortiumId }];
  const first = await client.bought(customer.id, basic);
  const second = await client.bought(customer.id, basic);
  const [firstId, secondId] = [first, second].map(({ lines }) => lines[0]!.entitlements[0]!.id);
  const before = await licencesOf(customer.id);
  // The year runs from 7 March 2025 through 7 March 2026: 366 days, of which 100 have begun.
  await client.advance(customer.id, { by: 'P99D' });
  const named = { reason: 'As agreed', agreementId: agreement.id, clause: '7.2' };
  const price = first.lines[0]!.amount.amountMinor;
  const refund = read(refundShape, await ask(first.id, named), 201);
  expect(refund.amount.amountMinor).toBe(Math.floor((price * 266) / 366));
  expect(await client.until(first.id, 'refunded')).toMatchObject({ lines: [{ state: 'refunded' }] });
  const after = await licencesOf(customer.id);
  expect(after.get(firstId!)?.state).not.toBe('running');
  expect(after.get(secondId!)).toEqual(before.get(secondId!));
  expect((await client.deadlines(customer.id)).every(({ orderId }) => orderId === second.id)).toBe(true);
  expect(domainErrorIn(await ask(first.id, named)).code).toBe('illegal_transition');
  expect(read(refundShape, await ask(second.id, named), 201).amount).toEqual(second.total);
});

test('a refund needs an agreement that was active when the order was paid, even if terminated since', async () => {
  const { agreement, ...customer } = await signed();
  await client.advance(customer.id, { by: 'P1D' });
  const order = await client.bought(customer.id, MIMI);
  const ended = { body: { reason: 'Given notice' } };
  await client.advance(customer.id, { by: 'P1D' });
  await client.call('operator', `/v1/agreements/${agreement.id}/terminate`, ended);
  const signedOn = SANDBOX_START.slice(0, 10);
  const later = await client.sign(customer.id, { signedOn: '2025-03-09' });
  const overThen = await client.sign(customer.id, { validTo: signedOn });
  const lines = [{ lineId: order.lines[0]!.id, quantity: 1 }];
  for (const agreementId of [later.id, overThen.id]) {
    const refused = await ask(order.id, { reason: 'As agreed', lines, agreementId, clause: '7.2' });
    expect(domainErrorIn(refused)).toMatchObject({ code: 'refund_not_allowed', rule: 'R-INTL-58' });
  }
  const named = { reason: 'As agreed', lines, agreementId: agreement.id, clause: '7.2' };
  expect((await ask(order.id, named)).status).toBe(201);
});

test('basic software is not refundable alone while an optional feature needs it; together they are, and can be bought again', async () => {
  const { id, organizationId } = await client.customer({ agreement: false });
  const agreement = await client.sign(id, { productLines: ['aimis-cn'] });
  const basic = { sku: 'AIMIS-CN-SW-BASIC', quantity: 1, organizationId };
  const optional = { sku: 'AIMIS-CN-SW-OPT-3D', quantity: 1, organizationId };
  const buy = async () => {
    const { id: orderId } = await client.confirmed(id, [basic, optional], CHINA);
    await client.pay(orderId);
    return client.until(orderId, 'completed');
  };
  const order = await buy();
  const named = { reason: 'As agreed', agreementId: agreement.id, clause: '7.2' };
  const [basicLine, optionalLine] = order.lines;
  const alone = await ask(order.id, { ...named, lines: [{ lineId: basicLine!.id, quantity: 1 }] });
  expect(domainErrorIn(alone)).toMatchObject({
    code: 'refund_not_allowed',
    rule: 'AMB-46',
    evidence: { sku: basic.sku, neededBy: optional.sku },
  });
  expect(
    domainErrorIn(await client.call('sales', '/v1/orders', { body: orderOf(id, [basic], CHINA) })),
  ).toMatchObject({ code: 'order_invalid' });

  const half = { amountMinor: Math.floor(optionalLine!.amount.amountMinor / 2), currency: 'CNY' };
  const lines = (amount: object) => [
    { lineId: basicLine!.id, quantity: 1 },
    { lineId: optionalLine!.id, quantity: 1, amount },
  ];
  const dearer = { amountMinor: optionalLine!.amount.amountMinor + 1, currency: 'CNY' };
  for (const amount of [dearer, { amountMinor: 1, currency: 'USD' }]) {
    const refused = domainErrorIn(await ask(order.id, { ...named, lines: lines(amount) }));
    expect(refused).toMatchObject({ code: 'refund_not_allowed', evidence: { lineId: optionalLine!.id } });
  }
  const refund = read(refundShape, await ask(order.id, { ...named, lines: lines(half) }), 201);
  expect(refund.lines.map(({ amount }) => amount)).toEqual([basicLine!.amount, half]);
  expect(await client.order(order.id)).toMatchObject({
    state: 'refunded',
    lines: [{ state: 'refunded' }, { state: 'refunded' }],
    actions: [],
  });
  const stored = await product.fixture.database.models.orders.findById(order.id).orFail().lean();
  expect(stored.closedAt).toBe(refund.createdAt);
  const timeline = await client.call('operator', `/v1/orders/${order.id}/timeline`);
  const events = (timeline.body['items'] as { type: string }[]).filter(
    ({ type }) => type === 'order.refunded',
  );
  expect(events).toMatchObject([{ reason: named.reason, facts: { refundId: refund.id } }]);
  const again = await client.call('sales', `/v1/orders/${order.id}/renew`, {
    body: { termsAccepted: true, ...CHINA },
  });
  const refusal = domainErrorIn(again);
  expect(refusal).toMatchObject({ code: 'illegal_transition', evidence: { orderId: order.id } });
  expect(refusal.detail).toContain('was refunded in full');
  expect(refusal.remedy).toBe('Place a new order.');
  await buy();
});

test('the rest of a reduced refund cannot be refunded later, and a refund of 0 is paid immediately', async () => {
  const customer = await client.customer({ agreement: false });
  const prices = [{ sku: MIMI[0]!.sku, amountMinor: 1, currency: 'USD', perQuantity: 100 }];
  const agreement = await client.sign(customer.id, { prices });
  const order = await client.bought(customer.id, MIMI);
  const lineId = order.lines[0]!.id;
  const back = async (quantity: number, amount?: object) => {
    const named = { reason: 'As agreed', agreementId: agreement.id, clause: '7.2' };
    const lines = [{ lineId, quantity, ...(amount === undefined ? {} : { amount }) }];
    return read(refundShape, await ask(order.id, { ...named, lines }), 201);
  };
  const nothing = { amountMinor: 0, currency: 'USD' };
  expect(await back(99)).toMatchObject({ state: 'paid', amount: nothing });
  expect(await back(101, nothing)).toMatchObject({ state: 'paid', amount: nothing });
  expect(await back(100)).toMatchObject({ amount: { amountMinor: 1 } });
  await paidRefunds(order.id);
  const asked = (await product.provider.records()).filter(({ kind }) => kind === 'refund');
  expect(asked.map((record) => record.kind === 'refund' && record.refund.amount.amountMinor)).not.toContain(
    0,
  );
  await soundLedger(product.fixture, customer.id);
});

test('IPC is never refunded', async () => {
  const customer = await client.customer();
  const line = {
    sku: 'IPC-SW-PRECONSULT',
    quantity: 1,
    organizationId: customer.organizationId,
    term: { count: 1, unit: 'month' as const },
  };
  const order = await client.bought(customer.id, [line], { termsVersion: '2026-03-24' });
  expect(domainErrorIn(await ask(order.id, { reason: 'Changed our mind' }))).toMatchObject({
    code: 'refund_not_allowed',
    rule: 'R-IPC-31',
  });
});

test('the second capture of an order is refunded, and its task is resolved', async () => {
  const customer = await client.customer();
  const { id } = await client.confirmed(customer.id, MIMI);
  await client.pay(id, 'tok_twice');
  await client.until(id, 'active');
  const spare = await eventually(
    async () => (await client.payments(id)).find(({ state }) => state === 'excess'),
    (payment) => payment !== undefined,
  );
  const answer = await client.call('operator', `/v1/payments/${spare!.id}/refund`, {
    body: { reason: 'Paid twice' },
  });
  expect(answer.body).toMatchObject({ state: 'refunded' });
  await paidRefunds(id);
  expect(await client.order(id)).toMatchObject({ needsAttention: false, payment: { state: 'captured' } });
  expect(await client.tasks(customer.id)).toMatchObject([{ kind: 'payment.excess', state: 'resolved' }]);
  const again = await client.call('operator', `/v1/payments/${spare!.id}/refund`, {
    body: { reason: 'Again' },
  });
  expect(domainErrorIn(again).code).toBe('conflict');
});

test('late money is applied to another order of the same amount, which is then paid', async () => {
  const customer = await client.customer();
  const { id: cancelled } = await client.confirmed(customer.id, MIMI);
  await client.call('sales', `/v1/orders/${cancelled}/cancel`, { body: { reason: 'Ordered twice' } });
  const offline = {
    method: 'offline',
    reference: 'SWIFT 1',
    amount: { amountMinor: 1_000 * PRICE.mimi, currency: 'USD' },
    evidence: { note: 'Statement' },
  };
  const late = await client.call('operator', `/v1/orders/${cancelled}/payments`, { body: offline });
  expect(late.body).toMatchObject({ state: 'late' });
  const apply = (orderId: string) =>
    client.call('operator', `/v1/payments/${String(late.body['id'])}/apply`, {
      body: { orderId, reason: 'Meant for this one' },
    });
  const { id: dearer } = await client.confirmed(customer.id, [{ sku: MIMI[0]!.sku, quantity: 2_000 }]);
  expect(domainErrorIn(await apply(dearer))).toMatchObject({ code: 'conflict' });
  const { id: other } = await client.confirmed(customer.id, MIMI);
  expect((await apply(other)).body).toMatchObject({ state: 'captured', orderId: other });
  await client.until(other, 'active');
  expect(await client.order(dearer)).toMatchObject({ state: 'awaiting_payment' });
});
