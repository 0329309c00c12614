/** Arrears of units that are written off within their grace never suspend; at the deadline the suspension goes first (rules §8.10). */
import { writeOffEpisode } from '../../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { useFixture } from '../../support/use-fixture.ts';
import { INSPECTION, outcomeOf, usageOf, usageRequestOf } from '../ledger/uses.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const END: Instant = '2027-01-11T00:00:00.000Z';
const DEADLINE = plusMs(START, DAY_MS);
const fixture = useFixture();
let uses: GroupCommit;
beforeAll(() => {
  uses = new GroupCommit(
    fixture,
    drawPolicies(() => ({ overdraft: 'arrears' })),
  );
});

const use = (accountId: string, quantity: number) =>
  uses.submit(usageRequestOf(accountId, { resource: INSPECTION, quantity }));
const episodesOf = (accountId: string) =>
  fixture.database.models.episodes.find({ accountId }).sort({ openedAt: 1 }).lean();
const poolOf = async (accountId: string) => (await soundLedger(fixture, accountId)).pools[0]!;

/** A sandbox that owes 5 inspections since `START`. */
async function inArrears(): Promise<string> {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  const lot = { resource: INSPECTION, units: 10, purchasedAt: START, expiresAt: END };
  await creditLot(fixture, _id, lot);
  usageOf(await use(_id, 15));
  return _id;
}

async function writeOffAt(accountId: string, when: Instant): Promise<void> {
  await setClock(fixture, accountId, when);
  const [episode] = await episodesOf(accountId);
  await runTransaction(fixture, TESTER, (unit) => writeOffEpisode(unit, changeLedger, episode!, 'agreed'));
}

test('a millisecond before the deadline: nothing is suspended at it, and the next usage opens an episode of its own', async () => {
  const accountId = await inArrears();
  await writeOffAt(accountId, plusMs(DEADLINE, -1));
  await setClock(fixture, accountId, DEADLINE);
  expect(outcomeOf(await use(accountId, 2))).toBe('accepted');
  const [written, opened] = await episodesOf(accountId);
  expect(written).toMatchObject({ state: 'closed', outcome: 'written_off', suspendedAt: null });
  expect(opened).toMatchObject({
    state: 'open',
    openedAt: DEADLINE,
    suspendsAt: plusMs(DEADLINE, DAY_MS),
    peakArrears: 2,
  });
  expect(await poolOf(accountId)).toMatchObject({ suspension: null, arrears: { settled: 5 } });
});

test('at the deadline: it was suspended first, and stays so until units are available', async () => {
  const accountId = await inArrears();
  await writeOffAt(accountId, DEADLINE);
  expect(await episodesOf(accountId)).toMatchObject([
    { state: 'closed', outcome: 'written_off', suspendedAt: DEADLINE, resumedAt: null },
  ]);
  expect(outcomeOf(await use(accountId, 1))).toBe('suspended');
  expect((await poolOf(accountId)).suspension).toMatchObject({ since: DEADLINE });
  const lot = {
    resource: INSPECTION,
    units: 1,
    purchasedAt: DEADLINE,
    expiresAt: END,
  };
  await creditLot(fixture, accountId, lot);
  expect(await poolOf(accountId)).toMatchObject({ suspension: null, arrears: { settled: 5 } });
  expect(outcomeOf(await use(accountId, 1))).toBe('accepted');
});

test('what was written off is not charged to the next lot', async () => {
  const accountId = await inArrears();
  await writeOffAt(accountId, plusMs(START, 1));
  const lot = { resource: INSPECTION, units: 10, purchasedAt: START, expiresAt: END };
  await creditLot(fixture, accountId, lot);
  expect((await poolOf(accountId)).lots).toMatchObject([{ credited: 10, offset: 0, remaining: 10 }]);
});
