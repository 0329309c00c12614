/** The order of notices about one subject follows from what is stored: it survives lost workflows, restarts and races. */
import { hold } from '../../src/application/notices/delivery-order.ts';
import { recordAttempt } from '../../src/application/notices/record-attempt.ts';
import { retryDeliveries } from '../../src/application/notices/retry-deliveries.ts';
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { newId } from '../../src/infra/ids.ts';
import type { DeliveryDocument } from '../../src/storage/collections/deliveries.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { registerBusinessPlatform } from '../support/notices.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';

let testSystem: LiveTestSystem;
let receiver: PlatformReceiver;
beforeAll(async () => {
  receiver = await PlatformReceiver.start();
  testSystem = await LiveTestSystem.open();
  await registerBusinessPlatform(testSystem.fixture, receiver);
});
afterAll(async () => {
  await testSystem.close();
  await receiver.close();
});
beforeEach(() => {
  receiver.behave = () => 204;
});

const handleOf = ({ _id }: DeliveryDocument) =>
  testSystem.client.workflow.getHandle(workflowIdOf('notice', _id));
const read = ({ _id }: DeliveryDocument) =>
  testSystem.fixture.database.models.deliveries.findById(_id).orFail().lean();
const until = (delivery: DeliveryDocument, isSo: (seen: DeliveryDocument) => boolean) =>
  eventually(() => read(delivery), isSo);

/** Stores notices of a new account about one subject, an instant apart. Returns their deliveries, oldest first. */
async function stored(count: number): Promise<DeliveryDocument[]> {
  const { _id: accountId, sandbox } = await openAccount(testSystem.fixture);
  await runTransaction(testSystem.fixture, TESTER, async (unit) => {
    const at = await unit.accountNow(accountId);
    for (let n = 0; n < count; n += 1) {
      const about = { accountId, sandbox, at: plusMs(at, n - count), payload: { resource: 'inspection' } };
      unit.notify({ kind: 'pool.low', cause: newId('cmd'), ...about });
    }
  });
  const { deliveries } = testSystem.fixture.database.models;
  return deliveries.find({ accountId, platform: 'business' }).sort({ at: 1 }).lean();
}

test('a held notice is sent after the earlier one although its workflow was lost and the worker restarted', async () => {
  receiver.behave = () => 503;
  const [first, second] = (await stored(2)) as [DeliveryDocument, DeliveryDocument];
  await testSystem.relay(first);
  await until(first, ({ attempts }) => attempts === 1);
  await until(second, ({ heldBehind }) => heldBehind === first._id);
  const details = await eventually(
    async () => {
      const metadata = await handleOf(second).query<{ currentDetails: string }>(
        '__temporal_workflow_metadata',
      );
      return metadata.currentDetails;
    },
    (text) => text.includes('the earlier delivery'),
  );
  expect(details).toContain(`| Waits for | the earlier delivery ${first._id} about the same subject |`);
  await testSystem.stopWorker();
  await handleOf(second).terminate('lost');
  receiver.behave = () => 204;
  await testSystem.startWorker();
  await retryDeliveries(testSystem.fixture, {
    type: 'deliveries.retry',
    platform: 'business',
    sandbox: false,
    after: '',
  });
  await testSystem.relay(first);
  await until(first, ({ state }) => state === 'delivered');
  await testSystem.relay(first);
  expect(await until(second, ({ state }) => state === 'delivered')).toMatchObject({ attempts: 1 });
  expect(receiver.about(first.accountId).map(({ id }) => id)).toEqual([first._id, first._id, second._id]);
});

test('many notices about one subject arrive one after the other, however they are started', async () => {
  const all = await stored(12);
  await testSystem.relay(all[0]!);
  for (const delivery of all) {
    await eventually(
      async () => {
        await testSystem.relay(delivery);
        return read(delivery);
      },
      ({ state }) => state === 'delivered',
    );
  }
  expect(receiver.about(all[0]!.accountId).map(({ id }) => id)).toEqual(all.map(({ _id }) => _id));
});

test('an end and a hold at the same time never leave a delivery held behind one that is over', async () => {
  const held: (string | null | undefined)[] = [];
  for (let round = 0; round < 25; round += 1) {
    const [first, second] = (await stored(2)) as [DeliveryDocument, DeliveryDocument];
    const attempt = { attempt: 1, outcome: { result: 'accepted', status: 204 } } as const;
    await Promise.all([
      recordAttempt(testSystem.fixture, { deliveryId: first._id, ...attempt }),
      recordAttempt(testSystem.fixture, { deliveryId: second._id, attempt: 1, outcome: { result: 'held' } }),
    ]);
    const after = await read(second);
    held.push(after.heldBehind);
    expect(after.nextAttemptAt! <= testSystem.fixture.serverNow()).toBe(true);
  }
  expect(held).toEqual(Array<null>(25).fill(null));
});

test('a delivery is held for an hour longer than its own three days at most, whatever the earlier one does', async () => {
  const [first, second] = (await stored(2)) as [DeliveryDocument, DeliveryDocument];
  const { fixture } = testSystem;
  await runTransaction(fixture, TESTER, (unit) => hold(unit, second, fixture.serverNow()));
  const heldFor = await read(second);
  expect(heldFor).toMatchObject({ heldBehind: first._id, nextAttemptAt: plusMs(second.givesUpAt!, HOUR_MS) });
  // Its time is over, and the earlier one was sent again and is still pending.
  const past = plusMs(fixture.serverNow(), -2 * HOUR_MS);
  await fixture.database.models.deliveries.updateOne(
    { _id: second._id },
    { $set: { givesUpAt: past, nextAttemptAt: plusMs(past, HOUR_MS) } },
  );
  const late = plusMs(fixture.serverNow(), HOUR_MS);
  await fixture.database.models.deliveries.updateOne({ _id: first._id }, { $set: { nextAttemptAt: late } });
  await testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('notice', second._id));
  expect(await read(second)).toMatchObject({ state: 'delivered', heldBehind: null });
  expect(await read(first)).toMatchObject({ state: 'pending' });
});
