/** Housekeeping runs on one schedule, however many workers start, and finds what was lost. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/client';
import { newId } from '../../src/infra/ids.ts';
import { runHousekeeping } from '../../src/cli/run-reconciliation.ts';
import { ensureHousekeepingSchedule, scheduleIdOf } from '../../src/temporal/reconciliation-schedule.ts';
import { eventually } from '../support/eventually.ts';
import { LiveWorld } from '../support/live-world.ts';
import { openNamespace } from '../support/open-namespace.ts';
import { openAccount } from '../support/order-fixtures.ts';
import { testServers } from '../support/servers.ts';
import type { housekeeping, HousekeepingInput, HousekeepingResult } from '../../workflows/reconciliation.ts';

let world: LiveWorld;
let own: LiveWorld | undefined;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterAll(async () => {
  await own?.close();
  await world.close();
});

const holder = { databaseId: 'a-database', database: 'orders' };

test('the schedule is made once; a worker that starts with another interval changes it', async () => {
  const client = await openNamespace(world.client);
  for (const intervalSeconds of [600, 600, 300]) {
    await ensureHousekeepingSchedule(client, { taskQueue: 'orders', intervalSeconds, holder });
  }
  const handle = client.schedule.getHandle(scheduleIdOf('orders'));
  const { spec, action, policies } = await handle.describe();
  expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
  expect(action).toMatchObject({ workflowType: 'housekeeping', taskQueue: 'orders' });
  expect(policies.overlap).toBe('SKIP');
  await handle.delete();
});

describe('a run of housekeeping', () => {
  const run = (input?: HousekeepingInput): Promise<HousekeepingResult> =>
    world.client.workflow.execute<typeof housekeeping>('housekeeping', {
      workflowId: newId('cmd'),
      taskQueue: world.taskQueue,
      args: [input ?? {}],
    });

  test('starts lost workflows again, verifies journals, and says how many', async () => {
    const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
    await world.handle(order).terminate('lost');
    const { verifyJournals, retire } = await run();
    expect(verifyJournals).toEqual({ accounts: 1, entries: 0, whole: 1, blocked: 0, known: 0, failed: 0 });
    expect(retire).toEqual({ idempotency: 0, clockAdvances: 0, uploads: 0 });
    await eventually(
      async () => (await world.handle(order).describe()).status.name,
      (status) => status === 'RUNNING',
    ).catch(() => run());
    await world.command(order, 'cancel');
  });

  test('is started by the command, which says what came of it and ends with 1 where an operator has to look', async () => {
    const said: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => said.push(String(text)) > 0);
    const environment = {
      TEMPORAL_ADDRESS: testServers().temporalAddress,
      TEMPORAL_TASK_QUEUE: world.taskQueue,
    };
    try {
      expect(await runHousekeeping(environment, { thorough: false, json: true })).toBe(0);
      expect(JSON.parse(said.pop()!)).toMatchObject({ verifyJournals: { blocked: 0 } });
      const [account] = await world.shop.database.models.ledgers.find().lean();
      await world.shop.database.native.ledgers.updateOne({ _id: account!._id }, { $set: { hash: 'a' } });
      expect(await runHousekeeping(environment, { thorough: true, json: false })).toBe(1);
      expect(said.join('')).toMatch(/verifyJournals\n(.*\n)* {2}blocked +1 !\n/);
    } finally {
      write.mockRestore();
    }
  });

  test('does the other parts when one of them fails, and says why it failed', async () => {
    world.disturbance = (activity, work) =>
      activity === 'reconcile' ? Promise.reject(ApplicationFailure.nonRetryable('out of order')) : work();
    const { reconcile, verifyJournals, retire } = await run();
    world.disturbance = null;
    expect(reconcile).toEqual({ error: 'out of order' });
    expect([verifyJournals, retire]).toMatchObject([{ failed: 0 }, { idempotency: 0 }]);
  });
});

test('where MongoDB or Temporal is of another day than the last run, everybody is told to look', async () => {
  const { options } = await openNamespace(world.client);
  own = await LiveWorld.open({ namespace: options.namespace });
  const { client, taskQueue } = own;
  const order = await own.orderThatIs('confirmed', await openAccount(own.shop));
  await ensureHousekeepingSchedule(client, { taskQueue, intervalSeconds: 86_400, holder });
  const schedule = client.schedule.getHandle(scheduleIdOf(taskQueue));
  let runs = 0;
  const next = async (): Promise<unknown> => {
    await schedule.trigger();
    runs += 1;
    const { recentActions } = await eventually(
      async () => (await schedule.describe()).info,
      (info) => info.recentActions.length === runs && info.runningActions.length === 0,
    );
    const { workflowId, firstExecutionRunId } = recentActions.at(-1)!.action.workflow;
    const result: unknown = await client.workflow.getHandle(workflowId, firstExecutionRunId).result();
    return (result as HousekeepingResult).reconcile;
  };
  const { housekeepingRuns } = own.shop.database.models;

  expect(await next()).toMatchObject({ restored: false });
  const [yesterday] = await housekeepingRuns.find().lean();
  expect(await next()).toMatchObject({ restored: false });
  // MongoDB is of the day before.
  await housekeepingRuns.replaceOne({ _id: taskQueue }, yesterday);
  expect(await next()).toMatchObject({ restored: true, told: 1 });
  expect(await next()).toMatchObject({ restored: false, told: 0 });
  // Temporal is: it does not know the last run.
  await housekeepingRuns.updateOne({ _id: taskQueue }, { $set: { runId: randomUUID() } });
  expect(await next()).toMatchObject({ restored: true });
  expect(await next()).toMatchObject({ restored: false });
  // Runs beside the schedule, and those that failed or were cancelled before they compared anything, are no such sign.
  const byHand = (workflowId: string) =>
    client.workflow.start<typeof housekeeping>('housekeeping', { workflowId, taskQueue, args: [{}] });
  await Promise.all((await Promise.all([byHand('one'), byHand('two')])).map((handle) => handle.result()));
  own.disturbance = (activity, work) =>
    activity === 'reconcile' ? Promise.reject(ApplicationFailure.nonRetryable('out of order')) : work();
  await (await byHand('failed')).result();
  own.disturbance = null;
  const cancelled = await byHand('cancelled');
  await cancelled.cancel();
  await cancelled.result().catch(() => undefined);
  expect(await next()).toMatchObject({ restored: false });
  expect((await own.view(order))?.state).toBe('awaiting_payment');
  await schedule.delete();
});
