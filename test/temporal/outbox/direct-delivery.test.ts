/** Hints that a process carries itself, right after the commit that left them. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { workflowIdOf } from '../../../src/domain/workflow-ids.ts';
import { SYSTEM } from '../../../src/storage/actor.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { lazyClient } from '../../../src/temporal/connect.ts';
import { DirectDelivery } from '../../../src/temporal/outbox/direct-delivery.ts';
import { WorkflowStarter } from '../../../src/temporal/workflow-starter.ts';
import { eventually } from '../../support/eventually.ts';
import { LiveTestSystem } from '../../support/live-test-system.ts';
import { openAccount, orderOf, payOffline } from '../../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
const carriers: DirectDelivery[] = [];
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterEach(async () => {
  await Promise.all(carriers.splice(0).map((carrier) => carrier.stop()));
});
afterAll(() => testSystem.close());

const outboxOf = ({ accountId }: OrderDocument) =>
  testSystem.fixture.database.models.outbox.find({ accountId }).sort({ _id: 1 }).lean();

function carrying(client = testSystem.client): DirectDelivery {
  const { database } = testSystem.fixture;
  const workflowStarter = new WorkflowStarter({ client, database, taskQueue: testSystem.taskQueue });
  const carrier = new DirectDelivery({ database, client, workflowStarter });
  carriers.push(carrier);
  carrier.start();
  return carrier;
}

test('a payment reaches its order without any relay, and leaves no message behind', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  carrying();
  await payOffline(testSystem.fixture, order);
  expect(await testSystem.until(order, 'active')).toMatchObject({ held: false });
  expect(
    await eventually(
      () => outboxOf(order),
      (rows) => rows.length === 0,
    ),
  ).toEqual([]);
});

test('what Temporal does not hear of is given to the relay, which carries it', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const nobody = lazyClient({ address: `127.0.0.1:${port}`, namespace: 'default' });
  carrying(nobody);
  await payOffline(testSystem.fixture, order);
  const [row] = await eventually(
    () => outboxOf(order),
    (rows) => rows.every(({ leasedBy }) => leasedBy === null),
  );
  expect(row).toMatchObject({ message: { type: 'workflow.signal' }, visibleAtMs: 0, attempts: 0 });
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  await nobody.connection.close();
});

test('a message of a process that died after its commit comes to the relay when its lease is over', async () => {
  const order = await testSystem.orderThatIs('confirmed', await openAccount(testSystem.fixture));
  const carrier = carrying();
  carrier.deliver = () => undefined;
  await payOffline(testSystem.fixture, order);
  const [row] = await outboxOf(order);
  expect(row).toMatchObject({ leasedBy: carrier.name });
  expect(row!.visibleAtMs).toBeLessThanOrEqual(Date.now() + carrier.leaseMs);
  await testSystem.relay(order);
  await testSystem.until(order, 'active');
  expect(await outboxOf(order)).toEqual([]);
});

test('neither what a sandbox waits for, nor what is no hint, nor what comes to a full carrier is carried by it', async () => {
  const { database } = testSystem.fixture;
  const sandbox = await openAccount(testSystem.fixture, { sandboxNow: '2026-01-10T09:00:00.000Z' });
  const account = await openAccount(testSystem.fixture);
  const order = await orderOf(testSystem.fixture, account);
  const carrier = carrying();
  const workflowId = workflowIdOf('order', order._id);
  await runTransaction(testSystem.fixture, SYSTEM, (unit) => {
    unit.publish(sandbox._id, { type: 'workflow.signal', workflowId, reason: 'a test' });
    unit.publish(account._id, { type: 'payment.apply', eventId: 'none' });
    return Promise.resolve();
  });
  carrier.hasRoom = () => false;
  await runTransaction(testSystem.fixture, SYSTEM, (unit) => {
    unit.publish(account._id, { type: 'workflow.signal', workflowId, reason: 'a test' });
    return Promise.resolve();
  });
  const rows = await database.models.outbox
    .find({ accountId: { $in: [sandbox._id, account._id] }, 'message.type': { $ne: 'workflow.start' } })
    .lean();
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toMatchObject({ leasedBy: null, visibleAtMs: 0 });
  await database.models.outbox.deleteMany({});
});

test('an order that gets no command is started all the same, after the moment in which its first command often comes', async () => {
  const order = await orderOf(testSystem.fixture, await openAccount(testSystem.fixture));
  const [row] = await outboxOf(order);
  expect(row).toMatchObject({ message: { type: 'workflow.start' }, leasedBy: null });
  expect(row!.visibleAtMs - Date.now()).toBeLessThanOrEqual(1_000);
  testSystem.services.relay.start();
  const runId = await eventually(
    async () =>
      (await testSystem.fixture.database.models.orders.findById(order._id).orFail().lean()).workflowRunId,
    (noted) => noted !== null,
  );
  await testSystem.services.relay.stop();
  expect((await testSystem.handle(order).describe()).runId).toBe(runId);
});
