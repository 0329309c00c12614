import { mongo } from 'mongoose';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { pageIdOf } from '../../../src/storage/journal/journal-ids.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { accountWith, outcomeOf, MIMI, NO_OVERDRAFT, storedUses, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const clock = new HeldClock('2026-01-10T09:00:00.000Z');
const fixture = useFixture(clock.now);
afterEach(() => jest.restoreAllMocks());

const availableOf = async (accountId: string): Promise<number> =>
  availableIn(await soundLedger(fixture, accountId), MIMI);

function mongoError(code: number, ...labels: string[]): mongo.MongoServerError {
  const error = new mongo.MongoServerError({ message: `planted ${code}`, code });
  for (const label of labels) error.addErrorLabel(label);
  return error;
}

/** Storing usages fails so often; ledger states have been written by then. */
function failStoringUses(times: number, errorOf: () => Error): void {
  const spy = jest.spyOn(fixture.database.native.journalPages, 'insertMany');
  for (let time = 0; time < times; time += 1) spy.mockRejectedValueOnce(errorOf());
}

const WRITE_CONFLICT = 112;
const DISK_FULL = 14031;

it('an error within a transaction rejects every caller of it, and nothing of it is stored', async () => {
  const accountId = await accountWith(fixture, 10);
  const before = await soundLedger(fixture, accountId);
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  failStoringUses(1, () => mongoError(DISK_FULL));
  const uses = [usageRequestOf(accountId), usageRequestOf(accountId)];
  const fates = await Promise.allSettled(uses.map((use) => process.submit(use)));
  expect(fates).toMatchObject([
    { status: 'rejected', reason: { code: DISK_FULL } },
    { status: 'rejected', reason: { code: DISK_FULL } },
  ]);
  expect(await soundLedger(fixture, accountId)).toEqual(before);
  expect(await storedUses(fixture, accountId)).toEqual([]);

  const again = await Promise.all(uses.map((use) => process.submit(use)));
  expect(again.map(outcomeOf)).toEqual(['accepted', 'accepted']);
  expect(await availableOf(accountId)).toBe(8);
});

it('a conflict that passes is tried again, and its uses are booked once', async () => {
  const accountId = await accountWith(fixture, 10);
  failStoringUses(3, () => mongoError(WRITE_CONFLICT, 'TransientTransactionError'));
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('accepted');
  expect(await availableOf(accountId)).toBe(9);
});

it('a commit whose answer was lost is found, and its uses are booked once', async () => {
  const accountId = await accountWith(fixture, 10);
  const { connection } = fixture.database;
  const startSession = connection.startSession.bind(connection);
  jest.spyOn(connection, 'startSession').mockImplementationOnce(async () => {
    const session = await startSession();
    const commit = session.commitTransaction.bind(session);
    session.commitTransaction = async () => {
      await commit();
      throw mongoError(64, 'UnknownTransactionCommitResult');
    };
    return session;
  });
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const outcomes = await Promise.all([
    process.submit(usageRequestOf(accountId)),
    process.submit(usageRequestOf(accountId)),
  ]);
  expect(outcomes.every(({ accepted }) => accepted)).toBe(true);
  expect(await storedUses(fixture, accountId)).toHaveLength(2);
  expect(await availableOf(accountId)).toBe(8);
});

it('an account whose ledger cannot be written does not take the others of the transaction with it', async () => {
  const [broken, sound] = [await accountWith(fixture, 10), await accountWith(fixture, 10)];
  // An entry that is not in the state has the number of the next one.
  const { database } = fixture;
  const page = await database.native.journalPages.findOne({ accountId: broken });
  await database.native.journalPages.insertOne({ ...page!, _id: pageIdOf(broken, 2) });
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const fates = await Promise.allSettled([
    process.submit(usageRequestOf(broken)),
    process.submit(usageRequestOf(sound)),
  ]);
  expect(fates).toMatchObject([
    { status: 'rejected', reason: { code: 11_000 } },
    { status: 'fulfilled', value: { accepted: true } },
  ]);
  expect(await storedUses(fixture, broken)).toEqual([]);
  expect(await availableOf(sound)).toBe(9);
});

it('an account with a contradictory state does not fail the others of the transaction', async () => {
  const [broken, sound] = [await accountWith(fixture, 10), await accountWith(fixture, 10)];
  await fixture.database.native.ledgers.updateOne(
    { _id: broken },
    { $inc: { 'pools.0.lots.0.remaining': 5, version: 1 } },
  );
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const fates = await Promise.allSettled([
    process.submit(usageRequestOf(broken)),
    process.submit(usageRequestOf(sound)),
  ]);
  expect(fates).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: { accepted: true } }]);
  expect(await availableOf(sound)).toBe(9);
});

it('an error while an earlier result is looked up rejects the caller, and the next usage is served', async () => {
  const accountId = await accountWith(fixture, 10);
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const use = usageRequestOf(accountId);
  await process.submit(use);
  jest.spyOn(fixture.database.native.journalPages, 'find').mockImplementationOnce(() => {
    throw mongoError(DISK_FULL);
  });
  await expect(process.submit(use)).rejects.toMatchObject({ code: DISK_FULL });
  expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('accepted');
  expect(await availableOf(accountId)).toBe(8);
});

it('what was committed is answered as accepted, though checking a refusal beside it fails', async () => {
  const [rich, poor] = [await accountWith(fixture, 10), await accountWith(fixture, 1)];
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  await process.submit(usageRequestOf(rich));
  await process.submit(usageRequestOf(poor));
  // The states are cached; the only read left is that of the refused account's version.
  jest.spyOn(fixture.database.models.ledgers, 'find').mockImplementationOnce(() => {
    throw mongoError(DISK_FULL);
  });
  const fates = await Promise.allSettled([
    process.submit(usageRequestOf(rich)),
    process.submit(usageRequestOf(poor)),
  ]);
  expect(fates).toMatchObject([
    { status: 'fulfilled', value: { accepted: true, replayed: false } },
    { status: 'rejected', reason: { code: DISK_FULL } },
  ]);
  expect(await availableOf(rich)).toBe(8);
});

it('rejects when MongoDB is away, without trying account after account', async () => {
  const accounts = [
    await accountWith(fixture, 1),
    await accountWith(fixture, 1),
    await accountWith(fixture, 1),
  ];
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  const startSession = jest
    .spyOn(fixture.database.connection, 'startSession')
    .mockRejectedValue(new mongo.MongoNetworkError('planted'));
  const fates = await Promise.allSettled(accounts.map((id) => process.submit(usageRequestOf(id))));
  expect(fates.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(startSession).toHaveBeenCalledTimes(1);
});

test('a transaction whose command never ends is given up, its caller may ask again, and later usages are booked', async () => {
  const accountId = await accountWith(fixture, 100);
  const process = new GroupCommit(
    { database: fixture.database, serverNow: fixture.serverNow, transactionLimitMs: 2_000 },
    NO_OVERDRAFT,
  );
  const { journalPages } = fixture.database.native;
  jest.spyOn(journalPages, 'insertMany').mockImplementationOnce(() => new Promise(() => undefined));
  const stuck = usageRequestOf(accountId, { quantity: 7 });
  const later = usageRequestOf(accountId, { quantity: 5 });
  const first = process.submit(stuck);
  await expect(first).rejects.toThrow('took longer than 2000 ms');
  expect(outcomeOf(await process.submit(later))).toBe('accepted');
  expect(outcomeOf(await process.submit(stuck))).toBe('accepted');
  expect(await availableOf(accountId)).toBe(88);
});
