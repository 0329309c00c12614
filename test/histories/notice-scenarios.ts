/** Scenarios of notices to a platform: delivered, retried, given up, and left in the inbox without an endpoint. */
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import type { DeliveryDocument } from '../../src/storage/collections/deliveries.ts';
import { eventually } from '../support/eventually.ts';
import { notifyBusiness, registerBusinessPlatform } from '../support/notices.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { recordedOf, type RecorderTestSystem } from './recorder-test-system.ts';
import { SANDBOX_NOW, type Scenario } from './scenarios.ts';

/** Does `work` while the business platform has an endpoint; in other scenarios notices stay in the inbox. */
async function listening<T>(
  { testSystem }: RecorderTestSystem,
  work: (receiver: PlatformReceiver) => Promise<T>,
): Promise<T> {
  const receiver = await PlatformReceiver.start();
  await registerBusinessPlatform(testSystem.fixture, receiver);
  try {
    return await work(receiver);
  } finally {
    await testSystem.fixture.database.models.platforms.deleteMany({});
    await receiver.close();
  }
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
      const delivery = await notifyBusiness(at.testSystem);
      await endOf(at, delivery);
      return [await record(at, 'notice-delivered', delivery)];
    }),

  'notice-in-real-time': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 500;
      const delivery = await notifyBusiness(at.testSystem);
      await attempted(at, delivery, 1);
      return [await record(at, 'notice-waiting-for-retry', delivery)];
    }),

  'notice-in-a-sandbox': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = (_webhook, n) => (n < 3 ? 500 : 204);
      const delivery = await notifyBusiness(at.testSystem, SANDBOX_NOW);
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-delivered-after-retries', delivery)];
    }),

  'notice-given-up': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 503;
      const delivery = await notifyBusiness(at.testSystem, SANDBOX_NOW);
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, 4 * DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-given-up', delivery)];
    }),

  'notice-endpoint-removed': (at) =>
    listening(at, async (receiver) => {
      receiver.behave = () => 500;
      const delivery = await notifyBusiness(at.testSystem, SANDBOX_NOW);
      await at.testSystem.fixture.database.models.platforms.deleteMany({});
      await at.testSystem.advanceTo({ _id: delivery.accountId }, plusMs(SANDBOX_NOW, DAY_MS));
      await endOf(at, delivery);
      return [await record(at, 'notice-endpoint-removed', delivery)];
    }),
};
