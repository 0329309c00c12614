/** No run gets older than this, which bounds for how long its code has to be replayed. */
import { DAY_MS, MINUTE_MS } from '../../src/domain/instant.ts';
import { eventually } from '../support/eventually.ts';
import { openAccount, readOrder } from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

let testSystem: SkippingTestSystem;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
});
afterAll(() => testSystem.close());

test('a run ends within 30 days, also of an order that waits for nothing but a person', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  const first = (await testSystem.settled(order)).workflowRunId;
  await testSystem.skip(26 * DAY_MS);
  expect((await testSystem.handle(order).describe()).runId).toBe(first);
  await testSystem.skip(4 * DAY_MS + MINUTE_MS);
  const second = await eventually(
    async () => (await readOrder(testSystem.fixture, order)).workflowRunId,
    (runId) => runId !== first,
  );
  expect((await testSystem.handle(order).describe()).runId).toBe(second);
  await testSystem.command(order, 'confirm');
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'awaiting_payment' });
});
