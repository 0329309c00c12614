/**
 * An episode that nobody asks about: its workflow suspends at the deadline, shows it in the Temporal UI, and ends
 * when uploading is open again. Time is skipped; MongoDB and the workflow are real.
 */
import { DAY_MS, HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import type { EpisodeDocument } from '../../src/storage/collections/episodes.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { usageRequestOf } from '../application/ledger/uses.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { eventually } from '../support/eventually.ts';
import { soundLedger } from '../support/ledger-checks.ts';
import { creditLot, creditSpentLot } from '../support/lots.ts';
import { openAccount } from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

const RESOURCE = 'inspection';

let testSystem: SkippingTestSystem;
let uses: GroupCommit;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
  uses = new GroupCommit(
    testSystem.fixture,
    drawPolicies(() => ({ overdraft: 'arrears', capability: 'inspection.upload' })),
  );
});
afterAll(() => testSystem.close());

/** An account in real time that owes so many units since now; its episode runs. */
async function owing(units: number): Promise<EpisodeDocument> {
  const { _id: accountId } = await openAccount(testSystem.fixture, { agreement: false });
  await creditSpentLot(testSystem.fixture, accountId);
  await uses.submit(usageRequestOf(accountId, { resource: RESOURCE, quantity: units }));
  await testSystem.relay({ accountId });
  return episodeOf(accountId);
}
const episodeOf = (accountId: string): Promise<EpisodeDocument> =>
  testSystem.fixture.database.models.episodes.findOne({ accountId }).orFail().lean();
const handleOf = ({ _id }: EpisodeDocument) =>
  testSystem.client.workflow.getHandle(workflowIdOf('arrears', _id));
/** How it was when its workflow ended. Waiting lets time pass, so the clock is looked at. */
async function endOf(episode: EpisodeDocument): Promise<unknown> {
  const result: unknown = await handleOf(episode).result();
  await testSystem.skip(0);
  return result;
}
const noticesOf = async ({ accountId }: EpisodeDocument) =>
  (
    await testSystem.fixture.database.models.notices
      .find({ accountId, kind: { $ne: 'pool.exhausted' } })
      .sort({ at: 1, _id: 1 })
      .lean()
  ).map(({ kind, at }) => ({ kind, at }));
async function topUp({ accountId }: EpisodeDocument, units: number): Promise<void> {
  const purchasedAt = testSystem.now();
  await creditLot(testSystem.fixture, accountId, {
    resource: RESOURCE,
    units,
    purchasedAt,
    expiresAt: plusMs(purchasedAt, 365 * DAY_MS),
  });
  await testSystem.relay({ accountId });
}

test('nobody asks: at the deadline the workflow books the suspension, stamped with it, and both platforms hear of it', async () => {
  const episode = await owing(30);
  await testSystem.skipTo(plusMs(episode.suspendsAt, 2_000));
  await eventually(
    () => episodeOf(episode.accountId),
    ({ state }) => state === 'suspended',
  );
  expect(await episodeOf(episode.accountId)).toMatchObject({ suspendedAt: episode.suspendsAt });
  expect(await noticesOf(episode)).toEqual([
    { kind: 'arrears.opened', at: episode.openedAt },
    { kind: 'service.suspended', at: episode.suspendsAt },
  ]);
  await soundLedger(testSystem.fixture, episode.accountId);
});

test('in the UI it shows what happened, needs attention while it is suspended, and ends when uploading is open again', async () => {
  const episode = await owing(30);
  const handle = handleOf(episode);
  expect(await (await handle.describe()).staticSummary()).toBe(
    'Units in arrears: suspends uploading new inspections',
  );
  await testSystem.skipTo(plusMs(episode.suspendsAt, 2_000));
  await eventually(
    () => episodeOf(episode.accountId),
    ({ state }) => state === 'suspended',
  );
  await topUp(episode, 10);
  await topUp(episode, 100);
  expect(await endOf(episode)).toMatchObject({
    state: 'closed',
    outcome: 'paid',
    suspendedAt: episode.suspendsAt,
    arrears: 0,
    peakArrears: 30,
    payments: [{ units: 10 }, { units: 20 }],
  });
  const { events } = await handle.fetchHistory();
  const timers = (events ?? []).filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes);
  // One for the suspension, and then one for the end of the run.
  expect(timers).toHaveLength(2);
});

test('a top-up in time ends the workflow and takes its timer back', async () => {
  const episode = await owing(30);
  await testSystem.skip(10 * HOUR_MS);
  await topUp(episode, 100);
  expect(await endOf(episode)).toMatchObject({ state: 'closed', suspendedAt: null });
  await testSystem.skip(DAY_MS);
  expect((await noticesOf(episode)).map(({ kind }) => kind)).toEqual(['arrears.opened', 'arrears.cleared']);
});

test('a worker that was away at the deadline books it when it is back, stamped with the deadline', async () => {
  const episode = await owing(30);
  await testSystem.stopWorker();
  await testSystem.afterOutage(30 * HOUR_MS, async () => {
    await testSystem.startWorker();
    // What asks first settles first, timer or not.
    await runTransaction(testSystem.fixture, SYSTEM, (unit) =>
      changeLedger(unit, episode.accountId, () => undefined),
    );
  });
  expect(await episodeOf(episode.accountId)).toMatchObject({
    state: 'suspended',
    suspendedAt: episode.suspendsAt,
  });
  expect((await noticesOf(episode)).filter(({ kind }) => kind === 'service.suspended')).toHaveLength(1);
});

test('an episode whose workflow was terminated continues from the record when it is signalled', async () => {
  const episode = await owing(30);
  await handleOf(episode).terminate('by hand');
  await topUp(episode, 100);
  expect(await episodeOf(episode.accountId)).toMatchObject({ state: 'closed', outcome: 'paid' });
});
