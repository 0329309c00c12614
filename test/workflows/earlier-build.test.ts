/** A run that a build up to 0.2.0 began, whose activities reported the whole order, goes on with this build. */
import { createOrderActivities } from '../../activities/orders.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, orderOf, payOffline, readOrder } from '../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  // Without a cache each task replays the run from its beginning.
  testSystem = await LiveTestSystem.open({ maxCachedWorkflows: 0 });
});
afterAll(() => testSystem.close());

test('a run goes on as it began, and as this build does from its first result on', async () => {
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  const earlier = createOrderActivities(testSystem.fixture);
  testSystem.disturbance = async (activity, run) => {
    await run();
    const view = await earlier.readOrder({ orderId: order._id });
    return activity === 'adoptOrder' ? view : { conflict: false, view };
  };
  await testSystem.services.gateway.workflowStarter.start(workflowIdOf('order', order._id));
  await eventually(
    () => readOrder(testSystem.fixture, order),
    ({ workflowRunId }) => workflowRunId !== null,
  );
  await testSystem.command(order, 'confirm');
  testSystem.disturbance = null;
  await payOffline(testSystem.fixture, order);
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  expect(await testSystem.view(order)).toMatchObject({
    state: 'active',
    sequence: 3,
    lines: [{ state: 'credited' }],
  });

  const history = await testSystem.history(order);
  const upserts = history.flatMap(
    ({ upsertWorkflowSearchAttributesEventAttributes: upsert }) =>
      (upsert && [Object.keys(upsert.searchAttributes?.indexedFields ?? {}).length]) ?? [],
  );
  // All six with each whole report; then only what differs: status, phase and next deadline.
  expect(upserts).toEqual([6, 6, 3]);
  // The timer of the end gives way to the reminder, and that to the end again.
  expect(history.filter(({ timerCanceledEventAttributes: cancelled }) => cancelled)).toHaveLength(2);
  expect(history.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
});
