/** The workflow of one notice to one platform: what it survives, and what an operator finds and reads of it. */
import { mongo } from 'mongoose';
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { attemptDelivery } from '../../src/application/notices/attempt-delivery.ts';
import { instantText } from '../../src/messages/format.ts';
import { localTime } from '../../src/messages/operator-view/table.ts';
import type { DeliveryDocument } from '../../src/storage/collections/deliveries.ts';
import { newId } from '../../src/infra/ids.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { notifyBusiness, registerBusinessPlatform } from '../support/notices.ts';
import { PlatformReceiver } from '../support/platform-receiver.ts';
import { TEST_WEBHOOKS } from '../support/webhooks.ts';

/** Zone of the fixtures' accounts. */
const ZONE = 'Asia/Singapore';

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
  testSystem.disturbance = null;
});

const readDelivery = ({ _id }: { _id: string }) =>
  testSystem.fixture.database.models.deliveries.findById(_id).orFail().lean();
const handleOf = ({ _id }: DeliveryDocument) =>
  testSystem.client.workflow.getHandle(workflowIdOf('notice', _id));
const until = (delivery: DeliveryDocument, isSo: (seen: DeliveryDocument) => boolean) =>
  eventually(() => readDelivery(delivery), isSo);

const notified = (sandboxNow?: Instant): Promise<DeliveryDocument> => notifyBusiness(testSystem, sandboxNow);

/** Moves the clock of a delivery's sandbox. */
async function advance({ accountId }: DeliveryDocument, ms: number): Promise<void> {
  const { frozenAt } = await testSystem.fixture.database.models.ledgers.findById(accountId).orFail().lean();
  await testSystem.advanceTo({ _id: accountId }, plusMs(frozenAt!, ms));
}

async function detailsOf(delivery: DeliveryDocument): Promise<string[]> {
  const { currentDetails } = await handleOf(delivery).query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails.split('\n');
}

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of testSystem.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

test('a notice that is taken at once is one call and a finished workflow', async () => {
  const delivery = await notified();
  expect(await handleOf(delivery).result()).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(receiver.about(delivery.accountId)).toMatchObject([
    { id: delivery._id, verifiedBy: receiver.secrets },
  ]);
  expect(
    await testSystem.fixture.database.models.deadlines.countDocuments({ accountId: delivery.accountId }),
  ).toBe(0);
});

test('a crash between call and bookkeeping repeats the call under the same id, and counts one attempt', async () => {
  let crashes = 1;
  testSystem.disturbance = async (activity, run) => {
    const result = await run();
    if (activity === 'callEndpoint' && crashes-- > 0) throw new mongo.MongoNetworkError('the worker is gone');
    return result;
  };
  const delivery = await notified();
  await handleOf(delivery).result();
  expect(await readDelivery(delivery)).toMatchObject({ state: 'delivered', attempts: 1 });
  expect(receiver.about(delivery.accountId).map(({ id }) => id)).toEqual([delivery._id, delivery._id]);
});

test('bookkeeping that was done, but whose answer was lost, is not done twice', async () => {
  receiver.behave = () => 500;
  let losses = 1;
  testSystem.disturbance = async (activity, run) => {
    const result = await run();
    if (activity === 'recordAttempt' && losses-- > 0) throw new mongo.MongoNetworkError('the answer is lost');
    return result;
  };
  const delivery = await notified();
  const seen = await until(delivery, ({ attempts }) => attempts > 0);
  await testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('notice', delivery._id));
  expect(await readDelivery(delivery)).toEqual(seen);
  expect(seen).toMatchObject({ attempts: 1, failures: 1 });
});

test('one whose workflow was lost goes on from the record, under the same id', async () => {
  receiver.behave = () => 503;
  const delivery = await notified('2025-03-07T09:07:00.000Z');
  await until(delivery, ({ attempts }) => attempts === 1);
  await handleOf(delivery).terminate('lost');
  receiver.behave = () => 200;
  await advance(delivery, 60_000);
  expect(await readDelivery(delivery)).toMatchObject({ state: 'delivered', attempts: 2 });
  expect(new Set(receiver.about(delivery.accountId).map(({ id }) => id))).toEqual(new Set([delivery._id]));
});

test('the page of a notice says to whom it goes, why it has not arrived and when it is tried again', async () => {
  receiver.behave = () => 503;
  const delivery = await notified();
  const { nextAttemptAt, givesUpAt } = await until(delivery, ({ attempts }) => attempts === 1);
  const next = instantText(nextAttemptAt!, ZONE);
  const givesUp = localTime(givesUpAt!, ZONE);
  const description = await handleOf(delivery).describe();
  expect(await description.staticSummary()).toBe('Notice to the business platform: units run low');
  expect(await description.staticDetails()).toContain(`of account ${delivery.accountId}`);
  expect(
    await eventually(
      () => detailsOf(delivery),
      (lines) => lines.includes('| Attempts · 投递次数 | 1 |'),
    ),
  ).toEqual([
    `Notice ${delivery.noticeId} · Account ${delivery.accountId}`,
    '',
    '| | English · 中文 |',
    '| --- | --- |',
    '| State | pending |',
    '| 状态 | 待投递 |',
    `| Waits for | attempt 2 at the business platform, on ${next.en} |`,
    `| 等待 | 第 2 次投递至 business 平台，${next.zh} |`,
    expect.stringContaining(`| ${delivery.accountId}; times in ${ZONE} |`),
    `| 账户 | ${delivery.accountId}；时间为 ${ZONE} 时区 |`,
    '| Notice | units run low, to the business platform |',
    '| 通知 | 余量不足，发往 business 平台 |',
    '| Attempts · 投递次数 | 1 |',
    '| Last error · 最近错误 | answered 503 |',
    `| Gives up | ${givesUp.en} |`,
    `| 放弃时间 | ${givesUp.zh} |`,
  ]);
  expect(
    await eventually(
      () =>
        found(
          `CustomerId = '${delivery.accountId}' AND NeedsAttention = false AND NextDeadline BETWEEN '${plusMs(nextAttemptAt!, -1_000)}' AND '${plusMs(nextAttemptAt!, 1_000)}'`,
        ),
      (ids) => ids.length > 0,
    ),
  ).toEqual([`notice:${delivery._id}`]);
  const { events } = await handleOf(delivery).fetchHistory();
  const summaries = (events ?? []).flatMap(({ userMetadata }) =>
    userMetadata?.summary == null
      ? []
      : [JSON.parse(Buffer.from(userMetadata.summary.data as Uint8Array).toString()) as string],
  );
  expect(summaries).toEqual(
    expect.arrayContaining([
      'attempt 1 at the business platform',
      `waits for attempt 2 at the business platform, on ${next.en}`,
    ]),
  );
});

test('no secret and nothing of the payload is in the history', async () => {
  const delivery = await notified();
  await handleOf(delivery).result();
  const history = JSON.stringify(await handleOf(delivery).fetchHistory());
  expect(history).not.toContain('whsec_');
  expect(history).not.toContain('available');
});

test('one that is given up is found among what needs attention', async () => {
  receiver.behave = () => 503;
  const delivery = await notified('2025-03-07T09:07:00.000Z');
  await until(delivery, ({ attempts }) => attempts === 1);
  await advance(delivery, 3 * DAY_MS);
  expect(await readDelivery(delivery)).toMatchObject({ state: 'failed' });
  expect(
    await eventually(
      () => found(`CustomerId = '${delivery.accountId}' AND NeedsAttention = true`),
      (ids) => ids.length > 0,
    ),
  ).toEqual([`notice:${delivery._id}`]);
});

describe('an advance of the clock while a platform does not answer (D-27)', () => {
  const NOW: Instant = '2025-03-07T09:07:00.000Z';

  test('waits for two time-outs of a delivery; its further attempts fail unsent, each at its time', async () => {
    receiver.behave = () => 'hang';
    const delivery = await notified(NOW);
    // The attempt of before the advance does not count.
    await until(delivery, ({ attempts }) => attempts === 1);
    await advance(delivery, 3 * DAY_MS);
    expect(receiver.about(delivery.accountId)).toHaveLength(3);
    expect(await readDelivery(delivery)).toMatchObject({
      state: 'failed',
      attempts: 21,
      lastError: expect.stringMatching(/^not sent: /) as string,
    });
    expect(
      await testSystem.fixture.database.models.tasks.find({ accountId: delivery.accountId }).lean(),
    ).toMatchObject([
      { kind: 'notice.undeliverable', openedAt: plusMs(NOW, 3 * DAY_MS), facts: { attempts: 21 } },
    ]);
  });

  test('the next advance tries again, and who answers then gets it', async () => {
    receiver.behave = () => 'hang';
    const delivery = await notified(NOW);
    await until(delivery, ({ attempts }) => attempts === 1);
    await advance(delivery, DAY_MS);
    receiver.behave = () => 204;
    await advance(delivery, DAY_MS);
    expect(receiver.about(delivery.accountId)).toHaveLength(4);
    expect(await readDelivery(delivery)).toMatchObject({ state: 'delivered' });
  });

  test('one that refuses at once is called at each of its times', async () => {
    receiver.behave = () => 'drop';
    const delivery = await notified(NOW);
    await until(delivery, ({ attempts }) => attempts === 1);
    await advance(delivery, 3 * DAY_MS);
    expect(receiver.about(delivery.accountId)).toHaveLength(21);
    const advances = await testSystem.fixture.database.models.clockAdvances
      .find({ accountId: delivery.accountId })
      .lean();
    expect(advances.map(({ lostMs }) => Object.keys(lostMs))).toEqual([['business']]);
  });

  test('what an advance has waited for a platform in vain counts for all deliveries to it', async () => {
    receiver.behave = () => 503;
    const delivery = await notified(NOW);
    await until(delivery, ({ attempts }) => attempts === 1);
    await testSystem.fixture.database.models.clockAdvances.insertMany([
      {
        _id: newId('adv'),
        accountId: delivery.accountId,
        bodyHash: 'of a request',
        target: NOW,
        state: 'running',
        from: NOW,
        steps: 0,
        blockedBy: null,
        lastError: null,
        lostMs: { business: 60_000 },
        leasedBy: 'this test',
        leasedUntilMs: Date.now() + DAY_MS,
        createdAt: NOW,
        finishedAt: null,
      },
    ]);
    const outcome = await attemptDelivery({ ...testSystem.fixture, webhooks: TEST_WEBHOOKS }, delivery._id);
    expect(outcome).toEqual({ result: 'failed', error: expect.stringMatching(/^not sent: /) as string });
    expect(receiver.about(delivery.accountId)).toHaveLength(1);
  });
});
