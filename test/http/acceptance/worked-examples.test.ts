import { usagesOf } from '../../support/journal.ts';
import { eventually } from '../../support/eventually.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import {
  agreementOf,
  orderOf,
  PRICE,
  ProductClient,
  read,
  domainErrorIn,
} from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { usage } from '../../../src/contracts/usages.ts';

const QTY_15Y = 'AIMIS-INTL-CI-QTY-15Y';
const MIMI = 'AIMIS-INTL-AI-MIMI';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

test('GV-01: 10,000 inspections stored for 15 years cost 10,000 times the price of one', async () => {
  const customer = await client.customer();
  const placed = await client.place(customer.id, [{ sku: QTY_15Y, quantity: 10_000 }]);
  const amount = { amountMinor: 10_000 * PRICE.qty15Y, currency: 'USD' };
  expect(placed).toMatchObject({
    total: amount,
    lines: [{ quantity: 10_000, amount, unitPrice: { amountMinor: PRICE.qty15Y, perQuantity: 1 } }],
  });

  const quoted = await client.call('sales', '/v1/quotes', {
    body: orderOf(customer.id, [{ sku: QTY_15Y, quantity: 10_000 }]),
  });
  expect(quoted.body).toMatchObject({ total: amount, violations: [] });
});

test('GV-04: inspections are sold from 1,000 in whole thousands, and any other quantity is rejected with its violations', async () => {
  const { id } = await client.customer();
  const place = (quantity: number) =>
    client.call('sales', '/v1/orders', { body: orderOf(id, [{ sku: QTY_15Y, quantity }]) });
  const codesFor = async (quantity: number) => {
    const { code, errors = [] } = domainErrorIn(await place(quantity));
    expect(code).toBe('order_invalid');
    return errors.map((error) => [error.path, error.code, error.rule]);
  };
  expect(await codesFor(0)).toContainEqual(['lines[0].quantity', 'below_minimum', 'R-INTL-17']);
  expect(await codesFor(999)).toContainEqual(['lines[0].quantity', 'below_minimum', 'R-INTL-17']);
  expect(await codesFor(1_500)).toEqual([['lines[0].quantity', 'not_a_multiple', 'R-INTL-17']]);
  expect(await product.fixture.database.models.orders.countDocuments({ accountId: id })).toBe(0);
  expect((await place(1_000)).status).toBe(201);
  expect((await place(2_000)).status).toBe(201);
});

test('GV-09: the lot that expires first is drawn first', async () => {
  const customer = await client.customer({ sandboxNow: '2025-03-07T02:00:00.000Z' });
  const lines = [{ sku: QTY_15Y, quantity: 1_000 }];
  const first = await client.bought(customer.id, lines);
  await client.advance(customer.id, { to: '2025-06-01T02:00:00.000Z' });
  const second = await client.bought(customer.id, lines);
  await client.advance(customer.id, { to: '2025-07-01T02:00:00.000Z' });

  const used = await client.use(customer, { resource: 'inspection', quantity: 1_200 });
  const [lotA, lotB] = [first, second].map((order) => order.lines[0]!.entitlements[0]!.id);
  expect(used).toMatchObject({
    at: '2025-07-01T02:00:00.000Z',
    draws: [
      { lotId: lotA, units: 1_000, storageYears: 15 },
      { lotId: lotB, units: 200, storageYears: 15 },
    ],
    arrears: 0,
    balance: { available: 800, arrears: 0 },
  });
  const lots = await client.lots(customer.id);
  expect(lots.map(({ id, remaining, state }) => ({ id, remaining, state }))).toEqual([
    { id: lotB, remaining: 800, state: 'live' },
    { id: lotA, remaining: 0, state: 'exhausted' },
  ]);
  // The lot is used up, so the first order completes.
  expect(await client.until(first.id, 'completed')).toMatchObject({ lines: [{ state: 'ended' }] });
  expect(await client.order(second.id)).toMatchObject({ state: 'active' });
  await soundLedger(product.fixture, customer.id);
});

test('GV-11: a lot counts from the capture, not the crediting, and is usable through the anniversary in the zone of the account', async () => {
  const customer = await client.customer({ timeZone: 'Asia/Shanghai' });
  const { id } = await client.confirmed(customer.id, [{ sku: QTY_15Y, quantity: 1_000 }]);
  const hold = await client.call('operator', `/v1/orders/${id}/hold`, { body: { reason: 'Risk check' } });
  expect(hold.status).toBe(200);
  await client.pay(id);
  await client.until(id, 'fulfilling');
  await client.advance(customer.id, { by: 'PT10H' });
  await client.call('operator', `/v1/orders/${id}/release`, { body: {} });
  await client.until(id, 'active');

  expect(await client.lots(customer.id)).toMatchObject([
    {
      purchasedAt: '2025-03-07T09:07:00.000Z',
      creditedAt: '2025-03-07T19:07:00.000Z',
      expiresOn: '2026-03-07',
      expiresAt: '2026-03-07T16:00:00.000Z',
    },
  ]);
  await client.advance(customer.id, { to: '2026-03-07T15:59:59.999Z' });
  expect(await client.use(customer, { resource: 'inspection', quantity: 1 })).toMatchObject({
    balance: { available: 999 },
  });
  await client.advance(customer.id, { to: '2026-03-07T16:00:00.000Z' });
  // None of the remaining 999 units can be drawn.
  expect(await client.use(customer, { resource: 'inspection', quantity: 1 })).toMatchObject({
    draws: [],
    arrears: 1,
    balance: { available: 0, arrears: 1 },
  });
  expect(await client.order(id)).toMatchObject({ state: 'completed' });
  await soundLedger(product.fixture, customer.id);
});

test('GV-19: the same usage ten times at once is one deduction', async () => {
  const customer = await client.customer();
  await client.bought(customer.id, [{ sku: MIMI, quantity: 1_000 }]);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => client.post(customer, { resource: 'ai:mimi', quantity: 30 }, 'case-1')),
  );
  const uses = answers.map((answer) => read(usage, answer, 201));
  expect(new Set(uses.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
  expect(await client.pool(customer.id, 'ai:mimi')).toMatchObject({ used: 30, available: 970 });
  expect(await usagesOf(product.fixture.database, customer.id)).toHaveLength(1);
  await soundLedger(product.fixture, customer.id);
});

test('GV-19: the same payment event ten times at once is one payment and one lot', async () => {
  const customer = await client.customer();
  const order = await client.bought(customer.id, [{ sku: MIMI, quantity: 1_000 }]);
  const [event] = await product.provider.eventsOf(order.payment!.paymentId);
  expect(await product.provider.sendAgain(event!.eventId, 10)).toEqual(Array(10).fill(200));
  await client.advance(customer.id, { by: 'PT1S' });

  expect(await client.payments(order.id)).toMatchObject([{ state: 'captured' }]);
  expect(await client.lots(customer.id)).toMatchObject([{ credited: 1_000 }]);
  expect(await client.tasks(customer.id)).toEqual([]);
  expect((await client.journal(customer.id)).map(({ kind }) => kind)).toEqual(['lot.credited']);
  await soundLedger(product.fixture, customer.id);
});

test('GV-23: without an agreement an order waits, is not confirmed, and moves on by itself once one is recorded', async () => {
  const customer = await client.customer({ agreement: false });
  const placed = await client.place(customer.id, [{ sku: QTY_15Y, quantity: 1_000 }]);
  expect(placed).toMatchObject({
    state: 'awaiting_agreement',
    agreement: { required: true, satisfied: false },
    actions: ['cancel'],
  });
  const [task] = await client.tasks(customer.id);
  expect(task).toMatchObject({ kind: 'agreement.needed', role: 'sales', state: 'open', orderId: placed.id });

  const refused = domainErrorIn(await client.call('sales', `/v1/orders/${placed.id}/confirm`, { body: {} }));
  expect(refused).toMatchObject({
    code: 'agreement_required',
    rule: 'AMB-31',
    evidence: { accountId: customer.id, productLine: 'aimis-intl', orderId: placed.id },
  });
  expect(refused.remedy).toContain('sign the agreement');

  // One for another product line does not help.
  await client.sign(customer.id, { productLines: ['aimis-cn'] });
  await client.advance(customer.id, { by: 'PT1H' });
  expect(await client.order(placed.id)).toMatchObject({ state: 'awaiting_agreement' });

  const agreement = await client.sign(customer.id);
  expect(await client.until(placed.id, 'awaiting_confirmation')).toMatchObject({
    agreement: { satisfied: true, agreementId: agreement.id },
  });
  expect(await client.tasks(customer.id)).toMatchObject([{ id: task!.id, state: 'resolved' }]);
  await client.confirm(placed.id);
  await client.pay(placed.id);
  await client.until(placed.id, 'active');
});

test('GV-23: an order shows the agreement of now: once it ended, neither confirming nor paying is offered until a new one', async () => {
  const customer = await client.customer({ agreement: false });
  await client.sign(customer.id, { validTo: '2025-03-08' });
  const lines = [{ sku: QTY_15Y, quantity: 1_000 }];
  const placed = await client.place(customer.id, lines);
  const confirmed = await client.confirmed(customer.id, lines);
  const shown = async () => {
    const { body } = await client.call('sales', `/v1/orders?accountId=${customer.id}`);
    const one = await client.call('sales', `/v1/orders/${placed.id}`);
    expect(body['items']).toContainEqual(asListed(one.body));
    return body['items'];
  };
  const agreement = (satisfied: boolean) => expect.objectContaining({ required: true, satisfied }) as unknown;
  const offering = [
    { id: confirmed.id, agreement: agreement(true), actions: ['pay', 'cancel'] },
    { id: placed.id, agreement: agreement(true), actions: ['confirm', 'cancel'] },
  ];
  expect(placed).toMatchObject(offering[1]!);
  expect(confirmed).toMatchObject(offering[0]!);
  // The last instant of its last day in Shanghai, and the first after it.
  await client.advance(customer.id, { to: '2025-03-08T15:59:59.999Z' });
  expect(await shown()).toMatchObject(offering);

  await client.advance(customer.id, { to: '2025-03-08T16:00:00.000Z' });
  expect(await shown()).toMatchObject([
    { id: confirmed.id, state: 'awaiting_payment', agreement: agreement(false), actions: ['cancel'] },
    { id: placed.id, state: 'awaiting_confirmation', agreement: agreement(false), actions: ['cancel'] },
  ]);

  // One for another product line does not help.
  await client.sign(customer.id, { productLines: ['aimis-cn'] });
  expect(await shown()).toMatchObject([{ actions: ['cancel'] }, { actions: ['cancel'] }]);
  const { id: agreementId } = await client.sign(customer.id);
  expect(await shown()).toMatchObject(offering);

  // A paid order is settled, whatever happens to the agreement.
  await client.pay(confirmed.id);
  await client.until(confirmed.id, 'active');
  const ended = { body: { reason: 'Given notice' } };
  expect((await client.call('operator', `/v1/agreements/${agreementId}/terminate`, ended)).status).toBe(200);
  expect(await shown()).toMatchObject([
    { id: confirmed.id, state: 'active', agreement: agreement(true) },
    { id: placed.id, agreement: agreement(false), actions: ['cancel'] },
  ]);
});

test('GV-23: an ended agreement blocks the start of the payment', async () => {
  const customer = await client.customer({ agreement: false });
  await client.sign(customer.id, { validTo: '2025-03-08' });
  const { id } = await client.confirmed(customer.id, [{ sku: QTY_15Y, quantity: 1_000 }]);
  await client.advance(customer.id, { by: 'P2D' });
  const body = { method: 'online', token: 'tok_ok' };
  const refused = domainErrorIn(await client.call('sales', `/v1/orders/${id}/payments`, { body }));
  expect(refused).toMatchObject({ code: 'agreement_required', evidence: { date: '2025-03-09' } });
  expect(await client.payments(id)).toEqual([]);

  const renewed = await client.call('sales', '/v1/agreements', { body: agreementOf(customer.id) });
  expect(renewed.status).toBe(201);
  await client.pay(id);
  await eventually(
    () => client.lots(customer.id),
    (lots) => lots.length === 1,
  );
});

/** An order as lists show it: the count of a line's entitlements stands for their names. */
function asListed(order: Record<string, unknown>): Record<string, unknown> {
  const lines = order['lines'] as Record<string, unknown>[];
  return {
    ...order,
    lines: lines.map((line) =>
      Object.fromEntries(Object.entries(line).filter(([key]) => key !== 'entitlements')),
    ),
  };
}
