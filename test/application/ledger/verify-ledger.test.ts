/** A balance, an entry or a record that was changed outside the product is found, and its pool is blocked. */
import {
  verifyLedgers,
  type VerifiedLedgers,
} from '../../../src/application/reconciliation/verify-ledgers.ts';
import { plusMs, type Instant } from '../../../src/domain/instant.ts';
import { assertIdentities } from '../../../src/domain/ledger/identities.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import type { LedgerDocument } from '../../../src/storage/collections/ledgers.ts';
import type { TaskDocument } from '../../../src/storage/collections/tasks.ts';
import { resolveTask } from '../../../src/application/tasks/resolve-task.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { JournalPageDocument } from '../../../src/storage/collections/journal-pages.ts';
import type { PageEntry, PageUsage } from '../../../src/storage/journal/page-form.ts';
import { changePage, changeUnits } from '../../support/journal.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import {
  closeFixture,
  openAccount,
  openFixture,
  TESTER,
  type OrderFixture,
} from '../../support/order-fixtures.ts';
import { outcomeOf, INSPECTION, MIMI, usageOf, usageRequestOf } from './uses.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const END: Instant = '2027-01-11T00:00:00.000Z';
let fixture: OrderFixture;
let uses: GroupCommit;
beforeAll(async () => {
  fixture = await openFixture();
  uses = new GroupCommit(
    fixture,
    drawPolicies((resource) => ({ overdraft: resource === INSPECTION ? 'arrears' : 'none' })),
  );
});
afterAll(() => closeFixture(fixture));
// A run is over all accounts, so that what one test leaves behind would be found by the next.
afterEach(async () => {
  const { models } = fixture.database;
  await Promise.all([
    models.ledgers.deleteMany({}),
    models.verifications.deleteMany({}),
    models.tasks.deleteMany({}),
  ]);
});

const credit = (accountId: string, resource: string, units = 100, expiresAt: Instant = END) =>
  creditLot(fixture, accountId, { resource, units, purchasedAt: START, expiresAt });
const use = (accountId: string, resource: string, quantity = 1) =>
  uses.submit(usageRequestOf(accountId, { resource, quantity }));
const verify = (options: Partial<Parameters<typeof verifyLedgers>[1]> = {}): Promise<VerifiedLedgers> =>
  verifyLedgers(fixture, { full: false, ...options });
const headOf = (accountId: string): Promise<LedgerDocument> =>
  fixture.database.models.ledgers.findById(accountId).orFail().lean();
const tasksOf = (accountId: string): Promise<TaskDocument[]> =>
  fixture.database.models.tasks.find({ accountId }).sort({ openedAt: 1 }).lean();
const resolve = (task: TaskDocument) =>
  runTransaction(fixture, TESTER, (unit) => resolveTask(unit, task, 'Looked into'));
const alter = (accountId: string, change: Record<string, number>) =>
  fixture.database.native.ledgers.updateOne({ _id: accountId }, { $inc: change });

/** Adds five units to the first pool without an entry, and a version, so that no process uses its cached state. */
const giveFive = (accountId: string) =>
  alter(accountId, {
    'pools.0.lots.0.remaining': 5,
    'pools.0.lots.0.credited': 5,
    'pools.0.totals.credited': 5,
    version: 1,
  });

/** A sandbox with 100 units of two resources, 7 and 3 of them used, verified once. */
async function usedAccount(): Promise<string> {
  const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
  await credit(_id, MIMI);
  await credit(_id, INSPECTION);
  for (const quantity of [3, 4]) usageOf(await use(_id, MIMI, quantity));
  usageOf(await use(_id, INSPECTION, 3));
  expect(await verify()).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  return _id;
}

describe('a changed figure of the ledger state', () => {
  it.each([
    ['units that remain of a lot', { 'pools.0.lots.0.remaining': 5 }, 'lot:', 5],
    ['units that were used of a lot', { 'pools.0.lots.0.consumed': -2 }, 'lot:', -2],
    ['a sum of the pool', { 'pools.0.totals.consumed': 1 }, 'totals.consumed', 1],
  ])('%s: is named, and stops drawing from that pool alone', async (_name, change, figure, by) => {
    const accountId = await usedAccount();
    const other = await usedAccount();
    const { version } = await headOf(accountId);
    await alter(accountId, change);

    expect(await verify()).toMatchObject({ blocked: 1, failed: 0 });
    const [task, ...more] = await tasksOf(accountId);
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      kind: 'reconcile.difference',
      role: 'operator',
      state: 'open',
      sandbox: true,
    });
    expect(task!.facts).toMatchObject({ about: 'ledger', resources: [MIMI], chain: null, firstBroken: null });
    const [difference] = task!.facts['differences'] as { figure: string; stored: number; rebuilt: number }[];
    expect(difference!.figure.startsWith(figure)).toBe(true);
    expect(difference!.stored - difference!.rebuilt).toBe(by);
    const state = await headOf(accountId);
    expect(state.version).toBeGreaterThan(version);
    expect(state.pools.map(({ blockedBy }) => blockedBy)).toEqual([task!._id, null]);
    const audit = await fixture.database.models.audit.findOne({ accountId, type: 'pool.blocked' }).lean();
    expect(audit?.facts).toMatchObject({ taskId: task!._id, resources: [MIMI] });

    expect(outcomeOf(await use(accountId, MIMI))).toBe('conflict');
    expect(outcomeOf(await use(accountId, INSPECTION))).toBe('accepted');
    expect(outcomeOf(await use(other, MIMI))).toBe('accepted');
  });

  it('is put right from the journal at once, and drawn on when the task is resolved', async () => {
    const accountId = await usedAccount();
    await alter(accountId, { 'pools.0.lots.0.remaining': -5, 'pools.0.totals.consumed': 5 });
    await verify();
    const [task] = await tasksOf(accountId);
    expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(93);
    expect(outcomeOf(await use(accountId, MIMI))).toBe('conflict');
    await resolve(task!);

    const { pools } = await soundLedger(fixture, accountId);
    expect(pools.map(({ blockedBy }) => blockedBy)).toEqual([null, null]);
    expect(outcomeOf(await use(accountId, MIMI, 93))).toBe('accepted');
    expect(await verify()).toMatchObject({ blocked: 0, known: 0 });
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
    const { audit } = fixture.database.models;
    expect(await audit.findOne({ accountId, type: 'pool.blocked' }).lean()).toMatchObject({
      facts: { taskId: task!._id },
      before: { [MIMI]: { available: 88, consumed: 12 } },
      after: { [MIMI]: { available: 93, consumed: 7 } },
    });
    expect(await audit.findOne({ accountId, type: 'pool.unblocked' }).lean()).toMatchObject({
      actor: TESTER.by,
      facts: { taskId: task!._id, resources: [MIMI], stillBlocked: [] },
    });
  });

  it('that shows arrears without an entry: the repair removes them and closes their episode', async () => {
    const { _id: accountId } = await openAccount(fixture, { sandboxNow: START, agreement: false });
    await credit(accountId, INSPECTION, 10);
    await use(accountId, INSPECTION, 12);
    await credit(accountId, INSPECTION, 2);
    const closed = await fixture.database.models.episodes.findOne({ accountId }).orFail().lean();
    // As if the payment had been lost from the state while the episode continued.
    const { openedAt, suspendsAt, policyVersion, capability } = closed;
    const open = {
      openedAt,
      suspendsAt,
      policyVersion,
      capability,
      resumeRequires: 1,
      peak: 2,
      isHigh: false,
    };
    await fixture.database.native.ledgers.updateOne(
      { _id: accountId },
      {
        $set: {
          'pools.0.arrears.settled': 0,
          'pools.0.totals.offset': 0,
          'pools.0.episode': { ...open, episodeId: closed._id },
        },
        $inc: { version: 1 },
      },
    );
    await fixture.database.models.episodes.updateOne(
      { _id: closed._id },
      { $set: { state: 'open', outcome: null, closedAt: null } },
    );
    await verify();
    const [pool] = (await soundLedger(fixture, accountId)).pools;
    expect(pool).toMatchObject({ episode: null, arrears: { settled: 2 } });
    expect(await fixture.database.models.episodes.findById(closed._id).lean()).toMatchObject({
      state: 'closed',
      outcome: null,
      closedAt: START,
    });
  });

  it('opens one task however often it is found, and another one when it comes again after it was put right', async () => {
    const accountId = await usedAccount();
    const change = () => alter(accountId, { 'pools.0.totals.credited': 9 });
    await change();
    expect(await verify()).toMatchObject({ blocked: 1, known: 0 });
    expect(await verify()).toMatchObject({ blocked: 0, known: 1 });
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 1 });
    const [first] = await tasksOf(accountId);
    await resolve(first!);
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
    await change();
    expect(await verify()).toMatchObject({ blocked: 1 });
    expect(await tasksOf(accountId)).toHaveLength(2);
  });

  it('of a pool that is blocked already opens a task of its own, and the pool waits for both', async () => {
    const accountId = await usedAccount();
    await alter(accountId, { 'pools.0.totals.credited': 9 });
    await verify();
    await alter(accountId, { 'pools.0.totals.voided': 1 });
    expect(await verify()).toMatchObject({ blocked: 1 });
    const [first, second] = await tasksOf(accountId);
    await resolve(first!);
    expect((await headOf(accountId)).pools[0]!.blockedBy).toBe(second!._id);
    await resolve(second!);
    expect(outcomeOf(await use(accountId, MIMI))).toBe('accepted');
  });

  it('lets lots be credited and expire meanwhile, and other pools be drawn on', async () => {
    const accountId = await usedAccount();
    const ends = plusMs(START, 86_400_000);
    await credit(accountId, MIMI, 10, ends);
    await alter(accountId, { 'pools.0.lots.0.remaining': 5 });
    await verify();
    await setClock(fixture, accountId, ends);
    await credit(accountId, MIMI, 20);
    usageOf(await use(accountId, INSPECTION));
    expect(await verify()).toMatchObject({ blocked: 0, known: 1 });
    await resolve((await tasksOf(accountId))[0]!);
    expect(availableIn(await soundLedger(fixture, accountId), MIMI)).toBe(93 + 20);
    // Entries in between carry the balance stored then: they are not reported again.
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
  });

  it('that was drawn on before it was found is put right too', async () => {
    const accountId = await usedAccount();
    await giveFive(accountId);
    usageOf(await use(accountId, MIMI, 50));
    await verify();
    await resolve((await tasksOf(accountId))[0]!);
    expect(availableIn(await headOf(accountId), MIMI)).toBe(43);
    usageOf(await use(accountId, MIMI, 43));
    // Entries from before the check carry the balance stored then: they are not reported again.
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
  });

  it('that let units be drawn which no lot had: the pool goes on with what lots have', async () => {
    const accountId = await usedAccount();
    await giveFive(accountId);
    usageOf(await use(accountId, MIMI, 98));
    await credit(accountId, MIMI, 10);
    expect(await verify()).toMatchObject({ blocked: 1 });
    await resolve((await tasksOf(accountId))[0]!);
    const state = await headOf(accountId);
    assertIdentities(state);
    expect(availableIn(state, MIMI)).toBe(10);
    usageOf(await use(accountId, MIMI, 4));
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  });

  it('that removed a lot or a whole pool from the state: both come back', async () => {
    const accountId = await usedAccount();
    await fixture.database.native.ledgers.updateOne({ _id: accountId }, { $set: { pools: [] } });
    expect(await verify()).toMatchObject({ blocked: 1 });
    expect(outcomeOf(await use(accountId, INSPECTION))).toBe('conflict');
    await resolve((await tasksOf(accountId))[0]!);
    const state = await soundLedger(fixture, accountId);
    expect([availableIn(state, MIMI), availableIn(state, INSPECTION)]).toEqual([93, 97]);
  });
});

describe('the money of a lot', () => {
  /** 3 units for 10.00, of which `used` are used. */
  const pricedAccount = async (used: number) => {
    const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
    const price = { amountMinor: 1_000, currency: 'USD' as const };
    const terms = { resource: MIMI, purchasedAt: START, expiresAt: END };
    const lotId = await creditLot(fixture, _id, { ...terms, units: 3, price });
    if (used > 0) usageOf(await use(_id, MIMI, used));
    expect(await verify()).toMatchObject({ blocked: 0, known: 0, failed: 0 });
    return { accountId: _id, lotId, price };
  };
  const differencesIn = async (accountId: string) => {
    const [task, ...more] = await tasksOf(accountId);
    expect(more).toEqual([]);
    return task!.facts['differences'];
  };

  it('whose price was changed: named, and put right from the journal', async () => {
    const { accountId, lotId, price } = await pricedAccount(1);
    await alter(accountId, { 'pools.0.lots.0.price.amountMinor': 500, version: 1 });
    expect(await verify()).toMatchObject({ blocked: 1, failed: 0 });
    expect(await differencesIn(accountId)).toEqual([
      { resource: MIMI, figure: `lot:${lotId}.price`, stored: 1_500, rebuilt: 1_000 },
      { resource: MIMI, figure: `lot:${lotId}.deferred`, stored: 1_000, rebuilt: 666 },
    ]);
    const { pools } = await soundLedger(fixture, accountId);
    expect(pools[0]!.lots[0]!.price).toEqual(price);
  });

  it('that is not what its units are worth: named once, and later checks go on from what the units say', async () => {
    const { accountId, lotId, price } = await pricedAccount(0);
    const { ledgers } = fixture.database.native;
    // As if a process had used the lot that knows nothing of prices.
    const path = 'pools.0.lots.0.price';
    await ledgers.updateOne({ _id: accountId }, { $unset: { [path]: 1 }, $inc: { version: 1 } });
    usageOf(await use(accountId, MIMI));
    await ledgers.updateOne({ _id: accountId }, { $set: { [path]: price }, $inc: { version: 1 } });
    expect(await verify()).toMatchObject({ blocked: 1, failed: 0 });
    expect(await differencesIn(accountId)).toEqual([
      { resource: MIMI, figure: `lot:${lotId}.deferred`, stored: 666, rebuilt: 1_000 },
    ]);
    await resolve((await tasksOf(accountId))[0]!);
    usageOf(await use(accountId, MIMI));
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0, failed: 0 });
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0, failed: 0 });
  });

  it('that has ended and whose record has another price: named, and put right from the journal', async () => {
    const { accountId, lotId, price } = await pricedAccount(3);
    const { lots } = fixture.database.models;
    for (const change of [{ $inc: { 'price.amountMinor': 7 } }, { $unset: { price: 1 } }]) {
      await lots.updateOne({ _id: lotId }, change);
      expect(await verify({ full: true })).toMatchObject({ blocked: 1, failed: 0 });
      expect((await lots.findById(lotId).lean())?.price).toEqual(price);
      const open = (await tasksOf(accountId)).filter(({ state }) => state === 'open');
      expect(open.map(({ facts }) => facts['differences'])).toMatchObject([
        [{ figure: `record:${lotId}.price`, rebuilt: 1_000 }],
      ]);
      await resolve(open[0]!);
      expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
    }
  });
});

type Page = JournalPageDocument;

const changing = (change: (page: Page, place: number) => Page) => change;
const changingEntry = (change: (entry: PageEntry) => Partial<PageEntry>) =>
  changing((page, place) => ({
    ...page,
    entries: page.entries.map((entry, index) => (index === place ? { ...entry, ...change(entry) } : entry)),
  }));
const changingUsage = (change: () => Partial<PageUsage>) =>
  changing((page) => ({ ...page, usages: page.usages!.map((usage) => ({ ...usage, ...change() })) }));

describe('a changed journal entry', () => {
  it.each([
    [
      'its units',
      changingEntry(({ postings: [place, units, ...rest] }) => ({ postings: [place!, units! - 1, ...rest] })),
      'postings',
    ],
    ['its instant', changingEntry(() => ({ at: '2026-01-10T10:00:00.000Z' })), 'hash'],
    ['its hash', changingEntry(() => ({ hash: Buffer.alloc(32) })), 'hash'],
    ['its balance', changingEntry(() => ({ available: 1 })), 'hash'],
    ['what it was recorded at', changing((page) => ({ ...page, recordedAt: START })), 'hash'],
    [
      'the account that it moves',
      changing((page) => ({ ...page, accounts: page.accounts.map(() => `lot:other`) })),
      'hash',
    ],
    [
      'the lots that its page is found by',
      changing((page) => ({ ...page, movedLots: ['lot_other'] })),
      'page',
    ],
    ['whose its page is', changing((page) => ({ ...page, sandbox: false })), 'hash'],
    ['the hash before it', changing((page) => ({ ...page, previousHash: Buffer.alloc(32) })), 'previous'],
    ['whose usage it is', changingUsage(() => ({ organizationId: 'org_2' })), 'hash'],
    ['the key of its usage', changingUsage(() => ({ key: 'another' })), 'hash'],
    ['who posted its usage', changingUsage(() => ({ by: 'key_other' })), 'hash'],
  ])(
    '%s: is named by a check of the whole journal, and all pools of the account stop',
    async (_name, change, reason) => {
      const accountId = await usedAccount();
      await changePage(fixture.database, accountId, 3, change);
      // What was verified before is not read again.
      expect(await verify()).toMatchObject({ blocked: 0 });
      expect(await verify({ wholeAfterHours: -1 })).toMatchObject({ blocked: 1 });
      const [task] = await tasksOf(accountId);
      expect(task!.facts).toMatchObject({ chain: { sequence: 3, reason }, firstBroken: 3 });
      expect(outcomeOf(await use(accountId, MIMI))).toBe('conflict');
      expect(outcomeOf(await use(accountId, INSPECTION))).toBe('conflict');
      await credit(accountId, MIMI, 1);
      expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 1 });

      await resolve(task!);
      expect(availableIn(await headOf(accountId), MIMI)).toBe(94);
      expect(outcomeOf(await use(accountId, MIMI))).toBe('accepted');
      // Checks begin where the operator went on; what comes later is found as ever.
      expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
      const { sequence } = await headOf(accountId);
      await changeUnits(fixture.database, accountId, sequence, 1);
      expect(await verify({ full: true })).toMatchObject({ blocked: 1 });
      const [later] = (await tasksOf(accountId)).filter(({ state }) => state === 'open');
      expect(later!.facts).toMatchObject({ firstBroken: sequence });
    },
  );

  it.each([
    ['the last one is gone', 5],
    ['one in the middle is gone', 4],
  ])('%s: is named', async (_name, sequence) => {
    const { _id: accountId } = await openAccount(fixture, { sandboxNow: START, agreement: false });
    await credit(accountId, MIMI);
    for (let used = 0; used < 4; used += 1) usageOf(await use(accountId, MIMI));
    await changePage(fixture.database, accountId, sequence, (page) => ({ ...page, entries: [] }));
    expect(await verify()).toMatchObject({ blocked: 1 });
    expect((await tasksOf(accountId))[0]!.facts).toMatchObject({ chain: { sequence, reason: 'sequence' } });
  });

  it('a state that does not end where its journal ends is reported', async () => {
    const accountId = await usedAccount();
    await fixture.database.native.ledgers.updateOne({ _id: accountId }, { $set: { hash: 'b'.repeat(64) } });
    expect(await verify()).toMatchObject({ blocked: 1 });
    expect((await tasksOf(accountId))[0]!.facts).toMatchObject({ chain: { sequence: 5, reason: 'head' } });
  });
});

describe('a changed record beside the journal', () => {
  it('the final figures of a lot: named, and put right', async () => {
    const { _id: accountId } = await openAccount(fixture, { sandboxNow: START, agreement: false });
    const lotId = await credit(accountId, MIMI, 5);
    await credit(accountId, MIMI, 5);
    usageOf(await use(accountId, MIMI, 7));
    const { lots } = fixture.database.models;
    await lots.updateOne({ _id: lotId }, { $inc: { 'final.consumed': -1, 'final.expired': 1 } });
    expect(await verify()).toMatchObject({ blocked: 1 });
    const [task] = await tasksOf(accountId);
    expect(task!.facts['differences']).toEqual([
      { resource: MIMI, figure: `record:${lotId}.consumed`, stored: 4, rebuilt: 5 },
      { resource: MIMI, figure: `record:${lotId}.expired`, stored: 1, rebuilt: 0 },
    ]);
    expect(outcomeOf(await use(accountId, MIMI))).toBe('conflict');
    expect((await lots.findById(lotId).lean())?.final).toMatchObject({ consumed: 5, expired: 0 });
    await resolve(task!);
    expect(outcomeOf(await use(accountId, MIMI))).toBe('accepted');
    expect(await verify({ full: true })).toMatchObject({ blocked: 0, known: 0 });
  });
});

describe('a run', () => {
  it('reads what is new, and a whole journal again when a day has passed, as much as it may', async () => {
    const accountId = await usedAccount();
    const second = await usedAccount();
    expect(await verify()).toEqual({
      accounts: 2,
      entries: 0,
      whole: 0,
      blocked: 0,
      known: 0,
      checkpoints: 0,
      failed: 0,
    });
    usageOf(await use(accountId, MIMI));
    expect(await verify()).toMatchObject({ accounts: 2, entries: 1, whole: 0 });
    expect(await verify({ wholeAfterHours: -1, wholeEntries: 1 })).toMatchObject({ entries: 6, whole: 1 });
    expect(await verify({ full: true })).toMatchObject({ entries: 11, whole: 2 });
    expect((await headOf(second)).pools[0]!.blockedBy).toBeNull();
  });

  it('goes on where it was interrupted, without losing its counts', async () => {
    const ids = [await usedAccount(), await usedAccount(), await usedAccount()].sort();
    let seen: Parameters<NonNullable<Parameters<typeof verify>[0]>['onProgress'] & object>[0] | undefined;
    const stopping = new AbortController();
    const interrupted = verify({
      full: true,
      signal: stopping.signal,
      onProgress: (progress) => {
        seen = progress;
        if (progress.after === ids[1]) stopping.abort(new Error('interrupted'));
      },
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(await verify({ full: true, from: seen })).toMatchObject({
      accounts: 3,
      entries: 15,
      whole: 3,
    });
  });

  it('goes on with the other accounts when one can not be verified', async () => {
    const accountId = await usedAccount();
    await usedAccount();
    await fixture.database.native.ledgers.updateOne({ _id: accountId }, { $set: { 'pools.0.lots': 'none' } });
    expect(await verify()).toMatchObject({ accounts: 2, failed: 1 });
  });

  it('raises no alarm beside many who write', async () => {
    const accountIds = await Promise.all(Array.from({ length: 6 }, usedAccount));
    const ends = plusMs(START, 1_000);
    let writing = true;
    // Lots are spent and others credited all the time.
    const write = async (accountId: string) => {
      for (let round = 0; writing; round += 1) {
        const asked = [MIMI, INSPECTION, MIMI].map((resource) => use(accountId, resource, 1 + (round % 3)));
        await Promise.all(asked);
        if (round % 4 === 0) await credit(accountId, MIMI, 9, plusMs(ends, round));
      }
    };
    const writers = accountIds.map(write);
    let entries = 0;
    for (let runs = 0; runs < 8 || entries <= 100; runs += 1) {
      const counts = await verify({ full: runs % 2 === 1 });
      expect(counts).toMatchObject({ blocked: 0, known: 0, failed: 0 });
      entries += counts.entries;
    }
    writing = false;
    await Promise.all(writers);
    expect(entries).toBeGreaterThan(100);
    for (const accountId of accountIds) await soundLedger(fixture, accountId);
  });
});
