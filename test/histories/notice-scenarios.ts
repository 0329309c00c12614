/** Scenarios of notices to a platform: delivered, retried, given up, and left in the inbox without an endpoint. */
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { rotate } from '../../src/application/notices/platform-secrets.ts';
import type { DeliveryDocument } from '../../src/storage/collections/deliveries.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { TEST_WEBHOOKS } from '../support/webhooks.ts';
import { recordedOf, type RecorderTestSystem } from './recorder-test-system.ts';
import { SANDBOX_NOW, type Scenario } from './scenarios.ts';

/** Does `work` while the business platform has an endpoint; in other scenarios notices stay in the inbox. */
async function listening<T>(
  { testSystem }: RecorderTestSystem,
  work: (receiver: PlatformReceiver) => Promise<T>,
): Promise<T> {
  const receiver = await PlatformReceiver.start();
  const { platforms } = testSystem.fixture.database.models;
  const now = testSystem.fixture.serverNow();
  const encryptor = TEST_WEBHOOKS.encryptor;
  if (encryptor === undefined) throw new Error('secrets cannot be encrypted here');
  const { secret, secrets } = rotate('business', [], encryptor, now);
  receiver.secrets = [secret];
  const url = receiver.url();
  await platforms.insertMany([
    { _id: 'business', url, sandboxUrl: url, enabled: true, secrets, updatedAt: now },
  ]);
  try {
    return await work(receiver);
  } finally {
    await platforms.deleteMany({});
    await receiver.close();
  }
}

/** Creates a notice of a new account. Returns the delivery to the business platform, whose workflow is started. */
async function notified({ testSystem }: RecorderTestSystem, sandboxNow?: Instant): Promise<DeliveryDocument> {
  const account = await openAccount(testSystem.fixture, sandboxNow === undefined ? {} : { sandboxNow });
  const { _id: accountId, sandbox } = account;
  await runTransaction(testSystem.fixture, TESTER, async (unit) => {
    const at = await unit.accountNow(accountId);
    unit.notify({ kind: 'pool.low', cause: newId('cmd'), accountId, sandbox, at, payload: { available: 5 } });
  });
  await testSystem.relay({ accountId });
  const { deliveries } = testSystem.fixture.database.models;
  return deliveries.findOne({ accountId, platform: 'business' }).orFail().lean();
}

/** Resolves when this many attempts were booked. */
async function attempted(
  { testSystem }: RecorderTestSystem,
  { _id }: DeliveryDocument,
  times: number,
): Promise<void> {
  await eventually(
    () => testSystem.fixture.database.models.deliveries.findById(_id).orFail().lean(),
    ({ attempts }) => attempts >= times,
  );
  await testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('notice', _id));
}

const endOf = ({ testSystem }: RecorderTestSystem, { _id }: DeliveryDocument): Promise<unknown> =>
  testSystem.client.workflow.getHandle(workflowIdOf('notice', _id)).result();
const record = (at: RecorderTestSystem, name: string, { _id }: DeliveryDocument) =>
  recordedOf(at, name, workflowIdOf('notice', _id));

export const NOTICE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'notice-delivered': (at) =>
    listening(at, async () => {
      const delivery = await notified(at);
      await endOf(at, delivery);
      return [await record(at, 'notice-delivered', delivery)];
    }),

  'notice-in-real-time': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 500;
      const delivery = await notified(at);
      await attempted(at, delivery, 1);
      return [await record(at, 'notice-waiting-for-retry', delivery)];
    }),

  'notice-in-a-sandbox': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = (_webhook, n) => (n < 3 ? 500 : 204);
      const delivery = await notified(at, SANDBOX_NOW);
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-delivered-after-retries', delivery)];
    }),

  'notice-given-up': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 503;
      const delivery = await notified(at, SANDBOX_NOW);
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, 4 * DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-given-up', delivery)];
    }),

  'notice-endpoint-removed': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 500;
      const delivery = await notified(at, SANDBOX_NOW);
      await at.testSystem.fixture.database.models.platforms.deleteMany({});
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-endpoint-removed', delivery)];
    }),
};
