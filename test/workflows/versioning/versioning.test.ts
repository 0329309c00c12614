/** The worked change of docs/changing-workflows.md: each stage continues what the stage before began, and none may be left out. */
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DeterminismViolationError } from '@temporalio/workflow';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { newId } from '../../../src/infra/ids.ts';
import { lazyClient } from '../../../src/temporal/connect.ts';
import { installQuietRuntime } from '../../support/order-test-system.ts';
import { testServers } from '../../support/servers.ts';
import { bundleOf, type WorkflowBundle } from '../../support/workflow-bundle.ts';
import { activities } from './activities.ts';

type Stage = 'before' | 'patched' | 'deprecated' | 'removed';

const STAGES: readonly Stage[] = ['before', 'patched', 'deprecated', 'removed'];
let bundle: WorkflowBundle;
/** What each stage did, as JSON. */
const histories = new Map<Stage, string>();

beforeAll(async () => {
  installQuietRuntime();
  bundle = await bundleOf('test/workflows/versioning/index.ts');
  const { temporalAddress: address } = testServers();
  const connection = await NativeConnection.connect({ address });
  const client = lazyClient({ address, namespace: 'default' });
  const taskQueue = `versioning-${newId('cmd')}`;
  const worker = await Worker.create({ connection, taskQueue, workflowBundle: bundle, activities });
  await worker.runUntil(async () => {
    await Promise.all(
      STAGES.map(async (stage) => {
        const handle = await client.workflow.start(stage, { taskQueue, workflowId: newId('ord') });
        await handle.result();
        histories.set(stage, historyToJSON(await handle.fetchHistory()));
      }),
    );
  });
  await connection.close();
  await client.connection.close();
});
afterAll(() => Runtime.instance().shutdown());

/** Replays what one stage did on the code of another. In the product both have the name of the workflow. */
async function replay(began: Stage, goesOn: Stage): Promise<void> {
  const history = historyFromJSON(JSON.parse(histories.get(began) ?? '') as unknown);
  const type = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType;
  type!.name = goesOn;
  await Worker.runReplayHistory({ workflowBundle: bundle }, history);
}

test.each<[Stage, Stage]>([
  ['before', 'patched'],
  ['patched', 'patched'],
  ['patched', 'deprecated'],
  ['deprecated', 'deprecated'],
  ['deprecated', 'removed'],
])('an order that began %s goes on %s', async (began, goesOn) => {
  await replay(began, goesOn);
});

test.each<[Stage, Stage]>([
  ['deprecated', 'patched'],
  ['removed', 'deprecated'],
])('going back, an order that began %s goes on %s', async (began, goesOn) => {
  await replay(began, goesOn);
});

test.each<[Stage, Stage]>([
  ['before', 'removed'],
  ['before', 'deprecated'],
  ['patched', 'removed'],
])('an order that began %s does not go on %s: a stage was left out', async (began, goesOn) => {
  const failure = await replay(began, goesOn).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(DeterminismViolationError);
  expect(String(failure)).toContain('Nondeterminism error');
});
