import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { workflowIdOf } from '../../../src/domain/workflow-ids.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { MOST_DUE, settleLedger } from '../../../src/application/ledger/settle-ledger.ts';
import { setLotDeadlines } from '../../../src/application/entitlements/lots/lot-deadlines.ts';
import { meetLotDeadline } from '../../../src/application/entitlements/lots/meet-lot-deadline.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { readSettledLedger } from '../../../src/application/ledger/queries/settled-ledger.ts';
import { entriesIn, journalOf } from '../../support/journal.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, creditLots, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { outcomeOf, MIMI, NO_OVERDRAFT, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const END = '2026-03-01T16:00:00.000Z';
const LATER = plusMs(END, DAY_MS);
/** More than two steps, less than three. */
const MANY = 2 * MOST_DUE + 50;
const STEPS = 3;
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);
afterEach(() => jest.restoreAllMocks());

async function accountWith(
  lots: number,
  expiresAt: Instant = END,
): Promise<{ accountId: string; lotIds: string[] }> {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  const lot = { resource: MIMI, units: 2, purchasedAt: START, expiresAt } as const;
  return { accountId: _id, lotIds: await creditLots(fixture, _id, lot, lots) };
}

/** Entries of the account that each transaction wrote while `work` ran. */
async function entriesOf(accountId: string, work: () => Promise<unknown>): Promise<number[]> {
  const written = jest.spyOn(fixture.database.native.journalPages, 'insertMany');
  await work();
  const counts = written.mock.calls.flatMap(([pages]) =>
    pages[0]?.accountId === accountId ? [entriesIn(pages)] : [],
  );
  written.mockRestore();
  return counts;
}

async function expectAllBooked(accountId: string): Promise<void> {
  const { models } = fixture.database;
  const expired = { accountId, kind: 'lot.expired' } as const;
  const entries = await journalOf(fixture.database, accountId);
  expect(entries.filter(({ kind, at }) => kind === 'lot.expired' && at === END)).toHaveLength(MANY);
  expect(await models.notices.countDocuments(expired)).toBe(MANY);
  expect(await models.audit.countDocuments({ accountId, type: 'lot.expired' })).toBe(MANY);
  expect(await models.lots.countDocuments({ accountId, end: 'expired', endedAt: END })).toBe(MANY);
  expect(await models.notices.countDocuments({ accountId, kind: 'pool.exhausted' })).toBe(1);
}

describe('thousands of lots that end at one midnight', () => {
  it('are booked in steps before the next use is decided: none of their units is drawn, and that use is refused', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const process = new GroupCommit(fixture, NO_OVERDRAFT);
    const counts = await entriesOf(accountId, async () => {
      expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('insufficient_balance');
    });
    expect(counts).toEqual([MOST_DUE, MOST_DUE, MANY - 2 * MOST_DUE]);
    expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(0);
    await expectAllBooked(accountId);
  });

  it('are settled beside the others: uses of other accounts are answered before the first step is stored', async () => {
    const { accountId } = await accountWith(MANY);
    const { accountId: other } = await accountWith(1, LATER);
    await setClock(fixture, accountId, END);
    await creditLot(fixture, other, { resource: MIMI, units: 5, purchasedAt: START, expiresAt: LATER });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const { journalPages } = fixture.database.native;
    const insertMany = journalPages.insertMany.bind(journalPages);
    jest.spyOn(journalPages, 'insertMany').mockImplementation(async (pages, options) => {
      if (pages[0]?.accountId === accountId) await gate;
      return insertMany(pages, options);
    });
    const process = new GroupCommit(fixture, NO_OVERDRAFT);
    const use = process.submit(usageRequestOf(accountId));
    expect(outcomeOf(await process.submit(usageRequestOf(other)))).toBe('accepted');
    expect(outcomeOf(await process.submit(usageRequestOf(other)))).toBe('accepted');
    open();
    expect(outcomeOf(await use)).toBe('insufficient_balance');
    await soundLedger(fixture, accountId);
  });

  it('are booked in steps before any other change of the ledger, which is one transaction after them', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const counts = await entriesOf(accountId, () =>
      creditLot(fixture, accountId, { resource: MIMI, units: 7, purchasedAt: END, expiresAt: LATER }),
    );
    expect(counts).toEqual([MOST_DUE, MOST_DUE, MANY - 2 * MOST_DUE, 1]);
    expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(7);
  });

  it('are written as they end: a step writes none of those that stay, and reads the ledger state at most once', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const { native, models } = fixture.database;
    const stored = jest.spyOn(native.ledgers, 'bulkWrite');
    const held = jest.spyOn(models.ledgers, 'findOneAndUpdate');
    await settleLedger(fixture, accountId);
    const bytes = stored.mock.calls.map(([update]) => JSON.stringify(update).length);
    expect(bytes).toHaveLength(STEPS);
    expect(Math.max(...bytes)).toBeLessThan(2_000);
    expect(held).toHaveBeenCalledTimes(1);
    expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(0);
  });

  it('of several accounts are booked one step at a time, so that the others keep most of the database', async () => {
    const accounts = await Promise.all([1, 2, 3].map(() => accountWith(MOST_DUE + 1)));
    for (const { accountId } of accounts) await setClock(fixture, accountId, END);
    const { journalPages } = fixture.database.native;
    const insertMany = journalPages.insertMany.bind(journalPages);
    let running = 0;
    const together: number[] = [];
    jest.spyOn(journalPages, 'insertMany').mockImplementation(async (...given) => {
      together.push((running += 1));
      return insertMany(...given).finally(() => (running -= 1));
    });
    await Promise.all(accounts.map(({ accountId }) => settleLedger(fixture, accountId)));
    expect(together).toEqual([1, 1, 1, 1, 1, 1]);
    for (const { accountId } of accounts) await soundLedger(fixture, accountId);
  });

  it('are booked although another writer comes between two steps: the ledger state is read again', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const { models, native } = fixture.database;
    const bulkWrite = native.ledgers.bulkWrite.bind(native.ledgers);
    jest
      .spyOn(native.ledgers, 'bulkWrite')
      .mockImplementationOnce((...given) => bulkWrite(...given))
      .mockImplementationOnce(async (...given) => {
        await models.ledgers.updateOne({ _id: accountId }, { $inc: { version: 1 } });
        return bulkWrite(...given);
      });
    await settleLedger(fixture, accountId);
    await soundLedger(fixture, accountId);
    await expectAllBooked(accountId);
  });

  it('show as ended at once, booked or not or in part', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const seen = async () => {
      const { pools, ended } = await readSettledLedger(fixture.database, accountId, START);
      const available = pools.flatMap(({ lots }) => lots).reduce((sum, { remaining }) => sum + remaining, 0);
      return [available, ended.size];
    };
    expect(await seen()).toEqual([0, MANY]);
    const { ledgers } = fixture.database.native;
    const bulkWrite = ledgers.bulkWrite.bind(ledgers);
    const partly: unknown[] = [];
    jest.spyOn(ledgers, 'bulkWrite').mockImplementation(async (...given) => {
      partly.push(await seen());
      return bulkWrite(...given);
    });
    await runTransaction(fixture, TESTER, (unit) => changeLedger(unit, accountId, () => undefined));
    expect(partly).toEqual([
      [0, MANY],
      [0, MANY - MOST_DUE],
      [0, MANY - 2 * MOST_DUE],
    ]);
  });

  it('a failure between two steps loses nothing: the next caller continues where it stopped', async () => {
    const { accountId } = await accountWith(MANY);
    await setClock(fixture, accountId, END);
    const { journalPages } = fixture.database.native;
    const insertMany = journalPages.insertMany.bind(journalPages);
    jest
      .spyOn(journalPages, 'insertMany')
      .mockImplementationOnce((...given) => insertMany(...given))
      .mockRejectedValueOnce(new Error('planted'));
    const process = new GroupCommit(fixture, NO_OVERDRAFT);
    await expect(process.submit(usageRequestOf(accountId))).rejects.toThrow('planted');
    expect((await soundLedger(fixture, accountId)).sequence).toBe(MANY + MOST_DUE);
    expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('insufficient_balance');
    await soundLedger(fixture, accountId);
    await expectAllBooked(accountId);
  });

  it('whose deadlines come at the same time are met by few transactions on the ledger, each once', async () => {
    const { accountId, lotIds } = await accountWith(MANY);
    const { models } = fixture.database;
    await runTransaction(fixture, TESTER, async (unit) => {
      const lots = await models.lots.find({ accountId }).session(unit.session).lean();
      for (const lot of lots) {
        const workflowId = workflowIdOf('lot', lot._id);
        setLotDeadlines(unit, lot, {
          sandbox: true,
          workflowId,
          reminderDays: [],
          timeZone: 'Asia/Shanghai',
          now: START,
        });
      }
    });
    await setClock(fixture, accountId, END);
    const before = await models.ledgers.findById(accountId).orFail().lean();
    const counts = await entriesOf(accountId, () =>
      Promise.all(
        lotIds.slice(0, 40).map((lotId) => meetLotDeadline(fixture, lotId, `lot.expires:${lotId}`)),
      ),
    );
    expect(counts).toHaveLength(STEPS);
    const after = await models.ledgers.findById(accountId).orFail().lean();
    // Only the steps wrote the state: the first one locks it, and each stores it once.
    expect(after.version - before.version).toBe(STEPS + 1);
    for (const lotId of lotIds.slice(40)) await meetLotDeadline(fixture, lotId, `lot.expires:${lotId}`);
    expect((await models.ledgers.findById(accountId).orFail().lean()).version).toBe(after.version);
    expect(await models.deadlines.countDocuments({ accountId })).toBe(0);
    await soundLedger(fixture, accountId);
    await expectAllBooked(accountId);
  });
});

it('accounts of which each has a little due do not fill a transaction together: those beyond it settle beside it', async () => {
  const accounts = await Promise.all(Array.from({ length: 6 }, () => accountWith(30)));
  for (const { accountId } of accounts) await setClock(fixture, accountId, END);
  const written = jest.spyOn(fixture.database.native.journalPages, 'insertMany');
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const outcomes = await Promise.all(
    accounts.map(({ accountId }) => process.submit(usageRequestOf(accountId))),
  );
  expect(outcomes.map(outcomeOf)).toEqual(accounts.map(() => 'insufficient_balance'));
  const counts = written.mock.calls.map(([pages]) => entriesIn(pages));
  expect(Math.max(...counts)).toBe(90);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(180);
});

it('a usage on a ledger with thousands of lots writes what it moved, not all of them again', async () => {
  const { accountId } = await accountWith(MANY, LATER);
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const stored = jest.spyOn(fixture.database.native.ledgers, 'bulkWrite');
  expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('accepted');
  expect(JSON.stringify(stored.mock.calls[0]![0]).length).toBeLessThan(2_000);
  // The second unit ends the lot, which leaves the state: the lots after it move up.
  expect(outcomeOf(await process.submit(usageRequestOf(accountId, { quantity: 2 })))).toBe('accepted');
  expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(2 * MANY - 3);
});
