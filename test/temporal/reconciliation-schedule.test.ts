/** Reconciliation runs on one schedule, however many workers start, and finds what was lost. */
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/client';
import { newId } from '../../src/infra/ids.ts';
import { runReconciliation } from '../../src/cli/run-reconciliation.ts';
import { ensureReconciliationSchedule, scheduleIdOf } from '../../src/temporal/reconciliation-schedule.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { openNamespace } from '../support/open-namespace.ts';
import { openAccount } from '../support/order-fixtures.ts';
import { testServers } from '../support/servers.ts';
import type {
  reconciliation,
  ReconciliationInput,
  ReconciliationResult,
} from '../../workflows/reconciliation.ts';

let testSystem: LiveTestSystem;
let own: LiveTestSystem | undefined;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(async () => {
  await own?.close();
  await testSystem.close();
});

const holder = { databaseId: 'a-database', database: 'orders' };

test('the schedule is made once; a worker that starts with another interval changes it', async () => {
  const client = await openNamespace(testSystem.client);
  for (const intervalSeconds of [600, 600, 300]) {
    await ensureReconciliationSchedule(client, { taskQueue: 'orders', intervalSeconds, holder });
  }
  const handle = client.schedule.getHandle(scheduleIdOf('orders'));
  const { spec, action, policies } = await handle.describe();
  expect(spec.intervals).toMatchObject([{ every: 300_000 }]);
  expect(action).toMatchObject({ workflowType: 'reconciliation', taskQueue: 'orders' });
  expect(policies.overlap).toBe('SKIP');
  await handle.delete();
});

describe('a run of reconciliation', () => {
  const run = (input?: ReconciliationInput): Promise<ReconciliationResult> =>
    testSystem.client.workflow.execute<typeof reconciliation>('reconciliation', {
      workflowId: newId('cmd'),
      taskQueue: testSystem.taskQueue,
      args: [input ?? {}],
    });

  test('starts lost workflows again, verifies journals, and says how many', async () => {
    const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
    await testSystem.handle(order).terminate('lost');
    const { verifyJournals, retire } = await run();
    expect(verifyJournals).toEqual({
      accounts: 1,
      entries: 0,
      whole: 1,
      blocked: 0,
      known: 0,
      checkpoints: 0,
      failed: 0,
    });
    expect(retire).toEqual({ idempotency: 0, clockAdvances: 0, uploads: 0, canaries: 0 });
    await eventually(
      async () => (await testSystem.handle(order).describe()).status.name,
      (status) => status === 'RUNNING',
    ).catch(() => run());
    await testSystem.command(order, 'cancel');
  });

  test('is started by the command, which says what came of it and ends with 1 where an operator has to look', async () => {
    const said: string[] = [];
    const write = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((text) => said.push(String(text)) > 0);
    const environment = {
      TEMPORAL_ADDRESS: testServers().temporalAddress,
      TEMPORAL_TASK_QUEUE: testSystem.taskQueue,
    };
    try {
      expect(await runReconciliation(environment, { full: false, json: true })).toBe(0);
      expect(JSON.parse(said.pop()!)).toMatchObject({ verifyJournals: { blocked: 0 } });
      const [account] = await testSystem.fixture.database.models.ledgers.find().lean();
      await testSystem.fixture.database.native.ledgers.updateOne(
        { _id: account!._id },
        { $set: { hash: 'a' } },
      );
      expect(await runReconciliation(environment, { full: true, json: false })).toBe(1);
      expect(said.join('')).toMatch(/verifyJournals\n(.*\n)* {2}blocked +1 !\n/);
    } finally {
      write.mockRestore();
    }
  });

  test('does the other parts when one of them fails, and says why it failed', async () => {
    testSystem.disturbance = (activity, work) =>
      activity === 'reconcile' ? Promise.reject(ApplicationFailure.nonRetryable('out of order')) : work();
    const { reconcile, verifyJournals, retire } = await run();
    testSystem.disturbance = null;
    expect(reconcile).toEqual({ error: 'out of order' });
    expect([verifyJournals, retire]).toMatchObject([{ failed: 0 }, { idempotency: 0 }]);
  });
});

test('where MongoDB or Temporal was restored since the last run, every workflow is signalled', async () => {
  const { options } = await openNamespace(testSystem.client);
  own = await LiveTestSystem.open({ namespace: options.namespace });
  const { client, taskQueue } = own;
  const order = await own.orderThatIs('confirmed', await openAccount(own.fixture));
  await ensureReconciliationSchedule(client, { taskQueue, intervalSeconds: 86_400, holder });
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
    return (result as ReconciliationResult).reconcile;
  };
  const { reconciliationRuns } = own.fixture.database.models;

  expect(await next()).toMatchObject({ restored: false });
  const [yesterday] = await reconciliationRuns.find().lean();
  expect(await next()).toMatchObject({ restored: false });
  // MongoDB is of the day before.
  await reconciliationRuns.replaceOne({ _id: taskQueue }, yesterday);
  expect(await next()).toMatchObject({ restored: true, signalled: 1 });
  expect(await next()).toMatchObject({ restored: false, signalled: 0 });
  // Temporal is: it does not know the last run.
  await reconciliationRuns.updateOne({ _id: taskQueue }, { $set: { runId: randomUUID() } });
  expect(await next()).toMatchObject({ restored: true });
  expect(await next()).toMatchObject({ restored: false });
  // Runs beside the schedule, and those that failed or were cancelled before they compared anything, are no such sign.
  const byHand = (workflowId: string) =>
    client.workflow.start<typeof reconciliation>('reconciliation', { workflowId, taskQueue, args: [{}] });
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
