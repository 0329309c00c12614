/** A paid order is started and credited in one transaction, unless a deadline has passed or the crediting fails. */
import { createOrderActivities } from '../../../activities/orders.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { lotsOf, payOffline, auditTrailOf } from '../../support/order-fixtures.ts';
import { deadlinesOf, orderAfter, recordOf } from '../../support/order-steps.ts';
import { useHeldFixture } from '../../support/use-fixture.ts';

const PLACED = '2026-01-10T09:00:00.000Z';
const { fixture, clock } = useHeldFixture(PLACED);

const typesOf = async (order: { _id: string }) =>
  (await auditTrailOf(fixture, order)).map(({ type }) => type);

async function paid() {
  const order = await orderAfter(fixture, 'confirm');
  await payOffline(fixture, order);
  const { _id: orderId, accountId } = order;
  return { order, activities: createOrderActivities(fixture), request: { orderId, accountId, sequence: 2 } };
}

test('a paid order becomes active at once: two audited transitions, and no crediting deadline is left', async () => {
  const { order, activities, request } = await paid();
  const { conflict, view } = await activities.startFulfilment(request);
  expect(conflict).toBe(false);
  expect(view).toMatchObject({ state: 'active', sequence: 3, step: null, lines: [{ state: 'credited' }] });
  expect(view).toEqual(await activities.readOrder({ orderId: order._id }));
  expect((await typesOf(order)).slice(-3)).toEqual(['order.paid', 'line.credited', 'order.credited']);
  const kinds = (await deadlinesOf(fixture, order)).map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['lot.reminder', 'lot.expires']));
  expect(await lotsOf(fixture, order)).toHaveLength(1);
  await soundLedger(fixture, order.accountId);
});

test('the same start again changes nothing and returns the view of the order', async () => {
  const { order, activities, request } = await paid();
  const first = await activities.startFulfilment(request);
  const before = await recordOf(
    fixture,
    await fixture.database.models.orders.findById(order._id).orFail().lean(),
  );
  const again = await activities.startFulfilment(request);
  expect(again).toEqual({ conflict: true, view: first.view });
  expect(
    await recordOf(fixture, await fixture.database.models.orders.findById(order._id).orFail().lean()),
  ).toEqual(before);
});

test('a crediting deadline that has passed is processed before the crediting', async () => {
  const { order, activities, request } = await paid();
  clock.stand = '2026-01-11T08:00:00.000Z';
  const { view } = await activities.startFulfilment(request);
  expect(view).toMatchObject({
    state: 'fulfilling',
    sequence: 2,
    step: { command: 'meet_deadline', deadline: { kind: 'crediting.warning' } },
  });
  expect(await lotsOf(fixture, order)).toEqual([]);
});

test('a crediting that fails permanently does not prevent the steps before it', async () => {
  const { order, activities, request } = await paid();
  await fixture.database.models.orders.updateOne(
    { _id: order._id },
    { $set: { 'lines.0.fulfilment.kind': 'nothing that we know' } },
  );
  const { conflict, view } = await activities.startFulfilment(request);
  expect({ conflict, state: view.state, step: view.step }).toEqual({
    conflict: false,
    state: 'fulfilling',
    step: { command: 'credit' },
  });
  expect((await deadlinesOf(fixture, order)).map(({ kind }) => kind)).toEqual([
    'crediting.warning',
    'crediting.breach',
  ]);
  await expect(activities.creditLines({ ...request, sequence: 3 })).rejects.toThrow();
});

test('a command conflicts while a step is due, and is applied after that', async () => {
  const order = await orderAfter(fixture, 'confirm');
  const activities = createOrderActivities(fixture);
  clock.stand = '2026-01-15T09:00:00.000Z';
  const command = { orderId: order._id, by: 'key_1', requestId: 'req_1', commandId: `cmd_${order._id}` };
  const before = await recordOf(
    fixture,
    await fixture.database.models.orders.findById(order._id).orFail().lean(),
  );
  const first = await activities.cancelOrder({ ...command, sequence: null, unlessDue: true });
  expect(first).toMatchObject({
    conflict: true,
    view: { step: { command: 'meet_deadline', deadline: { kind: 'payment.reminder' } } },
  });
  expect(
    await recordOf(fixture, await fixture.database.models.orders.findById(order._id).orFail().lean()),
  ).toEqual(before);
  const second = await activities.cancelOrder({ ...command, sequence: null, unlessDue: false });
  expect(second).toMatchObject({ conflict: false, view: { state: 'cancelled' } });
});

test.each([
  ['takes effect', false],
  ['took effect before', true],
])('a command that %s notes the run that gave it, and takes effect once', async (_what, isGivenBefore) => {
  const order = await orderAfter(fixture, 'place');
  const activities = createOrderActivities(fixture);
  const command = { orderId: order._id, by: 'key_1', requestId: 'req_1', commandId: `cmd_${order._id}` };
  if (isGivenBefore) await activities.confirmOrder({ ...command, sequence: null });
  const { view } = await activities.confirmOrder({ ...command, sequence: null, runId: 'run_1' });
  expect(view).toMatchObject({ state: 'awaiting_payment', sequence: 1 });
  expect(await fixture.database.models.orders.findById(order._id).lean()).toMatchObject({
    workflowRunId: 'run_1',
  });
  expect((await typesOf(order)).filter((type) => type === 'order.confirmed')).toHaveLength(1);
});
