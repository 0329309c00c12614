/** A platform that stays away from a customer in real time: tried again by timers, for three days, and then never. */
import { epochMsOf, type Instant } from '../../src/domain/instant.ts';
import { ownerOf } from '../../src/domain/workflow-ids.ts';
import { rotate } from '../../src/application/notices/platform-secrets.ts';
import { transact } from '../../src/storage/unit-of-work.ts';
import { openAccount, TESTER } from '../support/order-fixtures.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { SkippingWorld } from '../support/time-skipping.ts';
import { TEST_WEBHOOKS } from '../support/webhooks.ts';

/** Between one attempt and the next, but before the last, which is made when the three days are over. */
const PAUSES_MINUTES = [1, 2, 4, 8, 16, 32, 64, 128, 256, ...Array<number>(10).fill(360)];
const ROUND_MINUTES = 3 * 24 * 60;

let world: SkippingWorld;
let receiver: PlatformReceiver;
beforeAll(async () => {
  receiver = await PlatformReceiver.start();
  world = await SkippingWorld.open();
  const { secret, secrets } = rotate('business', [], TEST_WEBHOOKS.sealer!, world.now());
  receiver.secrets = [secret];
  await world.shop.database.models.platforms.insertMany([
    {
      _id: 'business',
      url: receiver.url(),
      sandboxUrl: null,
      enabled: true,
      secrets,
      updatedAt: world.now(),
    },
  ]);
});
afterAll(async () => {
  await world.close();
  await receiver.close();
});

test('the attempts of three days are made at their times, and the failure is left for an operator', async () => {
  receiver.behave = () => 503;
  const calls: Instant[] = [];
  world.disturbance = (activity, run) => {
    if (activity === 'callEndpoint') calls.push(world.now());
    return run();
  };
  const { _id: accountId } = await openAccount(world.shop);
  await transact(world.shop, TESTER, (unit) => {
    const at = unit.recordedAt;
    unit.notify({ kind: 'pool.low', cause: accountId, accountId, sandbox: false, at, payload: {} });
    return Promise.resolve();
  });
  await world.relay({ accountId });
  const { deliveries, tasks, deadlines } = world.shop.database.models;
  const begun = await deliveries.findOne({ accountId, platform: 'business' }).orFail().lean();
  await world.client.workflow.getHandle(ownerOf('notice', begun._id)).result();

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
