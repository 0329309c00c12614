/** A run takes a bounded number of updates; the order goes on in the next one as if nothing had been. */
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { newId } from '../../src/infra/ids.ts';
import { openAccount, payOffline, readOrder, auditTrailOf } from '../support/order-fixtures.ts';

/** How many updates Temporal lets be under way for one workflow. */
const AT_ONCE = 10;
const UPDATES_PER_RUN = 1_000;

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

test('under commands that never pause a run still hands over, and each of them takes effect', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const runs = new Set<string>();
  // Enough for two whole runs and a third, in which the commander gives commands too.
  let left = 2 * UPDATES_PER_RUN + UPDATES_PER_RUN / 10;
  const sender = async (): Promise<void> => {
    for (; left > 0; left -= 1)
      await testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('order', order._id));
  };
  const commander = async (): Promise<void> => {
    for (let held = false; left > 0; held = !held) {
      await testSystem.command(order, held ? 'release' : 'hold');
      runs.add((await readOrder(testSystem.fixture, order)).workflowRunId!);
    }
  };
  await Promise.all([commander(), ...Array.from({ length: AT_ONCE - 1 }, sender)]);
  // No run had more than it takes, though there was no moment without a message.
  expect(runs.size).toBeGreaterThanOrEqual(3);
  const held = (await auditTrailOf(testSystem.fixture, order)).filter(({ type }) =>
    /held|released/.test(type),
  );
  expect(held.every(({ type }, n) => type === (n % 2 === 0 ? 'order.held' : 'order.released'))).toBe(true);
  expect(await testSystem.handle(order).describe()).toMatchObject({
    status: { name: 'RUNNING' },
    priority: { priorityKey: 2, fairnessKey: 'asia' },
  });
}, 300_000);

test('after a thousand updates the order goes on in another run: same state, same audit, commands still once', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const hold = { commandId: newId('cmd') };
  await testSystem.command(order, 'hold', hold);
  const first = (await testSystem.handle(order).describe()).runId;
  const before = await readOrder(testSystem.fixture, order);

  const { gateway } = testSystem.services;
  for (let done = 0; done < UPDATES_PER_RUN; done += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        gateway.workflowStarter.processDue(workflowIdOf('order', order._id)),
      ),
    );
  }
  const { runId, status } = await testSystem.handle(order).describe();
  expect(runId).not.toBe(first);
  expect(status.name).toBe('RUNNING');
  expect({ ...(await readOrder(testSystem.fixture, order)), workflowRunId: null }).toEqual({
    ...before,
    workflowRunId: null,
  });

  await testSystem.command(order, 'hold', hold);
  await payOffline(testSystem.fixture, order);
  expect(await testSystem.settled(order)).toMatchObject({ state: 'fulfilling', held: true });
  await testSystem.command(order, 'release');
  expect(await testSystem.settled(order)).toMatchObject({ state: 'active', workflowRunId: runId });
  expect((await auditTrailOf(testSystem.fixture, order)).map(({ type }) => type)).toEqual([
    'order.placed',
    'order.confirmed',
    'order.held',
    'payment.captured',
    'order.paid',
    'order.released',
    'line.credited',
    'order.credited',
  ]);
}, 300_000);
