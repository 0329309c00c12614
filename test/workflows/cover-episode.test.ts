/**
 * Cover that ends and that nobody asks about: the order's workflow books the end, the episode's suspends at the deadline and
 * shows it to operators, and lives on until a term covers again. Time is skipped; MongoDB and the workflows are real.
 */
import { HOUR_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { workflowIdOf } from '../../src/domain/workflow-ids.ts';
import { writeOffEpisode } from '../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../src/application/ledger/change-ledger.ts';
import { instantText } from '../../src/messages/format.ts';
import { localTime } from '../../src/messages/operator-view/table.ts';
import type { AccountDocument } from '../../src/storage/collections/accounts.ts';
import type { EpisodeDocument } from '../../src/storage/collections/episodes.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { eventually } from '../support/eventually.ts';
import { addOrganization, openAccount, TESTER } from '../support/order-fixtures.ts';
import { SkippingTestSystem } from '../support/time-skipping.ts';

const FEATURE = { sku: 'IPC-SW-PRECONSULT', quantity: 1, term: { count: 1, unit: 'month' } } as const;
/** Zone of the fixtures' accounts. */
const ZONE = 'Asia/Singapore';

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
  await processed(who.episode);
}

/** Its workflow has done all that was to do. A worker that remembers no workflow is slow at two of them at once. */
const processed = ({ _id }: EpisodeDocument) =>
  testSystem.services.gateway.workflowStarter.processDue(workflowIdOf('arrears', _id));

async function auditTrailOf(episode: EpisodeDocument): Promise<string[]> {
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
    'Cover ended: suspends the patient end',
  );
  const eventRow = (at: Instant, en: string) => `| Event | ${localTime(at, ZONE).en}: ${en} |`;
  const inEnglish = (row: string) => /^\| [A-Z]/.test(row);
  const rows = async () => (await auditTrailOf(episode)).slice(4).filter(inEnglish);
  const account = `| Account | ${who.account._id}; times in ${ZONE} |`;
  const cause = expect.stringContaining(`the cover of ${organizationId} ended: `) as string;
  expect(await rows()).toEqual([
    '| State | open |',
    `| Waits for | a renewal, until ${instantText(suspendsAt, ZONE).en}; the patient end is suspended then |`,
    account,
    cause,
    '| Grace used | 0 hours |',
    eventRow(openedAt, 'opened'),
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
  expect((await rows()).slice(1)).toEqual([
    '| Waits for | nothing any more |',
    account,
    cause,
    '| Grace used | 24 hours |',
    eventRow(openedAt, 'opened'),
    eventRow(suspendsAt, 'suspended'),
    eventRow(closedAt!, 'closed, paid'),
    eventRow(closedAt!, 'resumed'),
  ]);
});

test('one that was written off in its grace suspends anyway, and its workflow lives until cover is back, also after it was lost', async () => {
  const who = await uncovered();
  const { episode } = who;
  await testSystem.skip(HOUR_MS);
  await runTransaction(testSystem.fixture, TESTER, (unit) =>
    writeOffEpisode(unit, changeLedger, episode, 'an outage of ours'),
  );
  await testSystem.relay({ accountId: who.account._id });
  await suspended(who);
  expect(await episodeOf(who)).toMatchObject({ state: 'closed', suspendedAt: episode.suspendsAt });
  expect((await auditTrailOf(episode))[6]).toContain(
    '| a renewal; the patient end is suspended until then |',
  );

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
