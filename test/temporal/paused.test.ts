/** A workflow that an operator has paused is alive: nobody starts another one, calls it lost, or waits for it without end. */
import { randomUUID } from 'node:crypto';
import { workflowIdOf, type WorkflowId } from '../../src/domain/workflow-ids.ts';
import { reconcileWorkflows } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { eventually } from '../support/eventually.ts';
import { LIVE_NAMESPACE, LiveTestSystem } from '../support/live-test-system.ts';
import { openAccount, payOffline, readOrder } from '../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

const callOf = (workflowId: string) => ({
  namespace: LIVE_NAMESPACE,
  workflowId,
  identity: 'an operator',
  reason: 'looks closer',
  requestId: randomUUID(),
});
const pause = (workflowId: WorkflowId) =>
  testSystem.client.workflowService.pauseWorkflowExecution(callOf(workflowId));
const unpause = (workflowId: WorkflowId) =>
  testSystem.client.workflowService.unpauseWorkflowExecution(callOf(workflowId));
const described = (workflowId: WorkflowId) => testSystem.client.workflow.getHandle(workflowId).describe();
const count = async (workflowId: WorkflowId, status: string): Promise<number> =>
  (await testSystem.client.workflow.count(`WorkflowId = '${workflowId}' AND ExecutionStatus = '${status}'`))
    .count;

test('reconciliation and messages leave a paused order as it is, and it goes on when it is unpaused', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const workflowId = workflowIdOf('order', order._id);
  const { runId } = await described(workflowId);
  await pause(workflowId);
  await eventually(
    () => count(workflowId, 'Paused'),
    (found) => found === 1,
  );
  const { workflowStarter } = testSystem.services.gateway;
  const { client, fixture } = testSystem;
  const { counts, seen } = await reconcileWorkflows(
    { client, database: fixture.database, workflowStarter },
    { signalAll: true },
  );
  expect([counts, seen]).toMatchObject([{ started: 0, signalled: 0, ended: 0, failed: 0 }, []]);
  expect(await workflowStarter.startIfLost(workflowId)).toBe(false);
  await payOffline(testSystem.fixture, order);
  await testSystem.relay(order);
  expect(await described(workflowId)).toMatchObject({ runId, status: { name: 'PAUSED' } });
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ state: 'awaiting_payment' });

  await unpause(workflowId);
  await testSystem.until(order, 'active');
  expect((await described(workflowId)).runId).toBe(runId);
});

test('a command on a paused order is refused at once, with what is to be done', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  await pause(workflowIdOf('order', order._id));
  await expect(testSystem.command(order, 'hold')).rejects.toMatchObject({ key: 'workflow_paused' });
  await unpause(workflowIdOf('order', order._id));
  await testSystem.command(order, 'hold');
  expect(await readOrder(testSystem.fixture, order)).toMatchObject({ held: true });
});

test("a sandbox's clock does not wait for a paused workflow: it is refused at once", async () => {
  const account = await openAccount(testSystem.fixture, { sandboxNow: '2027-03-01T09:00:00.000Z' });
  const order = await testSystem.orderThatIs('confirmed', account);
  await pause(workflowIdOf('order', order._id));
  const target = '2027-04-01T00:00:00.000Z';
  await expect(testSystem.advanceTo(account, target)).rejects.toMatchObject({ key: 'workflow_paused' });
  await unpause(workflowIdOf('order', order._id));
});

test('workflows are started with their place among the others', async () => {
  const order = await testSystem.orderThatIs('placed', await openAccount(testSystem.fixture));
  expect((await described(workflowIdOf('order', order._id))).priority).toMatchObject({
    priorityKey: 2,
    fairnessKey: 'asia',
  });
});
