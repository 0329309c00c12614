/**
 * Cover that ends and that nobody asks about: the order's workflow books the end, the episode's suspends at the deadline and
 * tells the story, and lives on until a term covers again. Time is skipped; MongoDB and the workflows are real.
 */
import { HOUR_MS, plusMs } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { writeOffEpisode } from '../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { EpisodeDocument } from '../../src/storage/collections/episodes.ts';
import { transact } from '../../src/storage/unit-of-work.ts';
import { eventually } from '../support/eventually.ts';
import { addOrganization, openAccount, TESTER } from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

const FEATURE = { sku: 'IPC-SW-PRECONSULT', quantity: 1, term: { count: 1, unit: 'month' } } as const;

let testSystem: SkippingTestSystem;
beforeAll(async () => {
  testSystem = await SkippingTestSystem.open();
});
afterAll(() => testSystem.close());

interface Hospital {
  readonly account: AccountDocument;
  readonly organizationId: string;
}

async function buy({ account, organizationId }: Hospital) {
  const order = await testSystem.orderThatIs('paid', account, [{ ...FEATURE, organizationId }]);
  return testSystem.settled(order);
}

/** A hospital in real time whose month of a feature is over; the episode runs. */
async function uncovered(): Promise<Hospital & { episode: EpisodeDocument }> {
  const account = await openAccount(testSystem.fixture, { agreement: false });
  const { _id: organizationId } = await addOrganization(testSystem.fixture, account);
  const who = { account, organizationId };
  const order = await buy(who);
  const term = await testSystem.fixture.database.models.terms.findOne({ orderId: order._id }).orFail().lean();
  // Not until its workflow has ended: the server's time would go on to the next timer, also to one that was taken back.
  await testSystem.skipTo(plusMs(term.until, 2_000));
  await testSystem.until(order, 'completed');
  await testSystem.relay({ accountId: account._id });
  return { ...who, episode: await episodeOf(who) };
}

const episodeOf = ({ account }: Hospital): Promise<EpisodeDocument> =>
  testSystem.fixture.database.models.episodes.findOne({ accountId: account._id }).orFail().lean();
const handleOf = ({ _id }: EpisodeDocument) =>
  testSystem.client.workflow.getHandle(workflowIdOf('arrears', _id));

async function suspended(who: Hospital & { episode: EpisodeDocument }): Promise<void> {
  await testSystem.skipTo(plusMs(who.episode.suspendsAt, 2_000));
  await eventually(
    () => episodeOf(who),
    ({ suspendedAt }) => suspendedAt !== null,
  );
  await testSystem.relay({ accountId: who.account._id });
  await kept(who.episode);
}

/** Its workflow has done all that was to do. A worker that remembers no workflow is slow at two of them at once. */
const kept = ({ _id }: EpisodeDocument) =>
  testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('arrears', _id));

async function storyOf(episode: EpisodeDocument): Promise<string[]> {
  const { currentDetails } = await handleOf(episode).query<{ currentDetails: string }>(
    '__temporal_workflow_metadata',
  );
  return currentDetails.split('\n');
}

test('at the deadline the patient end closes, stamped with it, and the renewal opens it and ends the workflow', async () => {
  const who = await uncovered();
  const { episode, organizationId } = who;
  const { openedAt, suspendsAt } = episode;
  expect(suspendsAt).toBe(plusMs(openedAt, 24 * HOUR_MS));
  expect(await (await handleOf(episode).describe()).staticSummary()).toBe(
    'cover ended: IPC-SW-PRECONSULT, closes ipc.patient',
  );
  const began = `the cover of IPC-SW-PRECONSULT for ${organizationId} ended; ipc.patient closes at ${suspendsAt} unless it is settled before`;
  expect(await storyOf(episode)).toEqual([
    '**open**',
    '',
    `Waits for a renewal; ipc.patient closes at ${suspendsAt}.`,
    '',
    '- 0 hours of grace enjoyed',
    `- account ${who.account._id}`,
    '',
    `1. ${openedAt}: ${began}`,
  ]);

  await suspended(who);
  expect(await episodeOf(who)).toMatchObject({ state: 'suspended', suspendedAt: suspendsAt });
  const renewal = await buy(who);
  await testSystem.relay({ accountId: who.account._id });
  // It would go on through the time of the next test.
  await testSystem.handle(renewal).terminate('not needed any more');
  expect(await handleOf(episode).result()).toMatchObject({
    state: 'closed',
    outcome: 'paid',
    arrears: 0,
    peakArrears: 24,
  });
  const { closedAt } = await episodeOf(who);
  expect((await storyOf(episode)).slice(2)).toEqual([
    'Waits for nothing any more.',
    '',
    '- 24 hours of grace enjoyed',
    `- account ${who.account._id}`,
    '',
    `1. ${openedAt}: ${began}`,
    `1. ${suspendsAt}: ipc.patient was suspended`,
    `1. ${closedAt}: it was closed: paid`,
    `1. ${closedAt}: ipc.patient opened again`,
  ]);
});

test('one that was written off in its grace suspends all the same, and is kept until cover is back, also when its workflow was lost', async () => {
  const who = await uncovered();
  const { episode } = who;
  await testSystem.skip(HOUR_MS);
  await transact(testSystem.fixture, TESTER, (unit) =>
    writeOffEpisode(unit, changeLedger, episode, 'an outage of ours'),
  );
  await testSystem.relay({ accountId: who.account._id });
  await suspended(who);
  expect(await episodeOf(who)).toMatchObject({ state: 'closed', suspendedAt: episode.suspendsAt });
  expect(await storyOf(episode)).toContain('Waits for a renewal; ipc.patient is suspended until then.');

  const { workflowRunId: lostRunId } = await episodeOf(who);
  await handleOf(episode).terminate('by hand');
  await testSystem.services.gateway.workflowStarter.start(workflowIdOf('arrears', episode._id));
  await eventually(
    () => episodeOf(who),
    ({ workflowRunId }) => workflowRunId !== lostRunId,
  );
  await buy(who);
  await testSystem.relay({ accountId: who.account._id });
  expect(await handleOf(episode).result()).toMatchObject({ state: 'closed', outcome: 'written_off' });
  expect((await episodeOf(who)).resumedAt).not.toBeNull();
});
