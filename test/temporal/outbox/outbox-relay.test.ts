/** What a transaction leaves in the outbox reaches its receiver: at least once, in order, whatever becomes of a relay. */
import { workflowIdOf } from '../../../src/domain/workflow-ids.ts';
import type { OutboxMessage } from '../../../src/storage/collections/outbox.ts';
import { resolveTask } from '../../../src/application/tasks/resolve-task.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { createLogger } from '../../../src/infra/logging.ts';
import { lazyClient } from '../../../src/temporal/connect.ts';
import { WorkflowStarter } from '../../../src/temporal/workflow-starter.ts';
import type { DeliveryOptions } from '../../../src/temporal/outbox/message-delivery.ts';
import { OutboxRelay } from '../../../src/temporal/outbox/outbox-relay.ts';
import { eventually } from '../../support/eventually.ts';
import { LiveTestSystem } from '../../support/live-test-system.ts';
import { openAccount, orderOf, readOrder, TESTER } from '../../support/order-fixtures.ts';

let testSystem: LiveTestSystem;
const relays: OutboxRelay[] = [];
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await testSystem.fixture.database.models.outbox.deleteMany({});
  await testSystem.fixture.database.models.tasks.deleteMany({});
});
afterAll(() => testSystem.close());

type Deliver = (message: OutboxMessage) => Promise<void>;

/** A relay whose messages come here instead of to the orders. */
function relayTo(deliver: Deliver): OutboxRelay {
  const { client, fixture, taskQueue } = testSystem;
  const workflowStarter = new WorkflowStarter({ client, database: fixture.database, taskQueue });
  workflowStarter.startNew = (workflowId) => deliver({ type: 'workflow.start', workflowId });
  workflowStarter.notifyChanged = (workflowId, reason) =>
    deliver({ type: 'workflow.signal', workflowId, reason });
  return relayWith(workflowStarter, {
    applyPaymentEvent: (eventId) => deliver({ type: 'payment.apply', eventId }),
    payRefund: (refundId) => deliver({ type: 'refund.pay', refundId }),
    retryDeliveries: deliver,
  });
}

function relayWith(
  workflowStarter: WorkflowStarter,
  work: Pick<DeliveryOptions, 'applyPaymentEvent' | 'payRefund' | 'retryDeliveries'> = {
    applyPaymentEvent: () => Promise.resolve(),
    payRefund: () => Promise.resolve(),
    retryDeliveries: () => Promise.resolve(),
  },
): OutboxRelay {
  const logger = createLogger({ logLevel: 'silent' }, 'test');
  const relay = new OutboxRelay({ ...testSystem.fixture, workflowStarter, ...work, logger });
  relays.push(relay);
  return relay;
}

function started(relay: OutboxRelay): OutboxRelay {
  relay.start();
  return relay;
}

const leave = (...messages: OutboxMessage[]): Promise<void> => leaveFor('acc_relayed', ...messages);

async function leaveFor(accountId: string, ...messages: OutboxMessage[]): Promise<void> {
  await runTransaction(testSystem.fixture, TESTER, (unit) => {
    for (const message of messages) unit.publish(accountId, message);
    return Promise.resolve();
  });
}

const rowsLeft = () => testSystem.fixture.database.models.outbox.find({ accountId: 'acc_relayed' }).lean();
const untilEmpty = () => eventually(rowsLeft, (rows) => rows.length === 0);

const start = (orderId: string): OutboxMessage => ({
  type: 'workflow.start',
  workflowId: workflowIdOf('order', orderId),
});
const notifyChanged = (orderId: string, reason: string): OutboxMessage => ({
  type: 'workflow.signal',
  workflowId: workflowIdOf('order', orderId),
  reason,
});
const apply = (eventId: string): OutboxMessage => ({ type: 'payment.apply', eventId });

test('every message reaches its receiver, those for one order in their order, repeated signals as one', async () => {
  const delivered: OutboxMessage[] = [];
  started(
    relayTo((message) => {
      delivered.push(message);
      return Promise.resolve();
    }),
  );
  await leave(
    start('a'),
    notifyChanged('a', 'first'),
    start('b'),
    notifyChanged('a', 'last'),
    apply('e1'),
    apply('e2'),
  );
  await untilEmpty();
  const receivedBy = (orderId: string) =>
    delivered.filter(
      (message) => 'workflowId' in message && message.workflowId === workflowIdOf('order', orderId),
    );
  expect(receivedBy('a')).toEqual([start('a'), notifyChanged('a', 'last')]);
  expect(receivedBy('b')).toEqual([start('b')]);
  expect(delivered).toEqual(expect.arrayContaining([apply('e1'), apply('e2')]));
});

test('a message that cannot be delivered is tried again, holds back what follows for its order, and no other', async () => {
  const delivered: OutboxMessage[] = [];
  let failures = 0;
  started(
    relayTo((message) => {
      if (
        message.type === 'workflow.start' &&
        message.workflowId === workflowIdOf('order', 'a') &&
        failures < 2
      ) {
        failures += 1;
        return Promise.reject(new Error('14 UNAVAILABLE'));
      }
      delivered.push(message);
      return Promise.resolve();
    }),
  );
  await leave(start('a'), notifyChanged('a', 'paid'), start('b'));
  // The other order's message is gone when it was delivered, and the failed ones are given back.
  const failed = await eventually(
    rowsLeft,
    (rows) => rows.length === 2 && rows.some(({ attempts }) => attempts > 0),
  );
  expect(failed.map(({ message, lastError }) => [message.type, lastError])).toEqual([
    ['workflow.start', '14 UNAVAILABLE'],
    ['workflow.signal', null],
  ]);
  expect(delivered).toEqual([start('b')]);
  await untilEmpty();
  expect(delivered).toEqual([start('b'), start('a'), notifyChanged('a', 'paid')]);
});

test('two relays share the work: each message is delivered by one of them', async () => {
  const delivered: string[] = [];
  const deliver: Deliver = (message) => {
    if ('workflowId' in message) delivered.push(message.workflowId);
    return Promise.resolve();
  };
  const orders = Array.from({ length: 50 }, (_, index) => `order ${index}`);
  await leave(...orders.map(start));
  started(relayTo(deliver));
  started(relayTo(deliver));
  await untilEmpty();
  expect([...delivered].sort()).toEqual([...orders.map((id) => workflowIdOf('order', id))].sort());
});

test('a relay that dies leaves its messages leased; when the lease is over another delivers them, and not before', async () => {
  const delivered: OutboxMessage[] = [];
  const { outbox } = testSystem.fixture.database.models;
  await leave(start('a'), start('b'));
  const lease = { leasedBy: 'a relay that died' };
  await outbox.updateMany({}, { $set: { ...lease, visibleAtMs: Date.now() + 3_600_000 } });
  await outbox.updateOne({ 'message.workflowId': 'order:b' }, { $set: { visibleAtMs: Date.now() - 1 } });
  started(
    relayTo((message) => {
      delivered.push(message);
      return Promise.resolve();
    }),
  );
  await eventually(rowsLeft, (rows) => rows.length === 1);
  expect(delivered).toEqual([start('b')]);
  expect(await rowsLeft()).toMatchObject([{ message: start('a'), ...lease }]);
});

test('a message whose delivery could not be crossed out is delivered again', async () => {
  const delivered: OutboxMessage[] = [];
  const relay = relayTo((message) => {
    delivered.push(message);
    return delivered.length === 1
      ? Promise.reject(new Error('away before it could say so'))
      : Promise.resolve();
  });
  await leave(start('a'));
  await relay.drain('acc_relayed');
  expect(delivered).toEqual([start('a'), start('a')]);
  expect(await rowsLeft()).toEqual([]);
});

test('draining an account waits for what follows from its messages too', async () => {
  const delivered: string[] = [];
  const relay = relayTo(async (message) => {
    if (message.type === 'payment.apply') await leave(notifyChanged('a', 'paid'));
    delivered.push(message.type);
  });
  await leave(apply('e1'));
  await relay.drain('acc_relayed');
  expect(delivered).toEqual(['payment.apply', 'workflow.signal']);
  expect(await rowsLeft()).toEqual([]);
});

test('a message that always fails is given up: others of its account, other accounts, a drain and a start go on, and one task opens', async () => {
  const { fixture } = testSystem;
  const { outbox, tasks, audit } = fixture.database.models;
  const account = await openAccount(fixture);
  const bad = workflowIdOf('order', 'ord_bad');
  const delivered: OutboxMessage[] = [];
  let isMended = false;
  const relay = started(
    relayTo((message) => {
      if ('workflowId' in message && message.workflowId === bad && !isMended) {
        return Promise.reject(new TypeError('broken for good'));
      }
      delivered.push(message);
      return Promise.resolve();
    }),
  );
  await leaveFor(
    account._id,
    notifyChanged('ord_bad', 'first'),
    notifyChanged('ord_good', 'paid'),
    apply('e1'),
    start('ord_good'),
  );
  await leaveFor('acc_other', notifyChanged('ord_other', 'paid'));
  await leaveFor(account._id, notifyChanged('ord_bad', 'again'));
  // Resolves although one of the account's messages fails for good.
  await relay.drain(account._id);
  const [task, ...others] = await eventually(
    () => tasks.find({ accountId: account._id, kind: 'message.undeliverable' }).lean(),
    (open) => open.length > 0,
  );
  expect(others).toEqual([]);
  expect(delivered).toHaveLength(4);
  expect(delivered).toEqual(
    expect.arrayContaining([
      notifyChanged('ord_good', 'paid'),
      apply('e1'),
      start('ord_good'),
      notifyChanged('ord_other', 'paid'),
    ]),
  );
  expect(task).toMatchObject({
    role: 'operator',
    state: 'open',
    facts: { message: 'workflow.signal', subject: bad, attempts: 5, lastError: 'broken for good' },
  });
  expect(await outbox.find({ accountId: account._id }).lean()).toMatchObject([
    { lastError: 'broken for good', leasedBy: null, givenUpAt: expect.any(String) as string },
  ]);
  expect(await audit.countDocuments({ accountId: account._id, type: 'message.given_up' })).toBe(1);

  // The operator repairs the cause and resolves the task: the message is sent again.
  isMended = true;
  await runTransaction(fixture, TESTER, (unit) => resolveTask(unit, task!, 'repaired'));
  await eventually(
    () => outbox.find({ accountId: account._id }).lean(),
    (rows) => rows.length === 0,
  );
  expect(delivered.at(-1)).toMatchObject({ type: 'workflow.signal', workflowId: bad });
});

test('what says the same as a message that was given up is not tried for itself, and opens no other task', async () => {
  const { fixture } = testSystem;
  const { outbox, tasks } = fixture.database.models;
  const account = await openAccount(fixture);
  const relay = started(relayTo(() => Promise.reject(new TypeError('broken for good'))));
  for (const because of ['first', 'second']) {
    await leaveFor(account._id, notifyChanged('ord_bad', because));
    await relay.drain(account._id);
    await eventually(
      () => outbox.find({ accountId: account._id }).lean(),
      (rows) => rows.length === 1 && rows[0]?.givenUpAt !== null,
    );
  }
  expect(await tasks.countDocuments({ accountId: account._id })).toBe(1);
});

test('a thousand signals for one order are delivered as one', async () => {
  const delivered: OutboxMessage[] = [];
  const relay = relayTo((message) => {
    delivered.push(message);
    return Promise.resolve();
  });
  await leave(...Array.from({ length: 1_000 }, (_, index) => notifyChanged('a', `because ${index}`)));
  await relay.drain('acc_relayed');
  expect(delivered).toHaveLength(1);
  expect(await rowsLeft()).toEqual([]);
});

test('an order is placed while Temporal is away, and started when it is back', async () => {
  const { fixture, taskQueue } = testSystem;
  const nobody = lazyClient({ address: '127.0.0.1:1', namespace: 'default' });
  const away = new WorkflowStarter({ client: nobody, database: fixture.database, taskQueue });
  away.start = (workflowId) =>
    nobody.withDeadline(Date.now() + 200, () => WorkflowStarter.prototype.start.call(away, workflowId));
  const order = await orderOf(fixture, await openAccount(fixture));
  const cutOff = started(relayWith(away));
  await eventually(
    () => fixture.database.models.outbox.find({ accountId: order.accountId }).lean(),
    (rows) => rows.some(({ attempts }) => attempts > 0),
  );
  expect(await readOrder(fixture, order)).toMatchObject({ state: 'awaiting_confirmation' });
  await cutOff.stop();

  started(relayWith(testSystem.services.gateway.workflowStarter));
  await eventually(
    () => readOrder(fixture, order),
    ({ workflowRunId }) => workflowRunId !== null,
  );
  await testSystem.command(order, 'confirm');
  await nobody.connection.close();
});
