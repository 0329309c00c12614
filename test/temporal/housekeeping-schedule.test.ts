/** Housekeeping runs on one schedule, however many workers start, and finds what was lost. */
import { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../../src/domain/instant.ts';
import { newId } from '../../src/platform/ids.ts';
import { ensureHousekeepingSchedule } from '../../src/temporal/housekeeping-schedule.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { openAccount } from '../support/order-fixtures.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterAll(() => world.close());

/** A namespace has one schedule of housekeeping, so this test has a namespace of its own. */
async function ownNamespace(): Promise<Client> {
  const { connection } = world.client;
  const namespace = newId('cmd').replace('_', '-');
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(DAY_MS),
  });
  const client = new Client({ connection, namespace });
  await eventually(
    () => listed(client).catch(() => null),
    (ids) => ids !== null,
  );
  return client;
}

async function listed(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of client.schedule.list()) ids.push(scheduleId);
  return ids;
}

test('the schedule is made once; a worker that starts with another interval or queue changes it', async () => {
  const client = await ownNamespace();
  await ensureHousekeepingSchedule(client, 'orders', 600);
  await ensureHousekeepingSchedule(client, 'orders', 600);
  await ensureHousekeepingSchedule(client, 'other-orders', 300);
  expect(
    await eventually(
      () => listed(client),
      (ids) => ids.length > 0,
    ),
  ).toEqual(['housekeeping']);
  const handle = client.schedule.getHandle('housekeeping');
  const { spec, action, policies } = await handle.describe();
  expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
  expect(action).toMatchObject({ workflowType: 'housekeeping', taskQueue: 'other-orders' });
  expect(policies.overlap).toBe('SKIP');
  await handle.delete();
});

test('a run of housekeeping starts lost workflows again and says how many', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  await world.handle(order).terminate('lost');
  const counts = await eventually(
    () =>
      world.client.workflow.execute('housekeeping', {
        workflowId: newId('cmd'),
        taskQueue: world.taskQueue,
      }) as Promise<{ restarted: number }>,
    ({ restarted }) => restarted > 0,
  );
  expect(counts).toEqual({ restarted: 1 });
  await world.command(order, 'cancel');
});
