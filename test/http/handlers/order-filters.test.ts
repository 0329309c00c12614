/** Filters of the list of orders: by what was bought, when, how it is paid, and what ends soon (api.md §4, decision D-29). */
import { startPayment } from '../../../src/application/payments/start-payment.ts';
import { storePaymentState } from '../../../src/application/payments/payment-state.ts';
import { openRefund } from '../../../src/application/refunds/open-refund.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { newId } from '../../../src/infra/ids.ts';
import { ProviderRejectedError } from '../../../src/payment-providers/provider-errors.ts';
import type { PaymentProvider } from '../../../src/payment-providers/provider.ts';
import { orderListFields } from '../../../src/storage/migrations/0004-order-list-fields.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { UnitOfWork } from '../../../src/storage/unit-of-work.ts';
import { INSPECTIONS, MIMI, openAccount, orderOf, payOffline, TESTER } from '../../support/order-fixtures.ts';
import { applyCommand, orderAfter } from '../../support/order-steps.ts';
import { eventOf, paymentSteps, provider } from '../../support/payment-steps.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function list(query: string, key?: string): Promise<string[]> {
  const path = `/v1/orders?${query}`;
  const answer = await (key === undefined ? api.call('sales', path) : call(api.server, path, { key }));
  expect(answer.status).toBe(200);
  return pageOf(answer).ids;
}

const within = <T>(work: (unit: UnitOfWork) => Promise<T>) => runTransaction(api.fixture, TESTER, work);

it('find orders by the SKU of a line, over all accounts and within one', async () => {
  const account = await openAccount(api.fixture);
  const both = await orderOf(api.fixture, account, [MIMI, INSPECTIONS]);
  const mimi = await orderOf(api.fixture, account, [MIMI]);
  expect(await list(`sku=${MIMI.sku}`)).toEqual([mimi._id, both._id]);
  expect(await list(`sku=${INSPECTIONS.sku}`)).toEqual([both._id]);
  expect(await list(`accountId=${account._id}&sku=${INSPECTIONS.sku}`)).toEqual([both._id]);
  expect(await list(`accountId=${account._id}&sku=AIMIS-INTL-CI`)).toEqual([]);
  const stranger = await openAccount(api.fixture);
  expect(await list(`sku=${MIMI.sku}`, await customerKey(api, stranger._id))).toEqual([]);
});

it('find orders by the time of placing, from an instant on and before another', async () => {
  const sandboxNow: Instant = '2025-03-07T09:07:00.000Z';
  const account = await openAccount(api.fixture, { sandboxNow });
  const { _id } = await orderOf(api.fixture, account);
  const placed = (query: string) => list(`sandbox=only&${query}`);
  expect(await placed(`placedFrom=${sandboxNow}`)).toContain(_id);
  expect(await placed('placedFrom=2025-03-07T09:07:00.001Z')).not.toContain(_id);
  expect(await placed('placedTo=2025-03-07T09:07:00.001Z')).toContain(_id);
  expect(await placed(`placedTo=${sandboxNow}`)).not.toContain(_id);
  expect(
    await list(`accountId=${account._id}&placedFrom=2025-01-01T00:00:00Z&placedTo=2026-01-01T00:00:00Z`),
  ).toEqual([_id]);
});

describe('find orders by the state of their payment', () => {
  const STATES = ['none', 'pending', 'declined', 'captured', 'refunded'] as const;

  /** The states by which the order is found. Its own response shows the same one. */
  async function statesOf({ _id, accountId }: OrderDocument): Promise<string[]> {
    const found = await Promise.all(
      STATES.map(async (state) => {
        const ids = await list(`accountId=${accountId}&paymentState=${state}`);
        return ids.includes(_id) ? [state] : [];
      }),
    );
    const { body } = await api.call('sales', `/v1/orders/${_id}`);
    const shown = body['payment'] as { state: string } | null;
    expect(found.flat()).toEqual([shown?.state ?? 'none']);
    return found.flat();
  }

  it('none, then pending, declined, pending again, and captured', async () => {
    const steps = paymentSteps(api.fixture);
    const order = await orderAfter(api.fixture, 'confirm');
    expect(await statesOf(order)).toEqual(['none']);
    const first = await steps.charge(order);
    expect(await statesOf(order)).toEqual(['pending']);
    await steps.receive(eventOf(first, order, { type: 'payment.declined' }));
    expect(await statesOf(order)).toEqual(['declined']);
    const second = await steps.charge(order);
    expect(await statesOf(order)).toEqual(['pending']);
    await steps.receive(eventOf(second, order));
    expect(await statesOf(order)).toEqual(['captured']);
  });

  it('declined if the provider rejects the charge', async () => {
    const order = await orderAfter(api.fixture, 'confirm');
    const createCharge = () => Promise.reject(new ProviderRejectedError('bank', 402, 'card_stolen'));
    const rejecting = { ...provider, createCharge } as unknown as PaymentProvider;
    const request = { orderId: order._id, paymentId: newId('pay'), token: 'tok', actor: TESTER };
    await startPayment(api.fixture, rejecting, request);
    expect(await statesOf(order)).toEqual(['declined']);
  });

  it('none again if the money came in another amount', async () => {
    const steps = paymentSteps(api.fixture);
    const order = await orderAfter(api.fixture, 'confirm');
    const paymentId = await steps.charge(order);
    const { amountMinor, currency } = order.total;
    await steps.receive(eventOf(paymentId, order, { amount: { amountMinor: amountMinor - 1, currency } }));
    expect(await statesOf(order)).toEqual(['none']);
  });

  it('captured offline, then refunded', async () => {
    const order = await orderAfter(api.fixture, 'confirm');
    const payment = await payOffline(api.fixture, order);
    expect(await statesOf(order)).toEqual(['captured']);
    await within((unit) =>
      openRefund(unit, order, {
        refundId: newId('ref'),
        paymentId: payment._id,
        amount: payment.amount,
        lines: [],
        reason: 'Asked for',
        agreementId: null,
        clause: null,
        at: unit.recordedAt,
      }),
    );
    expect(await statesOf(order)).toEqual(['refunded']);
  });
});

describe('find orders by the earliest end of what they gave and what still lives', () => {
  const FAR: Instant = '2900-01-01T00:00:00.000Z';
  const isFound = async ({ _id, accountId }: OrderDocument, before: Instant = FAR) =>
    (await list(`accountId=${accountId}&endsBefore=${before}`)).includes(_id);

  it('once it is credited, by the end of its lots, and no longer when none lives', async () => {
    const order = await orderAfter(api.fixture, 'start_fulfilment', { lines: [MIMI] });
    expect(await isFound(order)).toBe(false);
    await applyCommand(api.fixture, order, 'credit');
    const lot = await api.fixture.database.models.lots.findOne({ orderId: order._id }).orFail().lean();
    expect(await isFound(order)).toBe(true);
    expect(await list(`endsBefore=${FAR}`)).toContain(order._id);
    expect(await isFound(order, lot.expiresAt)).toBe(false);

    const path = `/v1/accounts/${order.accountId}/organizations`;
    const organization = await api.call('sales', path, { body: { name: 'Radiology' } });
    const used = await api.call('platform', '/v1/usages', {
      body: {
        accountId: order.accountId,
        organizationId: organization.body['id'],
        resource: lot.resource,
        quantity: lot.credited,
      },
    });
    expect(used.status).toBe(201);
    expect(await isFound(order)).toBe(false);
  });

  it('by the next one after each that ends, whatever sets or removes it', async () => {
    const order = await orderAfter(api.fixture, 'place');
    const { _id: orderId, accountId } = order;
    const [one, two, three]: [Instant, Instant, Instant] = [
      '2800-01-01T00:00:00.000Z',
      '2801-01-01T00:00:00.000Z',
      '2802-01-01T00:00:00.000Z',
    ];
    const fields = { accountId, sandbox: false, workflowId: 'none', orderId };
    const soonest = async () =>
      (await api.fixture.database.models.orders.findById(orderId).orFail().lean()).endsAt;
    await within((unit) => {
      unit.setDeadline({
        _id: `lot.reminder:${orderId}`,
        kind: 'lot.reminder',
        at: '2700-01-01T00:00:00.000Z',
        ...fields,
      });
      unit.setDeadline({
        _id: `lot.expires:${orderId}`,
        kind: 'lot.expires',
        at: one,
        ...fields,
        lotId: 'lot_x',
      });
      unit.setDeadline({ _id: `term.ends:${orderId}`, kind: 'term.ends', at: two, ...fields });
      unit.setDeadline({ _id: `licence.ends:${orderId}`, kind: 'licence.ends', at: three, ...fields });
      return Promise.resolve();
    });
    expect(await soonest()).toBe(one);
    await within((unit) => unit.clearDeadlines({ lotId: { $in: ['lot_x'] } }));
    expect(await soonest()).toBe(two);
    await within((unit) => unit.clearDeadlines({ _id: `term.ends:${orderId}` }));
    expect([await soonest(), await isFound(order, two), await isFound(order)]).toEqual([three, false, true]);
    await within((unit) => unit.clearDeadlines({ orderId }));
    expect([await soonest(), await isFound(order)]).toEqual([null, false]);
  });
});

it('find orders that older versions stored, after the migration', async () => {
  const { collection } = api.fixture.database.models.orders;
  const paid = await orderAfter(api.fixture, 'credit');
  const tried = await orderAfter(api.fixture, 'confirm');
  await paymentSteps(api.fixture).charge(tried);
  const unpaid = await orderAfter(api.fixture, 'place');
  const fieldsOf = async () =>
    Promise.all(
      [paid, tried, unpaid].map(async ({ _id }) => {
        const { paymentState, endsAt } = await api.fixture.database.models.orders
          .findById(_id)
          .orFail()
          .lean();
        return [paymentState, endsAt];
      }),
    );
  const before = await fieldsOf();
  expect(before).toEqual([
    ['captured', expect.any(String)],
    ['pending', null],
    ['none', null],
  ]);
  await collection.updateMany({}, { $unset: { paymentState: 1, endsAt: 1 } });
  await orderListFields.run(api.fixture.database);
  expect(await fieldsOf()).toEqual(before);
  // The stored state is that of the payments.
  await within((unit) => storePaymentState(unit, tried._id));
  expect(await fieldsOf()).toEqual(before);
});

it.each([
  'paymentState=excess',
  'placedFrom=yesterday',
  'endsBefore=2027',
  'paymentState=none&paymentState=captured',
  'placedBefore=2027-01-01T00:00:00Z',
])('refuse %s', async (query) => {
  const answer = await api.call('sales', `/v1/orders?${query}`);
  expect([answer.status, errorsOf(answer)]).toEqual([422, [expect.any(String)]]);
});
