/** No run grows old: code that it began with has not to be kept for longer than this. */
import { DAY_MS, MINUTE_MS } from '../../src/domain/instant.ts';
import { eventually } from '../support/eventually.ts';
import { openAccount, readOrder } from '../support/order-fixtures.ts';
import { SkippingWorld } from '../support/time-skipping.ts';

let world: SkippingWorld;
beforeAll(async () => {
  world = await SkippingWorld.open();
});
afterAll(() => world.close());

test('a run ends within 30 days, also of an order that waits for nothing but a person', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  const first = (await world.settled(order)).workflowRunId;
  await world.skip(26 * DAY_MS);
  expect((await world.handle(order).describe()).runId).toBe(first);
  await world.skip(4 * DAY_MS + MINUTE_MS);
  const second = await eventually(
    async () => (await readOrder(world.shop, order)).workflowRunId,
    (runId) => runId !== first,
  );
  expect((await world.handle(order).describe()).runId).toBe(second);
  await world.command(order, 'confirm');
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment' });
});
