/** A checkpoint that was changed outside the product is found and rebuilt from the journal, and no pool is blocked for it. */
import {
  verifyLedgers,
  type VerifiedLedgers,
} from '../../../src/application/reconciliation/verify-ledgers.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { figuresAsOf } from '../../../src/application/ledger/verify/checkpoints.ts';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { countedPools } from '../../../src/domain/ledger/stored-figures.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { changeEntry } from '../../support/journal.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { useFixture } from '../../support/use-fixture.ts';
import { MIMI, NO_OVERDRAFT, outcomeOf, usageOf, usageRequestOf } from './uses.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const dayAfter = (days: number) => plusMs(START, days * DAY_MS);
const fixture = useFixture();
let uses: GroupCommit;
beforeAll(() => {
  uses = new GroupCommit(fixture, NO_OVERDRAFT);
});
// A run is over all accounts, so that what one test leaves behind would be found by the next.
afterEach(async () => {
  const { ledgers, verifications, tasks } = fixture.database.models;
  await Promise.all([ledgers.deleteMany({}), verifications.deleteMany({}), tasks.deleteMany({})]);
});

const use = (accountId: string, quantity: number) =>
  uses.submit(usageRequestOf(accountId, { resource: MIMI, quantity }));
const verify = (options: Partial<Parameters<typeof verifyLedgers>[1]> = {}): Promise<VerifiedLedgers> =>
  verifyLedgers(fixture, { full: false, ...options });
const whole = () => verify({ wholeAfterHours: -1 });
const tasksOf = (accountId: string) => fixture.database.models.tasks.find({ accountId }).lean();
const checkpointsOf = (accountId: string) =>
  fixture.database.models.checkpoints.find({ accountId }).sort({ version: 1 }).lean();
const alter = (_id: string, change: object) => fixture.database.native.checkpoints.updateOne({ _id }, change);

/** Stores a checkpoint of the current state. */
const checkpoint = (accountId: string) =>
  runTransaction(fixture, TESTER, (unit) =>
    changeLedger(unit, accountId, (ledger) => {
      ledger.mustCheckpoint = true;
    }),
  );

/** What a reader sees as of the end of a day. */
async function asOf(accountId: string, day: number) {
  const { sequence } = await fixture.database.models.ledgers.findById(accountId).orFail().lean();
  return countedPools(await figuresAsOf(fixture.database, accountId, dayAfter(day), sequence));
}

/** A sandbox that uses 1, 2, 3 units on three days, with a checkpoint after each. */
async function threeDays(): Promise<{ accountId: string; ids: string[] }> {
  const { _id: accountId } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  const expiresAt = '2027-01-11T00:00:00.000Z';
  await creditLot(fixture, accountId, { resource: MIMI, units: 100, purchasedAt: START, expiresAt });
  for (const day of [1, 2, 3]) {
    await setClock(fixture, accountId, dayAfter(day));
    usageOf(await use(accountId, day));
    await checkpoint(accountId);
  }
  return { accountId, ids: (await checkpointsOf(accountId)).map(({ _id }) => _id) };
}

it.each([
  ['units that remain of a lot', { $inc: { 'pools.0.lots.0.remaining': 7 } }],
  ['a sum of the pool', { $inc: { 'pools.0.totals.consumed': -2 } }],
  ['a lot that is gone', { $set: { 'pools.0.lots': [] } }],
  ['its place in the journal', { $set: { sequence: 4 } }],
  ['an instant before its last entry', { $set: { at: dayAfter(0) } }],
  ['an instant after the next entry', { $set: { at: plusMs(dayAfter(3), 1) } }],
  ['what is no list of pools', { $set: { pools: 'none' } }],
])('%s: is found, rebuilt from the journal, and a task says so', async (_name, change) => {
  const { accountId, ids } = await threeDays();
  expect(await verify()).toMatchObject({ checkpoints: 0, blocked: 0, failed: 0 });
  const truth = [await asOf(accountId, 1), await asOf(accountId, 2), await asOf(accountId, 3)];
  expect(truth.map(([pool]) => pool?.totals.consumed)).toEqual([1, 3, 6]);
  await alter(ids[1]!, change);

  expect(await whole()).toMatchObject({ checkpoints: 1, blocked: 0, known: 0, failed: 0 });
  expect([await asOf(accountId, 1), await asOf(accountId, 2), await asOf(accountId, 3)]).toEqual(truth);
  const [task, ...more] = await tasksOf(accountId);
  expect(more).toEqual([]);
  expect(task).toMatchObject({
    kind: 'reconcile.difference',
    role: 'operator',
    state: 'open',
    facts: { about: 'checkpoint', count: 1, checkpoints: [{ checkpointId: ids[1] }] },
  });
  const { audit } = fixture.database.models;
  expect(await audit.findOne({ accountId, type: 'checkpoint.repaired' }).lean()).toMatchObject({
    facts: { taskId: task!._id, count: 1 },
  });
  expect(outcomeOf(await use(accountId, 1))).toBe('accepted');
  expect(await whole()).toMatchObject({ checkpoints: 0, blocked: 0 });
  expect(await tasksOf(accountId)).toHaveLength(1);
});

it('names the figures that differ, as they were and as they are by the journal', async () => {
  const { accountId, ids } = await threeDays();
  await alter(ids[2]!, { $inc: { 'pools.0.totals.consumed': 4, 'pools.0.totals.credited': 4 } });
  expect((await asOf(accountId, 3))[0]!.totals.consumed).toBe(10);
  await whole();
  const [task] = await tasksOf(accountId);
  expect(task!.facts['checkpoints']).toEqual([
    {
      checkpointId: ids[2],
      sequence: 4,
      storedAt: dayAfter(3),
      at: dayAfter(3),
      differences: [
        { resource: MIMI, figure: 'totals.credited', stored: 104, rebuilt: 100 },
        { resource: MIMI, figure: 'totals.consumed', stored: 10, rebuilt: 6 },
      ],
    },
  ]);
});

it('one that is newer than the last run is found by the next ordinary run, which reads only what is new', async () => {
  const { accountId } = await threeDays();
  await verify();
  await setClock(fixture, accountId, dayAfter(4));
  usageOf(await use(accountId, 5));
  await checkpoint(accountId);
  expect(await verify()).toMatchObject({ entries: 1, checkpoints: 0 });
  usageOf(await use(accountId, 5));
  await checkpoint(accountId);
  const newest = (await checkpointsOf(accountId)).at(-1)!;
  await alter(newest._id, { $inc: { 'pools.0.lots.0.remaining': 1 } });
  expect(await verify()).toMatchObject({ checkpoints: 1, blocked: 0 });
  expect((await asOf(accountId, 4))[0]!.totals.consumed).toBe(16);
});

it('one that holds the whole state of its pools, as older versions stored them, is sound', async () => {
  const { accountId, ids } = await threeDays();
  const { pools } = await soundLedger(fixture, accountId);
  await alter(ids[2]!, { $set: { pools: [...pools] } });
  expect(await whole()).toMatchObject({ checkpoints: 0, blocked: 0, failed: 0 });
  expect((await asOf(accountId, 3))[0]!.totals.consumed).toBe(6);
});

it('with a broken chain nothing is proven, so that checkpoints stay as they are', async () => {
  const { accountId, ids } = await threeDays();
  await alter(ids[2]!, { $inc: { 'pools.0.totals.consumed': 4 } });
  const altered = await checkpointsOf(accountId);
  await changeEntry(fixture.database, accountId, 2, (entry) => ({ ...entry, hash: Buffer.alloc(32) }));
  expect(await whole()).toMatchObject({ blocked: 1, checkpoints: 0 });
  expect(await checkpointsOf(accountId)).toEqual(altered);
});

it('of very many, a run repairs a part, and a later one the rest', async () => {
  const { accountId, ids } = await threeDays();
  await verify();
  const { native } = fixture.database;
  const template = await native.checkpoints.findOne({ _id: ids[2]! });
  const { pools, ...rest } = template!;
  const wrong = pools.map((pool) => ({ ...pool, totals: { ...pool.totals, consumed: 1_000 } }));
  await native.checkpoints.insertMany(
    Array.from({ length: 130 }, (_, index) => ({
      ...rest,
      _id: `${ids[2]}_${index}`,
      version: 100 + index,
      pools: wrong,
    })),
  );
  expect(await whole()).toMatchObject({ checkpoints: 100 });
  expect(await whole()).toMatchObject({ checkpoints: 30 });
  expect((await asOf(accountId, 3))[0]!.totals.consumed).toBe(6);
  expect(await tasksOf(accountId)).toHaveLength(2);
});
