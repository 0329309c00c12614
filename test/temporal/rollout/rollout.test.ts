/** A build is rolled out, ramped and taken back while orders go on; open orders follow the build that gets them. */
import type { Client } from '@temporalio/client';
import { rolloutCommand } from '../../../src/cli/rollout-command.ts';
import { workflowIdOf } from '../../../src/domain/workflow-ids.ts';
import { createLogger } from '../../../src/infra/logging.ts';
import { newId } from '../../../src/infra/ids.ts';
import { readinessOf } from '../../../src/processes/readiness.ts';
import { pollersOf } from '../../../src/temporal/pollers.ts';
import { joinRollout } from '../../../src/temporal/rollout/join-rollout.ts';
import { openRunsOf } from '../../../src/temporal/rollout/open-runs.ts';
import { replayRunning } from '../../../src/temporal/rollout/replay-running.ts';
import { RolloutError } from '../../../src/temporal/rollout/rollout-error.ts';
import { WorkerDeployment } from '../../../src/temporal/rollout/worker-deployment.ts';
import { openAccount } from '../../support/order-fixtures.ts';
import { eventually } from '../../support/eventually.ts';
import { LiveTestSystem } from '../../support/live-test-system.ts';
import { testServers } from '../../support/servers.ts';
import { bundleOf, workflowBundle } from '../../support/workflow-bundle.ts';

const logger = createLogger({ logLevel: 'silent' }, 'test');
let unversioned: LiveTestSystem;
let one: LiveTestSystem;
let two: LiveTestSystem;
let deployment: WorkerDeployment;

beforeAll(async () => {
  unversioned = await LiveTestSystem.open();
  deployment = new WorkerDeployment(unversioned.client, unversioned.taskQueue);
});
afterAll(async () => {
  await two.close();
  await one.close();
  await unversioned.close();
});

/** A worker of a build on the same task queue and database. */
async function workerOf(buildId: string): Promise<LiveTestSystem> {
  const { client, taskQueue, fixture } = unversioned;
  const versioning = await joinRollout({
    client,
    taskQueue,
    buildId,
    workerVersioning: 'by-command',
    logger,
  });
  const worker = await LiveTestSystem.open({ fixture, taskQueue, versioning });
  await eventually(
    () => pollersOf(client, taskQueue),
    (pollers) => pollers.some((poller) => poller.buildId === buildId),
  );
  return worker;
}

/**
 * Has every order take a task until these are the numbers of open workflows by the build that completed the last one:
 * the server spreads a change, and what can be listed, within moments.
 */
async function openOf(builds: Record<string, number>): Promise<void> {
  const { client, taskQueue, services } = unversioned;
  await eventually(
    async () => {
      for (const { _id } of orders)
        await services.gateway.workflowStarter.processDue(workflowIdOf('order', _id));
      const counts: Record<string, number> = {};
      for (const buildId of Object.keys(builds)) {
        const { count } = await openRunsOf(client, taskQueue, buildId === 'none' ? null : buildId);
        counts[buildId] = count;
      }
      return counts;
    },
    (counts) => Object.entries(builds).every(([buildId, count]) => counts[buildId] === count),
  );
}

/** Moves every order by a command, so that each workflow takes a task. */
async function touch(orders: readonly { _id: string }[], command: 'hold' | 'release'): Promise<void> {
  for (const order of orders) await unversioned.command(order, command);
}

const orders: { _id: string; accountId: string }[] = [];

test('the first build takes over from workers without versioning, once its worker polls', async () => {
  const account = await openAccount(unversioned.fixture);
  for (let count = 0; count < 4; count += 1) orders.push(await unversioned.orderThatIs('confirmed', account));
  await openOf({ none: 4 });
  const { client, taskQueue } = unversioned;

  expect(await deployment.read()).toEqual({ current: null, ramping: null, builds: [] });
  expect(await deployment.makeFirst('one')).toBe('one');
  // No worker of the build polls yet, so those without versioning go on.
  await touch(orders.slice(0, 1), 'hold');

  one = await workerOf('one');
  await unversioned.stopWorker();
  await touch(orders.slice(1), 'hold');
  await touch(orders, 'release');
  await openOf({ one: 4, none: 0 });
  const { oldestStartedAt } = await openRunsOf(client, taskQueue, 'one');
  const started = await unversioned.handle(orders[0]!).describe();
  expect(oldestStartedAt).toBe(started.startTime.toISOString());
  expect(await deployment.makeFirst('other')).toBe('one');
});

test('a second build gets nothing before its rollout, then its part, then all', async () => {
  two = await workerOf('two');
  const isReady = readinessOf({
    database: unversioned.fixture.database,
    client: unversioned.client,
    taskQueue: unversioned.taskQueue,
    isStopping: () => false,
  });
  await touch(orders, 'hold');
  await openOf({ one: 4, two: 0 });

  await deployment.ramp('two', 50);
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: { buildId: 'two', percent: 50 } });
  await touch(orders, 'release');
  await deployment.ramp('two', 100);
  await touch(orders, 'hold');
  await openOf({ one: 0, two: 4 });

  await deployment.back();
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: null });
  await touch(orders, 'release');
  await openOf({ one: 4, two: 0 });

  await deployment.makeCurrent('two');
  await touch(orders, 'hold');
  await openOf({ one: 0, two: 4 });
  expect(await isReady.all()).toMatchObject({ temporal: true, worker: true });

  await deployment.back();
  await touch(orders, 'release');
  await openOf({ one: 4, two: 0 });
  const { builds } = await deployment.read();
  expect(new Map(builds.map(({ buildId, status }) => [buildId, status]))).toEqual(
    new Map([
      ['one', 'current'],
      ['two', 'draining'],
    ]),
  );
});

test('a build that is unknown or that no worker has is not rolled out', async () => {
  for (const change of [() => deployment.makeCurrent('three'), () => deployment.ramp('three', 10)]) {
    await expect(change()).rejects.toThrow(RolloutError);
    await expect(change()).rejects.toThrow('No worker of build three polls task queue');
  }
  await expect(deployment.ramp('one', 10)).rejects.toThrow('Build one is current');
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: null });
});

test('a change that was decided on a rollout that has changed since is refused', async () => {
  const { client, taskQueue } = unversioned;
  // Another operator ramps between the look at the rollout and the change.
  const service = new Proxy(client.workflowService, {
    get: (target, name) =>
      name !== 'describeWorkerDeployment'
        ? (Reflect.get(target, name) as unknown)
        : async (request: object) => {
            const seen = await target.describeWorkerDeployment(request);
            await deployment.ramp('two', 20);
            return seen;
          },
  });
  const meanwhile = Object.create(client, { workflowService: { value: service } }) as Client;
  await expect(new WorkerDeployment(meanwhile, taskQueue).ramp('two', 10)).rejects.toThrow(RolloutError);
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: { buildId: 'two', percent: 20 } });
  await deployment.back();
});

test('the API counts only workers that get tasks as workers', async () => {
  const pollers = await pollersOf(unversioned.client, unversioned.taskQueue);
  const taking = new Map(pollers.map(({ buildId, takesTasks }) => [buildId, takesTasks]));
  expect(taking.get('one')).toBe(true);
  expect(taking.get('two')).toBe(false);
});

/** What a command of `rollout` prints: of each build its id, its status, and the part of the workflows that it gets. */
async function printed(...command: string[]): Promise<string[][]> {
  let text = '';
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((written) => {
    text += String(written);
    return true;
  });
  const environment = {
    TEMPORAL_ADDRESS: testServers().temporalAddress,
    TEMPORAL_TASK_QUEUE: unversioned.taskQueue,
  };
  await rolloutCommand(environment)
    .parseAsync(command, { from: 'user' })
    .finally(() => stdout.mockRestore());
  const rows = text.trimEnd().split('\n').slice(1);
  // Workers without a build count as polling for some minutes after their end.
  return rows.map((row) => row.split(/ {2,}/).slice(0, 3)).filter(([build]) => build !== '-');
}

test('the commands give a build its part, then everything, and take it back, and print what is so afterwards', async () => {
  const rows = async (...command: string[]) => (await printed(...command)).toSorted();
  expect(await rows('ramp', 'two', '12.5')).toMatchObject([
    ['one', 'current', '87.5 %'],
    ['two', 'ramping', '12.5 %'],
  ]);
  expect(await deployment.read()).toMatchObject({
    current: 'one',
    ramping: { buildId: 'two', percent: 12.5 },
  });
  expect(await rows('current', 'two')).toMatchObject([
    ['one', expect.any(String), '0 %'],
    ['two', 'current', '100 %'],
  ]);
  expect(await deployment.read()).toMatchObject({ current: 'two', ramping: null });
  expect(await rows('back')).toMatchObject([
    ['one', 'current', '100 %'],
    ['two', expect.any(String), '0 %'],
  ]);
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: null });
  // The ramp of another build ends, too.
  await rows('ramp', 'two', '20');
  expect(await rows('current', 'one')).toMatchObject([
    ['one', 'current', '100 %'],
    ['two', expect.any(String), '0 %'],
  ]);
  expect(await deployment.read()).toMatchObject({ current: 'one', ramping: null });
  await expect(printed('current', 'unknown')).rejects.toThrow('No worker of build unknown polls task queue');
  expect(await deployment.read()).toMatchObject({ current: 'one' });
});

test('open orders are replayed on this build, and a build that they cannot continue is found', async () => {
  const { client, taskQueue } = unversioned;
  const { codePath } = await workflowBundle();
  const good = await replayRunning({ client, taskQueue, bundle: codePath, limit: 100 });
  expect(good).toEqual({
    types: [{ type: 'order', replayed: 4, failed: 0, failures: [] }],
    replayed: 4,
    failed: 0,
    skipped: 0,
    isCut: false,
  });
  const planted = await bundleOf('test/temporal/rollout/planted.ts');
  const bad = await replayRunning({ client, taskQueue, bundle: planted.codePath, limit: 3 });
  expect(bad).toMatchObject({ replayed: 0, failed: 3, isCut: true });
  expect(bad.types[0]?.failures[0]).toMatchObject({
    workflowId: expect.stringMatching(/^order:ord_/) as string,
    reason: expect.stringContaining('Nondeterminism') as string,
  });
  const none = await replayRunning({
    client,
    taskQueue,
    bundle: codePath,
    query: `WorkflowId = '${newId('ord')}'`,
    limit: 1,
  });
  expect(none).toMatchObject({ replayed: 0, failed: 0, isCut: false });
});

test('workers that start at once with a build make it current together', async () => {
  const { client, taskQueue } = unversioned;
  const join = () =>
    joinRollout({ client, taskQueue, buildId: 'three', workerVersioning: 'at-once', logger });
  const joined = await Promise.all([join(), join(), join()]);
  expect(joined.map(({ workerDeploymentOptions }) => workerDeploymentOptions?.version.buildId)).toEqual([
    'three',
    'three',
    'three',
  ]);
  expect(await deployment.read()).toMatchObject({ current: 'three', ramping: null });
});
