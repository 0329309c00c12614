/** How much history an order writes until it is active: every worker that takes the order over reads all of it. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import type { OrderDocument } from '../../src/storage/collections/orders.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, orderOf, payOffline, readOrder } from '../support/order-fixtures.ts';
import type { HistoryEvent } from '../support/order-test-system.ts';

const MOST_BYTES = 7_168;
/** By the first command of an order, or by the relay if there is none within a second. */
const MOST_EVENTS = { 'its first command': 18, 'the relay': 21 } as const;

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

async function activeOrder(startedBy: keyof typeof MOST_EVENTS): Promise<OrderDocument> {
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  if (startedBy === 'the relay') {
    await testSystem.services.gateway.workflowStarter.start(workflowIdOf('order', order._id));
    await eventually(
      () => readOrder(testSystem.fixture, order),
      ({ workflowRunId }) => workflowRunId !== null,
    );
  }
  await testSystem.command(order, 'confirm');
  await payOffline(testSystem.fixture, order);
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  await eventually(
    () => testSystem.view(order),
    (view) => view?.state === 'active',
  );
  return order;
}

const countOf = (history: readonly HistoryEvent[], attributes: keyof HistoryEvent): number =>
  history.filter((event) => event[attributes]).length;

describe.each(['its first command', 'the relay'] as const)('an order whose run %s started', (startedBy) => {
  test(`is active after at most ${MOST_EVENTS[startedBy]} events of ${MOST_BYTES} bytes together`, async () => {
    const order = await activeOrder(startedBy);
    const { historyLength, historySize } = await testSystem.handle(order).describe();
    expect(historyLength).toBeLessThanOrEqual(MOST_EVENTS[startedBy]);
    expect(historySize).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('publishes its attributes once a transition, and not at all when it is started with them', async () => {
    const history = await testSystem.history(await activeOrder(startedBy));
    // Confirmed; started and credited in one.
    expect(countOf(history, 'upsertWorkflowSearchAttributesEventAttributes')).toBe(2);
  });

  test('cancels no timer but that of the reminder to pay', async () => {
    const history = await testSystem.history(await activeOrder(startedBy));
    expect(countOf(history, 'timerStartedEventAttributes')).toBe(2);
    expect(countOf(history, 'timerCanceledEventAttributes')).toBe(1);
  });
});

test('the sender of a command gets the number of the transition and the state, not the whole order', async () => {
  const history = await testSystem.history(await activeOrder('its first command'));
  const results = history.flatMap(
    ({ workflowExecutionUpdateCompletedEventAttributes: completed }) =>
      completed?.outcome?.success?.payloads ?? [],
  );
  expect(
    results.map(({ data }) => JSON.parse(Buffer.from(data as Uint8Array).toString()) as unknown),
  ).toEqual([{ sequence: 1, state: 'awaiting_payment' }]);
});
