/** Scenarios of episodes of both kinds: open, suspended, paid, written off and still suspended, resumed. */
import { mongo } from 'mongoose';
import { DAY_MS, HOUR_MS, instantOf, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf, type WorkflowId } from '../../src/domain/workflow-ids.ts';
import { writeOffEpisode } from '../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import type { EpisodeDocument } from '../../src/storage/collections/episodes.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { recordChanged } from '../../workflows/messages.ts';
import { usageRequestOf } from '../application/ledger/uses.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { eventually } from '../support/eventually.ts';
import { creditLot, creditSpentLot } from '../support/lots.ts';
import { openAccount, TESTER, type NewAccount } from '../support/order-fixtures.ts';
import { bought, FEATURE, type Bought } from './entitlement-scenarios.ts';
import { recordedOf, type RecorderTestSystem } from './recorder-test-system.ts';
import { OUTAGE_MS, SANDBOX_NOW, SHORT_MS, type Scenario } from './scenarios.ts';

const RESOURCE = 'inspection';
const DEADLINE = plusMs(SANDBOX_NOW, DAY_MS);
/** End of the months of `FEATURE` that are bought when a sandbox begins. */
const END_OF_COVER = '2027-05-01T16:00:00.000Z';

type OfAccount = Pick<EpisodeDocument, 'accountId'>;

const workflowIdOfEpisode = ({ _id }: Pick<EpisodeDocument, '_id'>): WorkflowId =>
  workflowIdOf('arrears', _id);

/** The newest episode of the account, after its workflow has processed everything due. */
async function settled(
  { testSystem }: RecorderTestSystem,
  { accountId }: OfAccount,
): Promise<EpisodeDocument> {
  await testSystem.relay({ accountId });
  const { episodes } = testSystem.fixture.database.models;
  const episode = await episodes.findOne({ accountId }).sort({ openedAt: -1 }).orFail().lean();
  await testSystem.services.gateway.workflowStarter.processDue(workflowIdOfEpisode(episode));
  return episodes.findById(episode._id).orFail().lean();
}

/** An account with arrears of 30 units. */
async function owing(at: RecorderTestSystem, customer: NewAccount = {}): Promise<EpisodeDocument> {
  const { fixture } = at.testSystem;
  const { _id: accountId } = await openAccount(fixture, { ...customer, agreement: false });
  const policies = drawPolicies(() => ({ overdraft: 'arrears', capability: 'inspection.upload' }));
  await creditSpentLot(fixture, accountId);
  await new GroupCommit(fixture, policies).submit(
    usageRequestOf(accountId, { resource: RESOURCE, quantity: 30 }),
  );
  return settled(at, { accountId });
}

async function topUp(
  { testSystem }: RecorderTestSystem,
  { accountId }: OfAccount,
  units: number,
): Promise<void> {
  const head = await testSystem.fixture.database.models.ledgers.findById(accountId).orFail().lean();
  const purchasedAt = head.frozenAt ?? testSystem.fixture.serverNow();
  const expiresAt = plusMs(purchasedAt, 365 * DAY_MS);
  await creditLot(testSystem.fixture, accountId, { resource: RESOURCE, units, purchasedAt, expiresAt });
  await testSystem.relay({ accountId });
}

async function writeOff({ testSystem }: RecorderTestSystem, episode: EpisodeDocument): Promise<void> {
  await runTransaction(testSystem.fixture, TESTER, (unit) =>
    writeOffEpisode(unit, changeLedger, episode, 'an outage of ours'),
  );
  await testSystem.relay(episode);
}

/** Waits until the timer of the episode has suspended it. */
async function untilSuspended(at: RecorderTestSystem, { _id, accountId }: EpisodeDocument) {
  await eventually(
    () => at.testSystem.fixture.database.models.episodes.findById(_id).orFail().lean(),
    ({ state }) => state === 'suspended',
  );
  return settled(at, { accountId });
}

const one = (at: RecorderTestSystem, name: string, episode: EpisodeDocument) =>
  recordedOf(at, name, workflowIdOfEpisode(episode));

/** Waits until the workflow of the episode has ended. */
async function over(at: RecorderTestSystem, name: string, episode: EpisodeDocument) {
  await at.testSystem.client.workflow.getHandle(workflowIdOfEpisode(episode)).result();
  return one(at, name, episode);
}

/** Months of a feature in a sandbox whose coverage ended this long ago. */
async function uncovered(at: RecorderTestSystem, ms: number): Promise<Bought & { episode: EpisodeDocument }> {
  const { account, order } = await bought(at, FEATURE);
  await at.testSystem.advanceTo(account, plusMs(END_OF_COVER, ms));
  return { account, order, episode: await settled(at, order) };
}

async function renew({ testSystem }: RecorderTestSystem, { account, order }: Bought): Promise<void> {
  const organizationId = order.lines[0]!.organizationId!;
  const renewal = await testSystem.orderThatIs('paid', account, [{ ...FEATURE, organizationId }]);
  await testSystem.settled(renewal);
  await testSystem.relay(renewal);
}

export const EPISODE_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'arrears-paid': async (at) => {
    const episode = await owing(at);
    const open = await one(at, 'arrears-open', episode);
    await topUp(at, episode, 10);
    await settled(at, episode);
    const reduced = await one(at, 'arrears-reduced', episode);
    await topUp(at, episode, 100);
    return [open, reduced, await over(at, 'arrears-paid', episode)];
  },

  'arrears-resumed': async (at) => {
    at.clock.behindMs = DAY_MS - SHORT_MS;
    const episode = await owing(at);
    at.clock.behindMs = 0;
    await untilSuspended(at, episode);
    const suspended = await one(at, 'arrears-suspended', episode);
    await topUp(at, episode, 100);
    return [suspended, await over(at, 'arrears-resumed', episode)];
  },

  'arrears-written-off': async (at) => {
    const episode = await owing(at);
    await writeOff(at, episode);
    return [await over(at, 'arrears-written-off', episode)];
  },

  'arrears-resumed-after-write-off': async (at) => {
    const episode = await owing(at, { sandboxNow: SANDBOX_NOW });
    await at.testSystem.advanceTo({ _id: episode.accountId }, DEADLINE);
    const suspended = await one(at, 'arrears-suspended-in-sandbox', await settled(at, episode));
    await writeOff(at, episode);
    await settled(at, episode);
    const waiting = await one(at, 'arrears-written-off-and-suspended', episode);
    await topUp(at, episode, 100);
    return [suspended, waiting, await over(at, 'arrears-resumed-after-write-off', episode)];
  },

  'arrears-terminated': async (at) => {
    const episode = await owing(at);
    const handle = at.testSystem.client.workflow.getHandle(workflowIdOfEpisode(episode));
    const { runId } = await handle.describe();
    await handle.terminate('lost');
    await topUp(at, episode, 10);
    await settled(at, episode);
    return [
      await recordedOf(at, 'arrears-terminated', workflowIdOfEpisode(episode), runId),
      await one(at, 'arrears-restarted', episode),
    ];
  },

  'arrears-outage': async (at) => {
    const { testSystem } = at;
    const episode = await owing(at);
    const until = Date.now() + OUTAGE_MS;
    testSystem.disturbance = (_activity, run) =>
      Date.now() < until ? Promise.reject(new mongo.MongoNetworkError('MongoDB does not answer')) : run();
    await topUp(at, episode, 100);
    const ended = await over(at, 'arrears-outage', episode);
    testSystem.disturbance = null;
    return [ended];
  },

  'cover-paid': async (at) => {
    const ended = await uncovered(at, HOUR_MS);
    const open = await one(at, 'cover-open', ended.episode);
    await renew(at, ended);
    return [open, await over(at, 'cover-paid', ended.episode)];
  },

  'cover-resumed': async (at) => {
    const ended = await uncovered(at, DAY_MS);
    const suspended = await one(at, 'cover-suspended', ended.episode);
    await renew(at, ended);
    return [suspended, await over(at, 'cover-resumed', ended.episode)];
  },

  'cover-resumed-after-write-off': async (at) => {
    const ended = await uncovered(at, HOUR_MS);
    const { episode } = ended;
    await writeOff(at, episode);
    await settled(at, episode);
    const waiting = await one(at, 'cover-written-off', episode);
    await at.testSystem.advanceTo(ended.account, plusMs(END_OF_COVER, 25 * HOUR_MS));
    const suspended = await one(at, 'cover-written-off-and-suspended', episode);
    await renew(at, ended);
    return [waiting, suspended, await over(at, 'cover-resumed-after-write-off', episode)];
  },

  'cover-suspended-by-timer': async (at) => {
    const { order } = await bought(at, FEATURE, {});
    const { deadlines, terms } = at.testSystem.fixture.database.models;
    // Its coverage ended almost a day ago, and no workflow has run since.
    const until = instantOf(Date.now() - DAY_MS + 2 * SHORT_MS);
    await terms.updateOne({ orderId: order._id }, { $set: { from: plusMs(until, -30 * DAY_MS), until } });
    await deadlines.updateOne({ orderId: order._id, kind: 'term.ends' }, { $set: { at: until } });
    await at.testSystem.settled(order).catch(() => undefined);
    const episode = await untilSuspended(at, await settled(at, order));
    return [await one(at, 'cover-suspended-by-timer', episode)];
  },
};

/** For a server that suggests continue-as-new after few events. */
export const CONTINUED_EPISODE: Scenario = async (at) => {
  const episode = await owing(at);
  const workflowId = workflowIdOfEpisode(episode);
  const handle = at.testSystem.client.workflow.getHandle(workflowId);
  const { runId } = await handle.describe();
  while ((await handle.describe()).runId === runId) {
    await handle.signal(recordChanged, 'looked at again');
    await settled(at, episode);
  }
  await topUp(at, episode, 100);
  return [
    await recordedOf(at, 'arrears-continued-as-new', workflowId, runId),
    await over(at, 'arrears-continued-in-new-run', episode),
  ];
};
