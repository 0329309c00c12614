/** One order from every view: lists, details, timeline, deadlines, tasks, and the audit. */
import { DAY_MS, type Instant, parseInstant, plusMs } from '../../../src/domain/instant.ts';
import { ProductClient, domainErrorIn, SANDBOX_START, type Customer } from '../../support/product-client.ts';
import { startProduct, type Product } from '../../support/product.ts';
import type { InternalRole } from '../../../src/contracts/roles.ts';
import type { Order } from '../../../src/contracts/order.ts';

let product: Product;
let client: ProductClient;
beforeAll(async () => {
  product = await startProduct();
  client = new ProductClient(product);
});
afterAll(() => product.close());

const LINES = [{ sku: 'AIMIS-INTL-AI-MIMI', quantity: 1_000 }];
const ENDS_AT: Instant = '2026-03-07T16:00:00.000Z';

async function listed(query: string): Promise<string[]> {
  const answer = await client.call('delivery', `/v1/orders?${query}`);
  expect(answer.status).toBe(200);
  return (answer.body['items'] as Order[]).map(({ id }) => id);
}

function cancel(orderId: string, role: InternalRole = 'sales') {
  return client.call(role, `/v1/orders/${orderId}/cancel`, { body: { reason: 'Ordered twice' } });
}

describe('a paid and credited order', () => {
  let customer: Customer;
  let order: Order;
  let waiting: Order;
  beforeAll(async () => {
    customer = await client.customer();
    order = await client.bought(customer.id, LINES, { reference: 'PO-Alpha-1', salesTeam: 'emea' });
    waiting = await client.place(customer.id, LINES, { reference: 'PO-Beta-2' });
  });

  test('is found by each of its attributes, newest first, and by no others', async () => {
    const of = `accountId=${customer.id}`;
    expect(await listed(of)).toEqual([waiting.id, order.id]);
    expect(await listed(`${of}&state=active`)).toEqual([order.id]);
    expect(await listed(`${of}&state=awaiting_confirmation`)).toEqual([waiting.id]);
    expect(await listed(`${of}&salesTeam=emea`)).toEqual([order.id]);
    expect(await listed(`${of}&query=po-al`)).toEqual([order.id]);
    expect(await listed(`${of}&query=${waiting.id}`)).toEqual([waiting.id]);
    expect(await listed(`${of}&productLine=ipc`)).toEqual([]);
    expect(await listed(`${of}&needsAttention=true`)).toEqual([]);
    // Lists exclude sandboxes by default.
    expect(await listed('state=active')).not.toContain(order.id);
    expect(await listed('state=active&sandbox=true')).toContain(order.id);
  });

  test('is listed page by page', async () => {
    const path = `/v1/orders?accountId=${customer.id}&limit=1`;
    const first = await client.call('sales', path);
    expect(first.body['items']).toMatchObject([{ id: waiting.id }]);
    const second = await client.call('sales', `${path}&cursor=${String(first.body['nextCursor'])}`);
    expect(second.body).toMatchObject({ items: [{ id: order.id }], nextCursor: null });
  });

  test('names its workflow, and lists the actions of each caller', async () => {
    const { workflow } = await client.order(order.id);
    expect(workflow!.workflowId).toBe(`order:${order.id}`);
    const { runId } = await product.testSystem.handle({ _id: order.id }).describe();
    expect(workflow!.runId).toBe(runId);
    expect(workflow!.url).toContain(runId);
    const actionsFor = async (role: InternalRole) =>
      (await client.call(role, `/v1/orders/${waiting.id}`)).body['actions'];
    expect(await actionsFor('sales')).toEqual(['confirm', 'cancel']);
    expect(await actionsFor('operator')).toEqual(['confirm', 'cancel', 'hold']);
    expect(await actionsFor('delivery')).toEqual([]);
  });

  test('has a timeline with actor, effective time and recording time', async () => {
    const timeline = await client.timeline(order.id);
    expect(timeline.map(({ type }) => type)).toEqual([
      'order.placed',
      'order.confirmed',
      'payment.started',
      'payment.captured',
      'order.paid',
      'line.credited',
      'order.credited',
    ]);
    const today = product.fixture.serverNow().slice(0, 10);
    for (const { at, recordedAt } of timeline) {
      expect(at).toBe(SANDBOX_START);
      expect(recordedAt >= plusMs(parseInstant(`${today}T00:00:00.000Z`), -DAY_MS)).toBe(true);
    }
    const actors = timeline.map(({ type, actor }) => [type, actor.split('_')[0]]);
    expect(actors).toContainEqual(['order.confirmed', 'key']);
    expect(actors).toContainEqual(['order.credited', 'system']);
  });

  test('lists its deadlines, soonest first, up to an instant', async () => {
    const due = await client.deadlines(customer.id);
    const reminders = [30, 7, 1].map((days) => plusMs(ENDS_AT, -days * DAY_MS));
    expect(due.map(({ kind, at }) => [kind, at])).toEqual([
      ...reminders.map((at) => ['lot.reminder', at]),
      ['lot.expires', ENDS_AT],
    ]);
    for (const { orderId, lotId } of due) {
      expect({ orderId, lotId }).toEqual({ orderId: order.id, lotId: order.lines[0]!.entitlements[0]!.id });
    }
    const soon = await client.call('sales', `/v1/deadlines?accountId=${customer.id}&before=${reminders[1]}`);
    expect(soon.body['items']).toHaveLength(1);
  });

  test('sent notices of the payment and the lot, each delivered once to each platform', async () => {
    const notices = await client.notices(customer.id);
    expect(notices.map(({ kind }) => kind).sort()).toEqual(['lot.credited', 'order.paid']);
    for (const { deliveries } of notices) {
      expect(deliveries.map(({ platform, state }) => [platform, state]).sort()).toEqual([
        ['business', 'delivered'],
        ['management', 'delivered'],
      ]);
    }
  });

  test('is audited with the request, the values before and after, the versions, and the journal entries', async () => {
    const audit = (await client.audit(customer.id)).filter(({ orderId }) => orderId === order.id);
    const confirmed = audit.find(({ type }) => type === 'order.confirmed');
    expect(confirmed).toMatchObject({
      before: { state: 'awaiting_confirmation' },
      after: { state: 'awaiting_payment' },
      catalogueVersion: order.catalogueVersion,
      policyVersion: order.policyVersion,
    });
    expect(confirmed!.requestId).not.toBe('');
    expect(audit.find(({ type }) => type === 'line.credited')).toMatchObject({ journal: { from: 1, to: 1 } });
    expect(await client.journal(customer.id)).toMatchObject([
      { sequence: 1, kind: 'lot.credited', causedBy: { type: 'line', id: order.lines[0]!.id } },
    ]);
    expect(domainErrorIn(await client.call('sales', '/v1/audit')).status).toBe(403);
  });

  test('cannot be cancelled, confirmed or paid again: each problem names its state', async () => {
    const path = `/v1/orders/${order.id}`;
    const answers = {
      cancel: await cancel(order.id),
      confirm: await client.call('sales', `${path}/confirm`, { body: {} }),
      pay: await client.call('sales', `${path}/payments`, { body: { method: 'online', token: 'tok_ok' } }),
    };
    for (const [command, answer] of Object.entries(answers)) {
      const refused = domainErrorIn(answer);
      expect(refused).toMatchObject({
        status: 409,
        code: 'illegal_transition',
        evidence: { orderId: order.id, state: 'active', command },
      });
      expect(refused.detail).toContain('active');
    }
    expect(await client.payments(order.id)).toHaveLength(1);
  });
});

describe('an unpaid order', () => {
  test('lists the possible commands when another one is rejected', async () => {
    const { id } = await client.customer();
    const order = await client.place(id, LINES);
    const paid = await client.call('sales', `/v1/orders/${order.id}/payments`, {
      body: { method: 'online', token: 'tok_ok' },
    });
    const refused = domainErrorIn(paid);
    expect(refused).toMatchObject({
      code: 'illegal_transition',
      evidence: { state: 'awaiting_confirmation', command: 'pay', possible: 'confirm, cancel, hold' },
    });
    expect(refused.remedy).toBe('What can be done now: confirm, cancel or put it on hold.');
    expect(await client.payments(order.id)).toEqual([]);
  });

  test.each(['awaiting_agreement', 'awaiting_confirmation', 'awaiting_payment'])(
    'is cancelled while %s: the reason is stored, and no deadlines or tasks are left',
    async (state) => {
      const { id } = await client.customer({ agreement: state !== 'awaiting_agreement' });
      const order = await client.place(id, LINES);
      if (state === 'awaiting_payment') await client.confirm(order.id);
      expect(await client.order(order.id)).toMatchObject({ state });
      const cancelled = await cancel(order.id);
      expect(cancelled).toMatchObject({
        status: 200,
        body: { state: 'cancelled', actions: [], deadlines: [] },
      });

      expect((await client.timeline(order.id)).at(-1)).toMatchObject({
        type: 'order.cancelled',
        reason: 'Ordered twice',
      });
      await client.advance(id, { by: 'P30D' });
      expect(await client.order(order.id)).toMatchObject({ state: 'cancelled' });
      expect((await client.tasks(id)).filter((task) => task.state === 'open')).toEqual([]);
      expect(await client.deadlines(id)).toEqual([]);
      expect(await client.lots(id)).toEqual([]);
      expect(await client.notices(id)).toEqual([]);
      expect(domainErrorIn(await cancel(order.id))).toMatchObject({ evidence: { state: 'cancelled' } });
    },
  );
});
