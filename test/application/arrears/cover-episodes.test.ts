/**
 * Coverage without workflows: crediting a term, booking its end and suspending each settle first what is due, in due order and
 * once, in any order of the callers and whether or not a timer fired (rules §8.6, §8.12).
 */
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { readEpisodeView } from '../../../src/application/arrears/read-episode.ts';
import { writeOffEpisode } from '../../../src/application/arrears/write-off.ts';
import { suspendWhatIsDue } from '../../../src/application/arrears/suspend-due.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { readHoldings } from '../../../src/application/orders/holdings.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { EpisodeDocument } from '../../../src/storage/collections/episodes.ts';
import type { TermDocument } from '../../../src/storage/collections/terms.ts';
import type { AccountDocument } from '../../../src/storage/collections/accounts.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { setClock } from '../../support/lots.ts';
import {
  addOrganization,
  openAccount,
  orderOf,
  payOffline,
  TESTER,
  type OrderFixture,
} from '../../support/order-fixtures.ts';
import { deadlinesOf, applyCommand, processDeadline } from '../../support/order-steps.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START = '2027-03-01T09:00:00.000Z';
const ZONE = 'Asia/Singapore';
/** Of one month bought then. */
const END = '2027-04-01T16:00:00.000Z';
const DEADLINE = plusMs(END, DAY_MS);
const FEATURE = 'IPC-SW-PRECONSULT';

const fixture = useFixture();

interface Hospital {
  readonly account: AccountDocument;
  readonly organizationId: string;
}

async function hospital(): Promise<Hospital> {
  const account = await openAccount(fixture, { sandboxNow: START, timeZone: ZONE, agreement: false });
  const { _id: organizationId } = await addOrganization(fixture, account);
  return { account, organizationId };
}

/** An order of one month, paid now and not credited. */
async function paid(
  { account, organizationId }: Hospital,
  by: OrderFixture = fixture,
): Promise<OrderDocument> {
  const line = { sku: FEATURE, quantity: 1, organizationId, term: { count: 1, unit: 'month' } } as const;
  const order = await orderOf(by, account, [line]);
  await applyCommand(by, order, 'confirm');
  await payOffline(by, order);
  return applyCommand(by, order, 'start_fulfilment');
}

const credit = (order: OrderDocument, by: OrderFixture = fixture) => applyCommand(by, order, 'credit');
const bought = async (who: Hospital, by?: OrderFixture) => credit(await paid(who, by), by);
const at = ({ account }: Hospital, now: Instant) => setClock(fixture, account._id, now);

async function meetEnd(order: OrderDocument, by: OrderFixture = fixture): Promise<void> {
  const end = (await deadlinesOf(fixture, order)).find(({ kind }) => kind === 'term.ends');
  await processDeadline(by, order, end!._id);
}

const episodesOf = ({ account }: Hospital): Promise<EpisodeDocument[]> =>
  fixture.database.models.episodes.find({ accountId: account._id }).sort({ openedAt: 1 }).lean();
const suspensionsOf = ({ account }: Hospital) =>
  fixture.database.models.deadlines.find({ accountId: account._id, kind: 'episode.suspends' }).lean();
const termOf = ({ _id }: OrderDocument): Promise<TermDocument> =>
  fixture.database.models.terms.findOne({ orderId: _id }).orFail().lean();

/** Types of the audit records of episodes, each with its effective instant. */
async function auditTrailOf({ account }: Hospital): Promise<[string, Instant][]> {
  const audit = await fixture.database.models.audit
    .find({ accountId: account._id, type: /^episode\./ })
    .sort({ _id: 1 })
    .lean();
  return audit.map(({ type, at: takesEffect }) => [type, takesEffect]);
}

async function noticesOf({ account }: Hospital): Promise<string[]> {
  const kinds = ['arrears.opened', 'service.suspended', 'arrears.cleared', 'service.resumed'] as const;
  const notices = await fixture.database.models.notices
    .find({ accountId: account._id, kind: { $in: kinds } })
    .sort({ at: 1, kind: 1 })
    .lean();
  return notices.map(({ kind }) => kind);
}

test('the end of a term opens the episode, its deadline and the message that starts its workflow, in one transaction', async () => {
  const who = await hospital();
  const order = await bought(who);
  await at(who, END);
  await meetEnd(order);
  const [episode, ...others] = await episodesOf(who);
  expect(others).toEqual([]);
  const term = await termOf(order);
  expect(episode).toMatchObject({
    kind: 'validity',
    state: 'open',
    openedAt: END,
    suspendsAt: DEADLINE,
    organizationId: who.organizationId,
    sku: FEATURE,
    capability: 'ipc.patient',
    resource: null,
    causedBy: `term:${term._id}`,
    policyVersion: order.policyVersion,
  });
  const workflowId = `arrears:${episode!._id}`;
  expect(await suspensionsOf(who)).toMatchObject([{ at: DEADLINE, workflowId, episodeId: episode!._id }]);
  const messages = await fixture.database.models.outbox.find({ accountId: who.account._id }).lean();
  expect(messages.map(({ message }) => message)).toContainEqual({ type: 'workflow.start', workflowId });
  expect(term).toMatchObject({ end: 'ended', graceHours: 24, validitySuspends: 'feature' });
});

test('a term that is credited before the end of the last one was booked books opening and suspension first, each at its instant', async () => {
  const who = await hospital();
  await bought(who);
  const now = plusMs(DEADLINE, HOUR_MS);
  await at(who, now);
  const renewal = await bought(who);
  expect(await auditTrailOf(who)).toEqual([
    ['episode.opened', END],
    ['episode.suspended', DEADLINE],
    ['episode.cleared', now],
    ['episode.closed', now],
    ['episode.resumed', now],
  ]);
  expect(await suspensionsOf(who)).toEqual([]);
  expect(await termOf(renewal)).toMatchObject({ from: now, until: '2027-05-02T16:00:00.000Z' });
});

test('who meets the end after that opens nothing again', async () => {
  const who = await hospital();
  const first = await bought(who);
  await at(who, plusMs(DEADLINE, HOUR_MS));
  await bought(who);
  const before = [await auditTrailOf(who), await episodesOf(who), await noticesOf(who)];
  await meetEnd(first);
  expect([await auditTrailOf(who), await episodesOf(who), await noticesOf(who)]).toEqual(before);
});

test.each([1, 2, 3])('the end and a renewal at one moment agree in either order (%i)', async () => {
  const who = await hospital();
  const first = await bought(who);
  await at(who, plusMs(END, HOUR_MS));
  const renewal = await paid(who);
  await Promise.all([meetEnd(first), credit(renewal)]);
  expect(await episodesOf(who)).toMatchObject([{ state: 'closed', outcome: 'paid', openedAt: END }]);
  expect(await noticesOf(who)).toEqual(['arrears.opened', 'arrears.cleared']);
  expect(await suspensionsOf(who)).toEqual([]);
});

test.each([1, 2, 3])('the end and a renewal whose clock is a little behind agree as well (%i)', async () => {
  const by = (now: Instant): OrderFixture => ({ ...fixture, serverNow: () => now });
  const account = await openAccount(by(START), { timeZone: ZONE, agreement: false });
  const { _id: organizationId } = await addOrganization(fixture, account);
  const who = { account, organizationId };
  const first = await bought(who, by(START));
  const renewal = await paid(who, by(plusMs(END, -1)));
  await Promise.all([meetEnd(first, by(END)), credit(renewal, by(plusMs(END, -1)))]);
  expect(await termOf(renewal)).toMatchObject({ from: END });
  expect((await episodesOf(who)).filter(({ state }) => state !== 'closed')).toEqual([]);
  expect(await suspensionsOf(who)).toEqual([]);
});

test.each([1, 2, 3])('a renewal and the suspension at the deadline agree in either order (%i)', async () => {
  const who = await hospital();
  const first = await bought(who);
  await at(who, END);
  await meetEnd(first);
  const [{ _id }] = (await episodesOf(who)) as [EpisodeDocument];
  await at(who, DEADLINE);
  const renewal = await paid(who);
  await Promise.all([
    suspendWhatIsDue(fixture, changeLedger, _id),
    suspendWhatIsDue(fixture, changeLedger, _id),
    credit(renewal),
  ]);
  expect(await auditTrailOf(who)).toEqual([
    ['episode.opened', END],
    ['episode.suspended', DEADLINE],
    ['episode.cleared', DEADLINE],
    ['episode.closed', DEADLINE],
    ['episode.resumed', DEADLINE],
  ]);
  expect((await noticesOf(who)).sort()).toEqual([
    'arrears.cleared',
    'arrears.opened',
    'service.resumed',
    'service.suspended',
  ]);
});

test('a millisecond before the deadline there is nothing to suspend; at it there is', async () => {
  const who = await hospital();
  const first = await bought(who);
  await at(who, END);
  await meetEnd(first);
  const [{ _id }] = (await episodesOf(who)) as [EpisodeDocument];
  await at(who, plusMs(DEADLINE, -1));
  await suspendWhatIsDue(fixture, changeLedger, _id);
  expect(await readEpisodeView(fixture, _id)).toMatchObject({
    state: 'open',
    arrears: 23,
    isSuspensionDue: false,
  });
  await at(who, DEADLINE);
  expect(await readEpisodeView(fixture, _id)).toMatchObject({ state: 'open', isSuspensionDue: true });
  await suspendWhatIsDue(fixture, changeLedger, _id);
  expect(await readEpisodeView(fixture, _id)).toMatchObject({
    state: 'suspended',
    suspendedAt: DEADLINE,
    arrears: 24,
    isSuspensionDue: false,
  });
});

test('paid in its grace and credited after it: suspended all the same, and the term begins at the old end', async () => {
  const who = await hospital();
  const first = await bought(who);
  await at(who, END);
  await meetEnd(first);
  await at(who, plusMs(END, HOUR_MS));
  const renewal = await paid(who);
  const now = plusMs(DEADLINE, HOUR_MS);
  await at(who, now);
  await credit(renewal);
  expect(await termOf(renewal)).toMatchObject({ from: END });
  expect((await auditTrailOf(who)).map(([type]) => type)).toEqual([
    'episode.opened',
    'episode.suspended',
    'episode.cleared',
    'episode.closed',
    'episode.resumed',
  ]);
});

describe('a grace that was written off', () => {
  /** At `when`, before anything else that is due then is booked. */
  const writeOffAt = async (who: Hospital, when: Instant) => {
    await at(who, when);
    const [episode] = (await episodesOf(who)) as [EpisodeDocument];
    await runTransaction(fixture, TESTER, (unit) => writeOffEpisode(unit, changeLedger, episode, 'agreed'));
  };
  const ended = async () => {
    const who = await hospital();
    const first = await bought(who);
    await at(who, END);
    await meetEnd(first);
    return who;
  };

  test.each([
    ['in its first millisecond', plusMs(END, 1), plusMs(END, 1)],
    ['a millisecond before the deadline', plusMs(DEADLINE, -1), plusMs(DEADLINE, -1)],
    ['long before the renewal', plusMs(END, HOUR_MS), plusMs(DEADLINE, -1)],
    ['before the deadline, and renewed at it', plusMs(DEADLINE, -1), DEADLINE],
    ['at the deadline', DEADLINE, DEADLINE],
  ])('%s is charged to no later term: it is the same as a first one', async (_name, writtenAt, renewedAt) => {
    const who = await ended();
    await writeOffAt(who, writtenAt);
    await at(who, renewedAt);
    const { from, until, chain } = await termOf(await bought(who));
    // Another feature, bought at the same moment for the first time.
    const other = await hospital();
    await at(other, renewedAt);
    const whole = await termOf(await bought(other));
    expect({ from, until, chain }).toEqual({ from: renewedAt, until: whole.until, chain: whole.chain });
  });

  test('the quote says the period that the renewal will have', async () => {
    const who = await ended();
    await writeOffAt(who, plusMs(END, HOUR_MS));
    const now = plusMs(END, 2 * HOUR_MS);
    await at(who, now);
    const { _id: accountId, timeZone } = who.account;
    const { periods } = await readHoldings(fixture.database, { accountId, timeZone }, now, null);
    expect(periods.map(({ graceHours }) => graceHours)).toEqual([0]);
    const renewal = await bought(who);
    expect((await termOf(renewal)).from).toBe(now);
  });

  test('one paid before the end and credited after a write-off continues at the end', async () => {
    const who = await hospital();
    const first = await bought(who);
    await at(who, plusMs(END, -1));
    const renewal = await paid(who);
    await at(who, END);
    await meetEnd(first);
    await writeOffAt(who, plusMs(END, HOUR_MS));
    expect(await termOf(await credit(renewal))).toMatchObject({ from: END });
  });

  test('what lacks cover closes at the deadline all the same, and not a millisecond sooner', async () => {
    const who = await ended();
    await writeOffAt(who, plusMs(DEADLINE, -1));
    const [{ _id }] = (await episodesOf(who)) as [EpisodeDocument];
    await suspendWhatIsDue(fixture, changeLedger, _id);
    expect(await episodesOf(who)).toMatchObject([{ state: 'closed', suspendedAt: null }]);
    await at(who, DEADLINE);
    await suspendWhatIsDue(fixture, changeLedger, _id);
    expect(await episodesOf(who)).toMatchObject([
      { state: 'closed', outcome: 'written_off', suspendedAt: DEADLINE, resumedAt: null },
    ]);
  });

  test('with cover from the last millisecond of the grace on, nothing closes', async () => {
    const who = await ended();
    await writeOffAt(who, plusMs(END, 1));
    await at(who, plusMs(DEADLINE, -1));
    await bought(who);
    const [{ _id }] = (await episodesOf(who)) as [EpisodeDocument];
    await at(who, DEADLINE);
    await suspendWhatIsDue(fixture, changeLedger, _id);
    expect(await episodesOf(who)).toMatchObject([{ state: 'closed', suspendedAt: null }]);
    expect(await noticesOf(who)).toEqual(['arrears.opened', 'arrears.cleared']);
  });
});
