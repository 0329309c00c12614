/** Payments from every source: provider tokens, bank transfers, missing payments, and unknown payers. */
import type { Task } from '../../../src/contracts/tasks.ts';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { eventSignature } from '../../../src/payment-providers/event-signature.ts';
import { paymentMethods } from '../../../src/contracts/payments.ts';
import { newId } from '../../../src/infra/ids.ts';
import { plannedEvents } from '../../../src/payment-providers/fake/token-behaviour.ts';
import { eventually } from '../../support/eventually.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { PRICE, ProductClient, domainErrorIn, SANDBOX_START } from '../../support/product-client.ts';
import { BANK_ACCOUNT, startProduct, type Product } from '../../support/product.ts';
import { call } from '../pipeline/pipeline-server.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const LINES = [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }];
const TOTAL = { amountMinor: 1_000 * PRICE.mimi, currency: 'USD' };
const CN = { termsVersion: '2024-04-23' };
const PAY_UNTIL = plusMs(SANDBOX_START, 7 * DAY_MS);

async function unpaid(): Promise<{ accountId: string; orderId: string }> {
  const { id: accountId } = await client.customer();
  const { id: orderId } = await client.confirmed(accountId, LINES);
  return { accountId, orderId };
}

async function statesOf(orderId: string): Promise<string[]> {
  return (await client.payments(orderId)).map(({ state }) => state).sort();
}

/** The kinds of the account's open tasks, sorted. */
async function openTasks(accountId: string): Promise<string[]> {
  const open = (await client.tasks(accountId)).filter(({ state }) => state === 'open');
  return open.map(({ kind }) => kind).sort();
}

function payOffline(orderId: string, fields: object = {}, role: 'operator' | 'sales' = 'operator') {
  const body = { method: 'offline', reference: 'SWIFT 881', amount: TOTAL, evidence: { note: 'Statement' } };
  return client.call(role, `/v1/orders/${orderId}/payments`, { body: { ...body, ...fields } });
}

function sendEvent(
  event: { eventId: string },
  secret = product.provider.secret,
  headers: Record<string, string> = {},
) {
  const body = JSON.stringify(event);
  const signed = eventSignature(secret).sign(event.eventId, new Date(), body);
  return call(product, '/v1/payment-events/fake', {
    key: null,
    headers: { 'content-type': 'application/json', ...signed, ...headers },
    body,
  });
}

function captureOf(paymentId: string, fields: object = {}) {
  const occurredAt = product.fixture.serverNow();
  const event = {
    eventId: `evt_${newId('key')}`,
    type: 'payment.captured',
    paymentId,
    providerReference: `fch_${newId('key')}`,
  };
  return { ...event, amount: TOTAL, occurredAt, metadata: {}, ...fields };
}

test('tok_ok: the payment starts as pending, the event captures it, and the customer gets one notice', async () => {
  const { accountId, orderId } = await unpaid();
  const started = await client.pay(orderId);
  expect(started).toMatchObject({
    orderId,
    state: 'pending',
    method: 'online',
    amount: TOTAL,
    provider: 'fake',
  });
  await client.until(orderId, 'active');
  expect(await client.payment(started.id)).toMatchObject({
    state: 'captured',
    capturedAt: SANDBOX_START,
    providerReference: started.providerReference,
  });
  expect(await client.notices(accountId, 'order.paid')).toMatchObject([
    { payload: { orderId, total: TOTAL } },
  ]);
});

test('tok_declined: the order remains payable, and another payment pays it', async () => {
  const { orderId } = await unpaid();
  const declined = await client.pay(orderId, 'tok_declined');
  await eventually(
    () => client.payment(declined.id),
    ({ state }) => state === 'declined',
  );
  expect(await client.order(orderId)).toMatchObject({
    state: 'awaiting_payment',
    payment: { state: 'declined', paymentId: declined.id },
    actions: ['pay', 'cancel'],
  });
  const paid = await client.pay(orderId);
  expect(await client.until(orderId, 'active')).toMatchObject({ payment: { paymentId: paid.id } });
  expect(await statesOf(orderId)).toEqual(['captured', 'declined']);
});

test('tok_slow: the payment is pending until its event arrives', async () => {
  const { orderId } = await unpaid();
  const slow = await client.pay(orderId, 'tok_slow');
  expect(await client.order(orderId)).toMatchObject({
    state: 'awaiting_payment',
    payment: { state: 'pending', paymentId: slow.id, capturedAt: null },
  });
  await client.until(orderId, 'active');
});

test('tok_duplicate: five copies of one event at the same moment credit once', async () => {
  const { accountId, orderId } = await unpaid();
  const { id } = await client.pay(orderId, 'tok_duplicate');
  await client.until(orderId, 'active');
  await eventually(
    () => product.provider.records(),
    (records) => {
      const charge = records.find((record) => record.kind === 'charge' && record.charge.paymentId === id);
      const eventId = charge?.kind === 'charge' ? charge.events[0]?.event.eventId : undefined;
      return records.some((record) => record.kind === 'delivered' && record.eventId === eventId);
    },
  );
  expect(await statesOf(orderId)).toEqual(['captured']);
  expect(await client.lots(accountId)).toHaveLength(1);
  expect(await client.tasks(accountId)).toEqual([]);
  await soundLedger(product.fixture, accountId);
});

test('tok_twice: the second capture is excess money for an operator, never a second lot', async () => {
  const { accountId, orderId } = await unpaid();
  await client.pay(orderId, 'tok_twice');
  await eventually(
    () => statesOf(orderId),
    (states) => states.length === 2,
  );
  expect(await statesOf(orderId)).toEqual(['captured', 'excess']);
  expect(await client.until(orderId, 'active')).toMatchObject({ needsAttention: true });
  expect(await client.lots(accountId)).toHaveLength(1);
  expect(await client.tasks(accountId)).toMatchObject([
    { kind: 'payment.excess', role: 'operator', orderId, facts: { amount: TOTAL } },
  ]);
  await soundLedger(product.fixture, accountId);
});

test('tok_wrong_amount: a wrong amount does not pay the order, and the right amount still does', async () => {
  const { accountId, orderId } = await unpaid();
  await client.pay(orderId, 'tok_wrong_amount');
  await eventually(
    () => statesOf(orderId),
    (states) => states[0] !== 'pending',
  );
  expect(await statesOf(orderId)).toEqual(['mismatched']);
  expect(await client.order(orderId)).toMatchObject({ state: 'awaiting_payment', needsAttention: true });
  expect(await client.lots(accountId)).toEqual([]);
  expect(await client.tasks(accountId)).toMatchObject([
    {
      kind: 'payment.mismatched',
      facts: { amount: { ...TOTAL, amountMinor: TOTAL.amountMinor - 1 }, expected: TOTAL },
    },
  ]);
  await client.pay(orderId);
  await client.until(orderId, 'active');
  expect(await client.lots(accountId)).toHaveLength(1);
});

test('a capture after a cancellation is late money for an operator', async () => {
  const { accountId, orderId } = await unpaid();
  const { id } = await client.pay(orderId, 'tok_declined');
  await eventually(
    () => client.payment(id),
    ({ state }) => state === 'declined',
  );
  const body = { reason: 'Changed their mind' };
  expect((await client.call('sales', `/v1/orders/${orderId}/cancel`, { body })).status).toBe(200);
  expect((await sendEvent(captureOf(id))).status).toBe(200);
  await eventually(
    () => statesOf(orderId),
    (states) => states.length === 2,
  );
  expect(await statesOf(orderId)).toEqual(['declined', 'late']);
  expect(await client.order(orderId)).toMatchObject({ state: 'cancelled' });
  expect(await client.tasks(accountId)).toMatchObject([{ kind: 'payment.late', orderId }]);
  expect(await client.lots(accountId)).toEqual([]);
});

test('a bank transfer counts from its receipt, and only operators record it', async () => {
  const { accountId, orderId } = await unpaid();
  await client.advance(accountId, { by: 'P2D' });
  const receivedAt = plusMs(SANDBOX_START, 3_600_000);
  expect(domainErrorIn(await payOffline(orderId, { receivedAt }, 'sales'))).toMatchObject({ status: 403 });
  const recorded = await payOffline(orderId, { receivedAt });
  expect(recorded.status).toBe(201);
  expect(recorded.body).toMatchObject({
    method: 'offline',
    state: 'captured',
    capturedAt: receivedAt,
    reference: 'SWIFT 881',
    evidence: { note: 'Statement' },
  });
  await client.until(orderId, 'active');
  // Two days less an hour: only the breach sends a notice, and the started day is added to the lot (AMB-09).
  expect((await client.tasks(accountId)).map(({ kind }) => kind)).toEqual(['crediting.breach']);
  expect(await client.lots(accountId)).toMatchObject([
    { purchasedAt: receivedAt, expiresAt: plusMs('2026-03-07T16:00:00.000Z', DAY_MS) },
  ]);
});

test.each([
  ['before the order waited for it', plusMs(SANDBOX_START, -1)],
  ['in the future', plusMs(SANDBOX_START, DAY_MS + 1)],
])('money received %s is rejected, and nothing is recorded', async (_when, receivedAt) => {
  const { accountId, orderId } = await unpaid();
  await client.advance(accountId, { by: 'P1D' });
  expect(domainErrorIn(await payOffline(orderId, { receivedAt }))).toMatchObject({
    status: 422,
    code: 'validation_failed',
    evidence: { receivedAt, earliest: SANDBOX_START, latest: plusMs(SANDBOX_START, DAY_MS) },
  });
  expect(await client.payments(orderId)).toEqual([]);
});

test('an unpaid order expires after seven days and cannot be paid then; money received in time revives it', async () => {
  const { accountId, orderId } = await unpaid();
  await client.advance(accountId, { to: plusMs(PAY_UNTIL, -2 * DAY_MS) });
  expect(await client.notices(accountId)).toMatchObject([
    {
      kind: 'order.payment_due',
      at: plusMs(PAY_UNTIL, -2 * DAY_MS),
      payload: { orderId, reference: null, total: TOTAL, payUntil: PAY_UNTIL },
    },
  ]);
  await client.advance(accountId, { by: 'P5D' });
  expect(await client.order(orderId)).toMatchObject({ state: 'payment_expired', deadlines: [], actions: [] });
  expect(await client.notices(accountId, 'order.payment_expired')).toMatchObject([
    { at: PAY_UNTIL, payload: { orderId, total: TOTAL, payUntil: PAY_UNTIL } },
  ]);
  expect((await client.timeline(orderId)).at(-1)).toMatchObject({
    type: 'order.payment_expired',
    at: PAY_UNTIL,
  });
  const refused = await client.call('sales', `/v1/orders/${orderId}/payments`, {
    body: { method: 'online', token: 'tok_ok' },
  });
  expect(domainErrorIn(refused)).toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'payment_expired', command: 'pay' },
  });

  expect((await payOffline(orderId, { receivedAt: PAY_UNTIL })).body).toMatchObject({ state: 'late' });
  expect(await client.order(orderId)).toMatchObject({ state: 'payment_expired' });
  const inTime = plusMs(PAY_UNTIL, -1);
  expect((await payOffline(orderId, { receivedAt: inTime })).body).toMatchObject({ state: 'captured' });
  expect(await client.until(orderId, 'active')).toMatchObject({ payment: { capturedAt: inTime } });
  expect(await client.lots(accountId)).toMatchObject([{ purchasedAt: inTime }]);
  await soundLedger(product.fixture, accountId);
});

test('GV-44: money received after the termination of the agreement is late; under a new agreement an operator applies it', async () => {
  const { id: accountId } = await client.customer({ agreement: false });
  const { id: agreementId } = await client.sign(accountId);
  const { id: orderId } = await client.confirmed(accountId, LINES);
  await client.advance(accountId, { by: 'P1D' });
  const ended = { body: { reason: 'Given notice' } };
  expect((await client.call('operator', `/v1/agreements/${agreementId}/terminate`, ended)).status).toBe(200);

  const online = await client.call('sales', `/v1/orders/${orderId}/payments`, {
    body: { method: 'online', token: 'tok_ok' },
  });
  expect(domainErrorIn(online)).toMatchObject({
    status: 409,
    code: 'agreement_required',
    evidence: { productLine: 'aimis-intl', lastAgreement: { id: agreementId } },
  });
  const late = await payOffline(orderId);
  expect(late).toMatchObject({ status: 201, body: { state: 'late', reason: 'agreement_required' } });
  expect(await client.order(orderId)).toMatchObject({ state: 'awaiting_payment', payment: null });
  expect(await openTasks(accountId)).toEqual(['agreement.needed', 'payment.late']);
  const apply = () =>
    client.call('operator', `/v1/payments/${String(late.body['id'])}/apply`, {
      body: { orderId, reason: 'The agreement is signed again' },
    });
  expect(domainErrorIn(await apply())).toMatchObject({ status: 409, code: 'agreement_required' });

  await client.advance(accountId, { by: 'P10D' });
  expect(await client.order(orderId)).toMatchObject({ state: 'payment_expired' });
  await client.sign(accountId);
  expect((await apply()).body).toMatchObject({ state: 'captured' });
  const appliedAt = plusMs(SANDBOX_START, 11 * DAY_MS);
  expect(await client.until(orderId, 'active')).toMatchObject({ payment: { capturedAt: appliedAt } });
  expect(await client.lots(accountId)).toMatchObject([{ purchasedAt: appliedAt }]);
  expect(await openTasks(accountId)).toEqual([]);
});

test('GV-45: of two open orders for one perpetual basic set, only one can be confirmed and paid', async () => {
  const { id: accountId, organizationId } = await client.customer({ agreement: false });
  await client.sign(accountId, { productLines: ['aimis-cn'] });
  const basic = [{ sku: 'AIMIS-CN-SW-BASIC', quantity: 1, organizationId }];
  const place = async () => (await client.place(accountId, basic, CN)).id;
  const [first, confirmed, placed] = [await place(), await place(), await place()];
  await client.confirm(first);
  await client.confirm(confirmed);
  const { total } = await client.order(first);
  await client.pay(first);
  await client.until(first, 'active');

  const licensed = {
    status: 422,
    code: 'order_invalid',
    errors: [{ path: 'lines[0].sku', code: 'already_licensed', rule: 'AMB-51' }],
  };
  expect(
    domainErrorIn(await client.call('sales', `/v1/orders/${placed}/confirm`, { body: {} })),
  ).toMatchObject(licensed);
  const online = { body: { method: 'online', token: 'tok_ok' } };
  expect(domainErrorIn(await client.call('sales', `/v1/orders/${confirmed}/payments`, online))).toMatchObject(
    licensed,
  );
  expect((await payOffline(confirmed, { amount: total })).body).toMatchObject({
    state: 'excess',
    reason: 'already_licensed',
  });
  expect(await openTasks(accountId)).toEqual(['payment.excess']);
  const licences = await client.call('sales', `/v1/accounts/${accountId}/licences`);
  expect(licences.body['items']).toHaveLength(1);
});

test('an event with a wrong, old or missing signature is rejected and not stored', async () => {
  const { orderId } = await unpaid();
  const payment = await client.pay(orderId, 'tok_declined');
  await eventually(
    () => client.payment(payment.id),
    ({ state }) => state === 'declined',
  );
  const { paymentEvents } = product.fixture.database.models;
  const before = await paymentEvents.countDocuments();
  const event = captureOf(payment.id);
  const anHourAgo = { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 3_600) };
  const answers = await Promise.all([
    sendEvent(event, 'the secret of somebody quite different'),
    sendEvent(event, product.provider.secret, anHourAgo),
    sendEvent(event, product.provider.secret, { 'webhook-signature': '' }),
  ]);
  for (const answer of answers) {
    expect(domainErrorIn(answer)).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
  expect(await paymentEvents.countDocuments()).toBe(before);
  expect(await client.order(orderId)).toMatchObject({ state: 'awaiting_payment' });
});

test('an event of an unknown payment is acknowledged, and operators with unlimited keys get a task', async () => {
  const { id: accountId } = await client.customer();
  const event = captureOf('pay_of_nobody');
  expect(await sendEvent(event)).toMatchObject({ status: 200, body: { received: true } });
  expect(await sendEvent(event)).toMatchObject({ status: 200, body: { received: true } });
  const open = '/v1/tasks?kind=payment.unknown&state=open';
  const tasksAbout = (answer: { body: Record<string, unknown> }) =>
    (answer.body['items'] as Task[]).filter(({ facts }) => facts['eventId'] === event.eventId);
  const [task] = await eventually(
    async () => tasksAbout(await client.call('operator', open)),
    (tasks) => tasks.length === 1,
  );
  expect(task).toMatchObject({ role: 'operator', accountId: null, facts: { paymentId: 'pay_of_nobody' } });

  const limited = await client.call('operator', '/v1/keys', {
    body: { name: 'One account', roles: ['operator'], accountIds: [accountId] },
  });
  const key = String(limited.body['key']);
  expect(tasksAbout(await call(product, open, { key }))).toEqual([]);
  const resolve = `/v1/tasks/${task!.id}/resolve`;
  const body = { note: 'Belongs to another fixture of ours' };
  const headers = { 'content-type': 'application/json', 'idempotency-key': newId('key') };
  expect((await call(product, resolve, { key, headers, body })).status).toBe(404);
  expect((await client.call('operator', resolve, { body })).body).toMatchObject({ state: 'resolved' });
});

test('an event of an unknown type is acknowledged and counted, without other effects', async () => {
  const { paymentEvents } = product.fixture.database.models;
  const before = await paymentEvents.countDocuments();
  const event = { eventId: `evt_${newId('key')}`, type: 'dispute.opened', dispute: { id: 'dsp_1' } };
  expect(await sendEvent(event)).toMatchObject({ status: 200, body: { received: true } });
  const metrics = await call(product, '/metrics', { key: null });
  expect(metrics.text).toContain('payment_events_of_unknown_type_total{provider="fake"} 1');
  expect(await paymentEvents.countDocuments()).toBe(before);
});

test('a token that the provider rejects permanently declines the attempt immediately, and another token pays', async () => {
  const { accountId, orderId } = await unpaid();
  const key = newId('key');
  const attempt = () =>
    client.call('sales', `/v1/orders/${orderId}/payments`, {
      headers: { 'idempotency-key': key },
      body: { method: 'online', token: 'tok_of_nobody' },
    });
  const declined = await attempt();
  expect(declined).toMatchObject({ status: 202, body: { state: 'declined', reason: 'refused_by_provider' } });
  expect((await attempt()).body).toEqual(declined.body);
  expect(await client.order(orderId)).toMatchObject({
    state: 'awaiting_payment',
    payment: { state: 'declined', paymentId: declined.body['id'] },
  });
  expect(await client.tasks(accountId)).toEqual([]);
  await client.pay(orderId);
  await client.until(orderId, 'active');
});

test('every role reads how orders can be paid here: test tokens that the provider knows, and bank accounts', async () => {
  const read = async (role: 'sales' | 'platform') =>
    paymentMethods.parse((await client.call(role, '/v1/payment-methods')).body);
  const { online, bankAccounts } = await read('sales');
  expect(await read('platform')).toEqual({ online, bankAccounts });
  expect(bankAccounts).toEqual([BANK_ACCOUNT]);
  expect(online?.provider).toBe('fake');
  expect(online?.choices.map(({ token }) => token)).toEqual([
    ...['tok_ok', 'tok_slow', 'tok_declined', 'tok_duplicate', 'tok_twice', 'tok_wrong_amount'],
  ]);
  expect(online?.choices.every(({ token, test: isTest }) => isTest && plannedEvents(token) !== null)).toBe(
    true,
  );
});

test('an event for an unknown provider is rejected', async () => {
  const answer = await call(product, '/v1/payment-events/somebody', { key: null, body: captureOf('pay_1') });
  expect(domainErrorIn(answer)).toMatchObject({ status: 404, code: 'not_found' });
});
