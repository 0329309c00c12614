/** GV-39: a paid order on hold causes a warning and becomes late, and the customer loses no validity. */
import { CoverClient, IPC } from '../../support/cover-client.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { ProductClient, domainErrorIn, SANDBOX_START } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const LINES = [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }];
const WARNED_AT = '2025-03-08T05:07:00.000Z';
const BREACHED_AT = '2025-03-08T09:07:00.000Z';

async function heldAndPaid(): Promise<{ accountId: string; orderId: string }> {
  const { id: accountId } = await client.customer();
  const { id: orderId } = await client.confirmed(accountId, LINES);
  const held = await client.call('operator', `/v1/orders/${orderId}/hold`, {
    body: { reason: 'Risk check' },
  });
  expect(held.body).toMatchObject({ held: true, actions: ['pay', 'cancel', 'release'] });
  await client.pay(orderId);
  await client.until(orderId, 'fulfilling');
  return { accountId, orderId };
}

test('a held order causes a warning at 20 h and is late at 24 h; after its release the delay is added to its lot', async () => {
  const { accountId, orderId } = await heldAndPaid();
  expect(await client.order(orderId)).toMatchObject({
    held: true,
    deadlines: [
      { kind: 'crediting.warning', at: WARNED_AT },
      { kind: 'crediting.breach', at: BREACHED_AT },
    ],
  });
  await client.advance(accountId, { to: '2025-03-08T05:06:59.999Z' });
  expect(await client.tasks(accountId)).toEqual([]);
  await client.advance(accountId, { to: WARNED_AT });
  expect(await client.tasks(accountId)).toMatchObject([
    { kind: 'crediting.warning', role: 'operator', state: 'open', dueAt: WARNED_AT, orderId },
  ]);
  expect(await client.order(orderId)).toMatchObject({ needsAttention: true });

  // 30 h after the capture: 6 h late.
  await client.advance(accountId, { to: '2025-03-08T15:07:00.000Z' });
  expect(await client.tasks(accountId)).toMatchObject([
    { kind: 'crediting.breach', role: 'operator', state: 'open', dueAt: BREACHED_AT, orderId },
    { kind: 'crediting.warning' },
  ]);
  expect(await client.notices(accountId, 'crediting.late')).toMatchObject([{ at: BREACHED_AT }]);
  expect(await client.lots(accountId)).toEqual([]);

  await client.call('operator', `/v1/orders/${orderId}/release`, { body: { note: 'Checked' } });
  await client.until(orderId, 'active');
  const [lot, ...others] = await client.lots(accountId);
  expect(others).toEqual([]);
  expect(lot).toMatchObject({
    purchasedAt: SANDBOX_START,
    creditedAt: '2025-03-08T15:07:00.000Z',
    // A lot that was credited in time would end at 2026-03-07T16:00Z.
    expiresAt: '2026-03-08T16:00:00.000Z',
    expiresOn: '2026-03-08',
  });
  await soundLedger(product.fixture, accountId);

  const timeline = await client.timeline(orderId);
  expect(
    timeline.map(({ at, type, reason }) => [at, type, ...(reason === undefined ? [] : [reason])]),
  ).toEqual([
    [SANDBOX_START, 'order.placed'],
    [SANDBOX_START, 'order.confirmed'],
    [SANDBOX_START, 'order.held', 'Risk check'],
    [SANDBOX_START, 'payment.started'],
    [SANDBOX_START, 'payment.captured'],
    [SANDBOX_START, 'order.paid'],
    [WARNED_AT, 'order.crediting_warned'],
    [BREACHED_AT, 'order.crediting_breached'],
    ['2025-03-08T15:07:00.000Z', 'order.released', 'Checked'],
    ['2025-03-08T15:07:00.000Z', 'line.credited'],
    ['2025-03-08T15:07:00.000Z', 'order.credited'],
  ]);
});

describe('GV-39: the ends of late entitlements move by whole calendar days, rounded up', () => {
  const YEAR = { count: 1, unit: 'year' as const };

  test.each([
    ['24 h', '2025-03-08T09:07:00.000Z', 7],
    ['24 h and 1 ms', '2025-03-08T09:07:00.001Z', 8],
    ['27 h', '2025-03-08T12:07:00.000Z', 8],
    ['48 h', '2025-03-09T09:07:00.000Z', 8],
    ['48 h and 1 ms', '2025-03-09T09:07:00.001Z', 9],
  ])('credited at %s: of a lot, a licence, a service and a term', async (_after, creditedAt, day) => {
    const { id, organizationId } = await client.customer();
    const { consortiumId } = await client.consortium(id);
    const orders = [
      await client.confirmed(id, [
        ...LINES,
        { sku: 'AIMIS-INTL-SW-BASIC', quantity: 1, term: YEAR, consortiumId },
        { sku: 'AIMIS-INTL-SVC-DELIVERY', quantity: 1, organizationId },
      ]),
      await client.confirmed(id, [{ sku: 'IPC-SW-PREVISIT', quantity: 1, term: YEAR, organizationId }], IPC),
    ];
    const command = (orderId: string, name: string, body: object) =>
      client.call('operator', `/v1/orders/${orderId}/${name}`, { body });
    for (const { id: orderId } of orders) {
      await command(orderId, 'hold', { reason: 'Risk check' });
      await client.pay(orderId);
      await client.until(orderId, 'fulfilling');
    }
    await client.advance(id, { to: creditedAt });
    for (const { id: orderId } of orders) {
      await command(orderId, 'release', {});
      await client.until(orderId, 'active');
    }
    // Midnight in Shanghai after the anniversary date, or some days after it.
    const end = `2026-03-0${day}T16:00:00.000Z`;
    expect(await client.lots(id)).toMatchObject([{ expiresAt: end, expiresOn: `2026-03-0${day}` }]);
    const covers = new CoverClient(client);
    expect((await covers.licences(id)).items).toMatchObject([{ from: SANDBOX_START, until: end }]);
    expect((await covers.terms(id)).items).toMatchObject([{ from: SANDBOX_START, until: end }]);
    const { body } = await client.call('operator', `/v1/services?accountId=${id}`);
    expect(body['items']).toMatchObject([{ startBy: end }]);
  });
});

test('an order released within 24 h gets the regular validity', async () => {
  const { accountId, orderId } = await heldAndPaid();
  await client.advance(accountId, { to: '2025-03-08T09:06:59.999Z' });
  await client.call('operator', `/v1/orders/${orderId}/release`, { body: {} });
  await client.until(orderId, 'active');
  expect(await client.lots(accountId)).toMatchObject([{ expiresAt: '2026-03-07T16:00:00.000Z' }]);
  await client.advance(accountId, { by: 'P2D' });
  expect((await client.tasks(accountId)).map(({ kind }) => kind)).toEqual(['crediting.warning']);
  expect(await client.notices(accountId, 'crediting.late')).toEqual([]);
});

test('only operators hold, only held orders are released, and credited orders cannot be held', async () => {
  const { id: accountId } = await client.customer();
  const { id } = await client.confirmed(accountId, LINES);
  const hold = (role: 'sales' | 'operator') =>
    client.call(role, `/v1/orders/${id}/hold`, { body: { reason: 'Risk check' } });
  expect(domainErrorIn(await hold('sales'))).toMatchObject({ status: 403, code: 'forbidden' });
  const released = await client.call('operator', `/v1/orders/${id}/release`, { body: {} });
  expect(domainErrorIn(released)).toMatchObject({
    code: 'illegal_transition',
    evidence: { command: 'release' },
  });
  await client.pay(id);
  await client.until(id, 'active');
  expect(domainErrorIn(await hold('operator'))).toMatchObject({
    code: 'illegal_transition',
    evidence: { state: 'active', command: 'hold' },
  });
});

test('resolving the last open task of an order removes it from the list that needs attention', async () => {
  const { accountId, orderId } = await heldAndPaid();
  await client.advance(accountId, { to: WARNED_AT });
  const wanting = async () => {
    const list = await client.call('operator', `/v1/orders?accountId=${accountId}&needsAttention=true`);
    return (list.body['items'] as { id: string }[]).map(({ id }) => id);
  };
  expect(await wanting()).toEqual([orderId]);
  const [task] = await client.tasks(accountId);
  const resolved = await client.call('operator', `/v1/tasks/${task!.id}/resolve`, {
    body: { note: 'Called' },
  });
  expect(resolved.body).toMatchObject({ state: 'resolved', note: 'Called', resolvedAt: WARNED_AT });
  expect(await wanting()).toEqual([]);
});
