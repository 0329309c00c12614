/** A workflow that an operator has paused is alive: nobody starts another one, calls it lost, or waits for it without end. */
import { randomUUID } from 'node:crypto';
import { ownerOf, type Owner } from '../../src/domain/workflow-ids.ts';
import { reconcileKeepers } from '../../src/temporal/reconciliation/reconcile-workflows.ts';
import { eventually } from '../support/eventually.ts';
import { LIVE_NAMESPACE, LiveWorld } from '../support/live-world.ts';
import { openAccount, payOffline, readOrder } from '../support/order-fixtures.ts';

let world: LiveWorld;
beforeAll(async () => {
  world = await LiveWorld.open();
});
afterAll(() => world.close());

const callOf = (workflowId: string) => ({
  namespace: LIVE_NAMESPACE,
  workflowId,
  identity: 'an operator',
  reason: 'looks closer',
  requestId: randomUUID(),
});
const pause = (owner: Owner) => world.client.workflowService.pauseWorkflowExecution(callOf(owner));
const unpause = (owner: Owner) => world.client.workflowService.unpauseWorkflowExecution(callOf(owner));
const described = (owner: Owner) => world.client.workflow.getHandle(owner).describe();
const count = async (owner: Owner, status: string): Promise<number> =>
  (await world.client.workflow.count(`WorkflowId = '${owner}' AND ExecutionStatus = '${status}'`)).count;

test('housekeeping and messages leave a paused order as it is, and it goes on when it is unpaused', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  const owner = ownerOf('order', order._id);
  const { runId } = await described(owner);
  await pause(owner);
  await eventually(
    () => count(owner, 'Paused'),
    (found) => found === 1,
  );
  const { keepers } = world.services.gateway;
  const { client, shop } = world;
  const { counts, seen } = await reconcileKeepers(
    { client, database: shop.database, keepers },
    { tellAll: true },
  );
  expect([counts, seen]).toMatchObject([{ started: 0, told: 0, ended: 0, failed: 0 }, []]);
  expect(await keepers.startIfLost(owner)).toBe(false);
  await payOffline(world.shop, order);
  await world.relay(order);
  expect(await described(owner)).toMatchObject({ runId, status: { name: 'PAUSED' } });
  expect(await readOrder(world.shop, order)).toMatchObject({ state: 'awaiting_payment' });

  await unpause(owner);
  await world.until(order, 'active');
  expect((await described(owner)).runId).toBe(runId);
});

test('a command on a paused order is refused at once, with what is to be done', async () => {
  const order = await world.orderThatIs('confirmed', await openAccount(world.shop));
  await pause(ownerOf('order', order._id));
  await expect(world.command(order, 'hold')).rejects.toMatchObject({ refusal: 'workflow_paused' });
  await unpause(ownerOf('order', order._id));
  await world.command(order, 'hold');
  expect(await readOrder(world.shop, order)).toMatchObject({ held: true });
});

test("a sandbox's clock does not wait for a paused workflow: it is refused at once", async () => {
  const account = await openAccount(world.shop, { sandboxNow: '2027-03-01T09:00:00.000Z' });
  const order = await world.orderThatIs('confirmed', account);
  await pause(ownerOf('order', order._id));
  const target = '2027-04-01T00:00:00.000Z';
  await expect(world.advanceTo(account, target)).rejects.toMatchObject({ refusal: 'workflow_paused' });
  await unpause(ownerOf('order', order._id));
});

test('workflows are started with their place among the others', async () => {
  const order = await world.orderThatIs('placed', await openAccount(world.shop));
  expect((await described(ownerOf('order', order._id))).priority).toMatchObject({
    priorityKey: 2,
    fairnessKey: 'asia',
  });
});
