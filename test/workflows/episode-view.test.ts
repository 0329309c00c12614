/** What an operator finds and reads of an episode of arrears in the Temporal UI: what happened so far, and that it needs attention while it is suspended. */
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { instantText } from '../../src/messages/format.ts';
import { localTime } from '../../src/messages/operator-view/table.ts';
import type { EpisodeDocument } from '../../src/storage/collections/episodes.ts';
import { usageRequestOf } from '../application/ledger/uses.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { eventually } from '../support/eventually.ts';
import { LiveTestSystem } from '../support/live-test-system.ts';
import { creditLot, creditSpentLot, setClock } from '../support/lots.ts';
import { openAccount } from '../support/order-fixtures.ts';

const START = '2026-01-10T09:00:00.000Z';
const DEADLINE = plusMs(START, DAY_MS);
const RESOURCE = 'inspection';
/** Zone of the fixtures' accounts. */
const ZONE = 'Asia/Singapore';

let testSystem: LiveTestSystem;
beforeAll(async () => {
  testSystem = await LiveTestSystem.open();
});
afterAll(() => testSystem.close());

async function expectFound({ _id, accountId }: EpisodeDocument, query: string): Promise<void> {
  const ids = await eventually(
    async () => {
      const found: string[] = [];
      const list = testSystem.client.workflow.list({ query: `CustomerId = '${accountId}' AND ${query}` });
      for await (const { workflowId } of list) found.push(workflowId);
      return found;
    },
    (seen) => seen.length > 0,
  );
  expect(ids).toEqual([workflowIdOf('arrears', _id)]);
}

async function detailsOf({ _id }: EpisodeDocument): Promise<string> {
  const { currentDetails } = await testSystem.client.workflow
    .getHandle(workflowIdOf('arrears', _id))
    .query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return currentDetails;
}

test('the details of an episode list its events from the opening to the end, and needs attention while it is suspended', async () => {
  const { _id: accountId } = await openAccount(testSystem.fixture, { sandboxNow: START, agreement: false });
  const uses = new GroupCommit(
    testSystem.fixture,
    drawPolicies(() => ({ overdraft: 'arrears', capability: 'inspection.upload' })),
  );
  await creditSpentLot(testSystem.fixture, accountId);
  await uses.submit(usageRequestOf(accountId, { resource: RESOURCE, quantity: 30 }));
  await testSystem.relay({ accountId });
  const episode = await testSystem.fixture.database.models.episodes.findOne({ accountId }).orFail().lean();
  const workflowId = workflowIdOf('arrears', episode._id);

  const description = await testSystem.client.workflow.getHandle(workflowId).describe();
  expect(await description.staticSummary()).toBe('Units in arrears: suspends uploading new inspections');
  await expectFound(episode, "EpisodeState = 'open' AND NeedsAttention = false AND NextDeadline IS NOT NULL");
  const deadline = instantText(DEADLINE, ZONE);
  const eventRows = (at: Instant, en: string, zh: string) => {
    const time = localTime(at, ZONE);
    return [`| Event | ${time.en}: ${en} |`, `| 事件 | ${time.zh}：${zh} |`];
  };
  const opened = eventRows(START, 'opened', '开始');
  expect((await detailsOf(episode)).split('\n')).toEqual([
    `Episode ${episode._id} · Account ${accountId}`,
    '',
    '| | English · 中文 |',
    '| --- | --- |',
    '| State | open |',
    '| 状态 | 欠费中 |',
    `| Waits for | a top-up, until ${deadline.en}; uploading new inspections is suspended then |`,
    `| 等待 | 续费，截止 ${deadline.zh}，届时上传新检查停服 |`,
    `| Account | ${accountId}, a sandbox; times in ${ZONE} |`,
    `| 账户 | ${accountId}（沙箱）；时间为 ${ZONE} 时区 |`,
    expect.stringContaining('more units were consumed than available'),
    expect.stringMatching(/^\| 原因 \| .+ \|$/),
    '| In arrears | 30 inspections now, 30 inspections at most |',
    '| 欠费 | 当前 30 例次，最高 30 例次 |',
    ...opened,
  ]);

  await setClock(testSystem.fixture, accountId, DEADLINE);
  await testSystem.services.gateway.workflowStarter.processDue(workflowId);
  await expectFound(episode, "EpisodeState = 'suspended' AND NeedsAttention = true AND NextDeadline IS NULL");
  expect(await detailsOf(episode)).toContain(
    '| a top-up; uploading new inspections is suspended until then |',
  );

  const paidAt = plusMs(DEADLINE, HOUR_MS);
  await setClock(testSystem.fixture, accountId, paidAt);
  const expiresAt = plusMs(paidAt, 365 * DAY_MS);
  const lotId = await creditLot(testSystem.fixture, accountId, {
    resource: RESOURCE,
    units: 100,
    purchasedAt: paidAt,
    expiresAt,
  });
  await testSystem.relay({ accountId });
  await expectFound(
    episode,
    "EpisodeState = 'closed' AND NeedsAttention = false AND ExecutionStatus = 'Completed'",
  );
  expect((await detailsOf(episode)).split('\n').slice(14)).toEqual([
    ...opened,
    ...eventRows(DEADLINE, 'suspended', '停服'),
    ...eventRows(paidAt, `30 inspections paid by ${lotId}`, `${lotId} 抵扣 30 例次`),
    ...eventRows(paidAt, 'closed, paid', '关闭，已结清'),
    ...eventRows(paidAt, 'resumed', '恢复服务'),
  ]);
});

test('a suspension that the ledger does not book is tried again later, not at once without end', async () => {
  const { _id: accountId } = await openAccount(testSystem.fixture, { sandboxNow: START, agreement: false });
  const uses = new GroupCommit(
    testSystem.fixture,
    drawPolicies(() => ({ overdraft: 'arrears' })),
  );
  await creditSpentLot(testSystem.fixture, accountId);
  await uses.submit(usageRequestOf(accountId, { resource: RESOURCE, quantity: 30 }));
  await testSystem.relay({ accountId });
  const { ledgers, episodes } = testSystem.fixture.database.models;
  const [pool] = (await ledgers.findById(accountId).orFail().lean()).pools;
  const { _id } = await episodes.findOne({ accountId }).orFail().lean();
  const workflowId = workflowIdOf('arrears', _id);

  // The record of the episode is open, and the head knows of none: nothing can be booked.
  await ledgers.updateOne({ _id: accountId }, { $set: { 'pools.0.episode': null }, $inc: { version: 1 } });
  await setClock(testSystem.fixture, accountId, DEADLINE);
  await testSystem.services.gateway.workflowStarter.processDue(workflowId);
  expect(await episodes.findById(_id).lean()).toMatchObject({ state: 'open' });
  const { events } = await testSystem.client.workflow.getHandle(workflowId).fetchHistory();
  expect(events!.length).toBeLessThan(40);

  await ledgers.updateOne(
    { _id: accountId },
    { $set: { 'pools.0.episode': pool!.episode }, $inc: { version: 1 } },
  );
  await testSystem.services.gateway.workflowStarter.processDue(workflowId);
  expect(await episodes.findById(_id).lean()).toMatchObject({ state: 'suspended', suspendedAt: DEADLINE });
});
