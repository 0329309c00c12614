/** A platform that stays away from a customer in real time: tried again by timers, for three days, and then never. */
import { epochMsOf, type Instant } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { notifyBusiness, registerBusinessPlatform } from '../support/notices.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

/** Between one attempt and the next, but before the last, which is made when the three days are over. */
const PAUSES_MINUTES = [1, 2, 4, 8, 16, 32, 64, 128, 256, ...Array<number>(10).fill(360)];
const ROUND_MINUTES = 3 * 24 * 60;

let testSystem: SkippingTestSystem;
let receiver: PlatformReceiver;
beforeAll(async () => {
  receiver = await PlatformReceiver.start();
  testSystem = await SkippingTestSystem.open();
  await registerBusinessPlatform(testSystem.fixture, receiver);
});
afterAll(async () => {
  await testSystem.close();
  await receiver.close();
});

test('the attempts of three days are made at their times, and the failure is left for an operator', async () => {
  receiver.behave = () => 503;
  const calls: Instant[] = [];
  testSystem.disturbance = (activity, run) => {
    if (activity === 'callEndpoint') calls.push(testSystem.now());
    return run();
  };
  const begun = await notifyBusiness(testSystem);
  const { accountId } = begun;
  const { deliveries, tasks, deadlines } = testSystem.fixture.database.models;
  await testSystem.client.workflow.getHandle(workflowIdOf('notice', begun._id)).result();

  expect(await deliveries.findById(begun._id).lean()).toMatchObject({
    state: 'failed',
    attempts: PAUSES_MINUTES.length + 2,
    lastError: 'answered 503',
  });
  const minutesBetween = (from: Instant, to: Instant) =>
    Math.round((epochMsOf(to) - epochMsOf(from)) / 60_000);
  const pauses = calls.slice(1, -1).map((at, n) => minutesBetween(calls[n]!, at));
  expect(pauses).toEqual(PAUSES_MINUTES);
  expect(minutesBetween(begun.at, calls.at(-1)!)).toBe(ROUND_MINUTES);
  const heard = receiver.about(accountId);
  expect(heard).toHaveLength(calls.length);
  expect(heard.every(({ id, verifiedBy }) => id === begun._id && verifiedBy.length === 1)).toBe(true);
  expect(await tasks.find({ accountId }).lean()).toMatchObject([
    { kind: 'notice.undeliverable', state: 'open', facts: { deliveryId: begun._id } },
  ]);
  expect(await deadlines.countDocuments({ accountId })).toBe(0);
});
