import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { journalOf } from '../../support/journal.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { creditLot } from '../../support/lots.ts';
import { openAccount } from '../../support/order-fixtures.ts';
import { outcomeOf, MIMI, NO_OVERDRAFT, storedUses, usageOf, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const clock = new HeldClock('2026-01-10T09:00:00.000Z');
const fixture = useFixture(clock.now);

/** A process of its own: it caches states that other processes may change. */
const newProcess = (): GroupCommit => new GroupCommit(fixture, NO_OVERDRAFT);

const credit = (accountId: string, units: number) =>
  creditLot(fixture, accountId, {
    resource: MIMI,
    units,
    purchasedAt: clock.now(),
    expiresAt: plusMs(clock.now(), 365 * DAY_MS),
  });

async function accountWith(units: number): Promise<string> {
  const { _id } = await openAccount(fixture, { agreement: false });
  if (units > 0) await credit(_id, units);
  return _id;
}

/** Transactions begun while `work` ran. */
async function transactionsOf(work: () => Promise<unknown>): Promise<number> {
  const started = jest.spyOn(fixture.database.connection, 'startSession');
  await work();
  const count = started.mock.calls.length;
  started.mockRestore();
  return count;
}

const availableOf = async (accountId: string): Promise<number> =>
  availableIn(await soundLedger(fixture, accountId), MIMI);

describe('uses that wait together', () => {
  it('share one transaction, across accounts', async () => {
    const accounts = await Promise.all([accountWith(100), accountWith(100), accountWith(100)]);
    const process = newProcess();
    const transactions = await transactionsOf(async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 60 }, (_, index) => process.submit(usageRequestOf(accounts[index % 3]!))),
      );
      expect(outcomes.map(outcomeOf)).toEqual(outcomes.map(() => 'accepted'));
    });
    expect(transactions).toBe(1);
    for (const accountId of accounts) expect(await availableOf(accountId)).toBe(80);
  });

  it('are booked in the order in which they were asked, each with the balance after it', async () => {
    const accountId = await accountWith(100);
    const process = newProcess();
    const outcomes = await Promise.all(
      [5, 1, 4, 2].map((quantity) => process.submit(usageRequestOf(accountId, { quantity }))),
    );
    const uses = outcomes.map(usageOf);
    expect(uses.map(({ balance }) => balance.available)).toEqual([95, 94, 90, 88]);
    expect(uses.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
    expect(await storedUses(fixture, accountId)).toEqual(uses);
  });

  it('are decided each by itself: one that is refused takes nothing from those after it', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const outcomes = await Promise.all(
      [7, 4, 3, 1].map((quantity) => process.submit(usageRequestOf(accountId, { quantity }))),
    );
    expect(outcomes.map(outcomeOf)).toEqual([
      'accepted',
      'insufficient_balance',
      'accepted',
      'insufficient_balance',
    ]);
    expect(outcomes[1]).toMatchObject({
      refusal: { rule: 'AMB-24', evidence: { accountId, resource: MIMI, quantity: 4, available: 3 } },
    });
    expect(await availableOf(accountId)).toBe(0);
  });

  it('of an account that is not there are refused, and the others are not', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const outcomes = await Promise.all([
      process.submit(usageRequestOf('acc_missing')),
      process.submit(usageRequestOf(accountId)),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual(['not_found', 'accepted']);
  });

  it('write nothing when all of them are refused', async () => {
    const accountId = await accountWith(0);
    const before = await soundLedger(fixture, accountId);
    expect(outcomeOf(await newProcess().submit(usageRequestOf(accountId)))).toBe('insufficient_balance');
    expect(await soundLedger(fixture, accountId)).toEqual(before);
  });

  it('say that a pool came to nothing, once', async () => {
    const accountId = await accountWith(2);
    const process = newProcess();
    await Promise.all([1, 2, 3].map(() => process.submit(usageRequestOf(accountId))));
    const notices = await fixture.database.models.notices.find({ accountId }).lean();
    expect(notices).toMatchObject([{ kind: 'pool.exhausted', at: clock.now(), payload: { resource: MIMI } }]);
    expect(await fixture.database.models.deliveries.countDocuments({ noticeId: notices[0]!._id })).toBe(2);
  });
});

describe('two processes', () => {
  it('on one account: the later process books the others together and that account in its lane, each once', async () => {
    const accounts = [await accountWith(100), await accountWith(100), await accountWith(100)];
    const [ours, theirs] = [newProcess(), newProcess()];
    for (const accountId of accounts) await ours.submit(usageRequestOf(accountId));
    await theirs.submit(usageRequestOf(accounts[1]!));

    const transactions = await transactionsOf(async () => {
      const outcomes = await Promise.all(accounts.map((accountId) => ours.submit(usageRequestOf(accountId))));
      expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'accepted', 'accepted']);
    });
    // All of them, then the two that did not change, and in a lane the one that did.
    expect(transactions).toBe(3);
    expect(await Promise.all(accounts.map(availableOf))).toEqual([98, 97, 98]);
  });

  it('at the same time lose no use, double none, and never give out more than there is', async () => {
    const accountId = await accountWith(400);
    const asked = [newProcess(), newProcess()].flatMap((process) =>
      Array.from({ length: 120 }, (_, index) => ({
        process,
        use: usageRequestOf(accountId, { quantity: 1 + (index % 5) }),
      })),
    );
    const outcomes = await Promise.all(asked.map(({ process, use }) => process.submit(use)));

    const accepted = outcomes.flatMap((outcome) => (outcome.accepted ? [outcome.usage] : []));
    const stored = await storedUses(fixture, accountId);
    expect(stored.map(({ _id }) => _id).sort()).toEqual(accepted.map(({ _id }) => _id).sort());
    expect(stored.map(({ key }) => key)).toHaveLength(new Set(stored.map(({ key }) => key)).size);
    const drawn = stored.reduce((sum, { quantity }) => sum + quantity, 0);
    const available = await availableOf(accountId);
    expect(drawn + available).toBe(400);
    // Nothing was credited meanwhile, so what did not fit then does not fit now.
    outcomes.forEach((outcome, index) => {
      if (!outcome.accepted) expect(asked[index]!.use.quantity).toBeGreaterThan(available);
    });
    // Each process is served in its own order.
    for (const own of [outcomes.slice(0, 120), outcomes.slice(120)]) {
      const sequences = own.flatMap((outcome) => (outcome.accepted ? [outcome.usage.sequence] : []));
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    }
  });

  it('agree on what is available: a credit by another process is seen before a use is refused', async () => {
    const accountId = await accountWith(1);
    const process = newProcess();
    await process.submit(usageRequestOf(accountId));
    expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('insufficient_balance');
    await credit(accountId, 10);
    expect(usageOf(await process.submit(usageRequestOf(accountId, { quantity: 4 }))).balance.available).toBe(
      6,
    );
    expect(await availableOf(accountId)).toBe(6);
  });

  it('with clocks that differ: the journal stays in order of time, each entry saying when it was recorded', async () => {
    const accountId = await accountWith(10);
    const behind = newProcess();
    const aheadClock = new HeldClock(plusMs(clock.now(), 3_600_000));
    const ahead = new GroupCommit({ ...fixture, serverNow: aheadClock.now }, NO_OVERDRAFT);
    await behind.submit(usageRequestOf(accountId));
    await ahead.submit(usageRequestOf(accountId));
    const last = usageOf(await behind.submit(usageRequestOf(accountId)));
    expect(last.at).toBe(aheadClock.now());
    const entries = await journalOf(fixture.database, accountId);
    expect(entries.slice(1).map(({ at, recordedAt }) => [at, recordedAt])).toEqual([
      [clock.now(), clock.now()],
      [aheadClock.now(), aheadClock.now()],
      [aheadClock.now(), clock.now()],
    ]);
    await soundLedger(fixture, accountId);
  });
});

describe('a key that comes twice', () => {
  it('in the same transaction is one use', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const use = usageRequestOf(accountId, { quantity: 3 });
    const outcomes = await Promise.all([process.submit(use), process.submit(use)]);
    expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'replayed']);
    expect(usageOf(outcomes[1])).toEqual(usageOf(outcomes[0]));
    expect(await availableOf(accountId)).toBe(7);
  });

  it('later gets the first result, and those that wait with it are decided all the same', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const use = usageRequestOf(accountId, { quantity: 3 });
    const first = usageOf(await process.submit(use));
    const outcomes = await Promise.all([
      process.submit(usageRequestOf(accountId, { quantity: 2 })),
      process.submit(use),
      process.submit(usageRequestOf(accountId, { quantity: 6 })),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'replayed', 'insufficient_balance']);
    expect(usageOf(outcomes[1])).toEqual(first);
    expect(await availableOf(accountId)).toBe(5);
  });

  it('gets the first result also when what is left would not pay for it again', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const use = usageRequestOf(accountId, { quantity: 7 });
    const first = usageOf(await process.submit(use));
    const again = await process.submit(use);
    expect(outcomeOf(again)).toBe('replayed');
    expect(usageOf(again)).toEqual(first);
    expect(await availableOf(accountId)).toBe(3);
  });

  it('at the same moment to several processes is one use', async () => {
    const accountId = await accountWith(10);
    const use = usageRequestOf(accountId, { quantity: 3 });
    const outcomes = await Promise.all([newProcess(), newProcess(), newProcess()].map((p) => p.submit(use)));
    expect(outcomes.map(outcomeOf).sort()).toEqual(['accepted', 'replayed', 'replayed']);
    expect(new Set(outcomes.map((outcome) => usageOf(outcome)._id)).size).toBe(1);
    expect(await availableOf(accountId)).toBe(7);
  });

  it('with another body is refused, in the same transaction and later', async () => {
    const accountId = await accountWith(10);
    const process = newProcess();
    const key = 'case-1';
    const outcomes = await Promise.all([
      process.submit(usageRequestOf(accountId, { key, quantity: 3 })),
      process.submit(usageRequestOf(accountId, { key, quantity: 4 })),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'idempotency_mismatch']);
    expect(outcomeOf(await newProcess().submit(usageRequestOf(accountId, { key, quantity: 5 })))).toBe(
      'idempotency_mismatch',
    );
    expect(await availableOf(accountId)).toBe(7);
  });

  it('of another account is another use', async () => {
    const accounts = [await accountWith(10), await accountWith(10)];
    const process = newProcess();
    const outcomes = await Promise.all(
      accounts.map((id) => process.submit(usageRequestOf(id, { key: 'case-1' }))),
    );
    expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'accepted']);
  });

  it('is not burnt by a refusal: the next use under it is decided by itself, even in the same transaction', async () => {
    const accountId = await accountWith(5);
    const process = newProcess();
    const key = 'case-1';
    const outcomes = await Promise.all([
      process.submit(usageRequestOf(accountId, { key, quantity: 6 })),
      process.submit(usageRequestOf(accountId, { key, quantity: 4 })),
    ]);
    expect(outcomes.map(outcomeOf)).toEqual(['insufficient_balance', 'accepted']);
    expect(await availableOf(accountId)).toBe(1);
  });
});

it('a new usage is not reported as replayed, although another usage of its transaction met a stale state', async () => {
  const [busy, stale] = [await accountWith(10), await accountWith(1)];
  const process = newProcess();
  await process.submit(usageRequestOf(stale));
  await credit(stale, 10);
  const outcomes = await Promise.all([
    process.submit(usageRequestOf(busy)),
    process.submit(usageRequestOf(stale)),
  ]);
  expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'accepted']);
  expect([await availableOf(busy), await availableOf(stale)]).toEqual([9, 9]);
});

it('a queue that is full refuses the next use, and takes uses again once it is not', async () => {
  const accountId = await accountWith(10);
  const process = new GroupCommit(fixture, NO_OVERDRAFT, { maxWaiting: 2 });
  const outcomes = await Promise.all([1, 2, 3].map(() => process.submit(usageRequestOf(accountId))));
  expect(outcomes.map(outcomeOf)).toEqual(['accepted', 'accepted', 'rate_limited']);
  await process.drained();
  expect(process.depth).toBe(0);
  expect(outcomeOf(await process.submit(usageRequestOf(accountId)))).toBe('accepted');
  expect(await availableOf(accountId)).toBe(7);
});

it('a batch has a bound: more uses than it holds are booked in several transactions, in order', async () => {
  const accountId = await accountWith(10);
  const process = new GroupCommit(fixture, NO_OVERDRAFT, { maxBatch: 2 });
  const transactions = await transactionsOf(async () => {
    const outcomes = await Promise.all([1, 1, 1, 1, 1].map(() => process.submit(usageRequestOf(accountId))));
    expect(outcomes.map((outcome) => usageOf(outcome).sequence)).toEqual([2, 3, 4, 5, 6]);
  });
  expect(transactions).toBe(3);
});
