import {
  GroupCommit,
  type GroupCommitOptions,
} from '../../../src/application/ledger/group-commit/group-commit.ts';
import { lockLedger } from '../../../src/application/ledger/ledger-state.ts';
import type { UsageOutcome } from '../../../src/application/ledger/group-commit/pending-usages.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { accountWith, outcomeOf, MIMI, NO_OVERDRAFT, usageOf, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const clock = new HeldClock('2026-01-10T09:00:00.000Z');
const fixture = useFixture(clock.now);
afterEach(() => jest.restoreAllMocks());

const newProcess = (options?: GroupCommitOptions): GroupCommit =>
  new GroupCommit(fixture, NO_OVERDRAFT, options);

const availableOf = async (accountId: string): Promise<number> =>
  availableIn(await soundLedger(fixture, accountId), MIMI);

/** Another writer of these accounts, in a transaction that goes on until it is released. */
async function holdAccounts(accountIds: readonly string[]): Promise<() => Promise<void>> {
  const session = await fixture.database.connection.startSession();
  session.startTransaction();
  for (const accountId of accountIds) await lockLedger(fixture.database, accountId, session);
  return async () => {
    await session.commitTransaction();
    await session.endSession();
  };
}

/** What of these has been answered, in the order in which it was. */
function answersOf(outcomes: readonly Promise<UsageOutcome>[]): UsageOutcome[] {
  const answers: UsageOutcome[] = [];
  for (const outcome of outcomes) void outcome.then((answer) => answers.push(answer));
  return answers;
}

describe('while another writer holds an account', () => {
  it('uses of all other accounts are answered, and those of that one afterwards, in order', async () => {
    const held = await accountWith(fixture, 100);
    const others = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => accountWith(fixture, 100)));
    const process = newProcess();
    for (const accountId of [held, ...others]) await process.submit(usageRequestOf(accountId));
    const release = await holdAccounts([held]);

    const ofHeld = [5, 4].map((quantity) => process.submit(usageRequestOf(held, { quantity })));
    const answers = answersOf(ofHeld);
    // Awaited one after the other: each is a transaction of its own, before the held account is free.
    for (let round = 0; round < 3; round += 1) {
      const outcomes = await Promise.all(
        others.map((accountId) => process.submit(usageRequestOf(accountId))),
      );
      expect(outcomes.map(outcomeOf)).toEqual(others.map(() => 'accepted'));
      ofHeld.push(process.submit(usageRequestOf(held, { quantity: 3 - round })));
    }
    expect(answers).toEqual([]);

    await release();
    const uses = (await Promise.all(ofHeld)).map(usageOf);
    expect(uses.map(({ quantity, balance }) => [quantity, balance.available])).toEqual([
      [5, 94],
      [4, 90],
      [3, 87],
      [2, 85],
      [1, 84],
    ]);
    await process.drained();
    expect(process.depth).toBe(0);
    expect(await availableOf(held)).toBe(84);
    expect(await Promise.all(others.map(availableOf))).toEqual(others.map(() => 96));
  });

  it('its transactions are few for the others: once it is set aside they all share one again', async () => {
    const held = await accountWith(fixture, 10);
    const others = await Promise.all([1, 2, 3].map(() => accountWith(fixture, 10)));
    const process = newProcess();
    const release = await holdAccounts([held]);
    const ofHeld = process.submit(usageRequestOf(held));
    await Promise.all(others.map((accountId) => process.submit(usageRequestOf(accountId))));

    const commits = jest.spyOn(fixture.database.native.journalPages, 'insertMany');
    await Promise.all(others.map((accountId) => process.submit(usageRequestOf(accountId))));
    expect(commits).toHaveBeenCalledTimes(1);
    await release();
    expect(outcomeOf(await ofHeld)).toBe('accepted');
  });

  it('a key that was used before returns its first result in a lane too, and a refusal is decided on the current state', async () => {
    const held = await accountWith(fixture, 10);
    const process = newProcess();
    const use = usageRequestOf(held, { quantity: 8 });
    const first = usageOf(await process.submit(use));
    const release = await holdAccounts([held]);
    const outcomes = [use, usageRequestOf(held, { quantity: 3 }), usageRequestOf(held, { quantity: 2 })].map(
      (one) => process.submit(one),
    );
    await process.submit(usageRequestOf(await accountWith(fixture, 1)));
    await release();
    const settled = await Promise.all(outcomes);
    expect(settled.map(outcomeOf)).toEqual(['replayed', 'insufficient_balance', 'accepted']);
    expect(usageOf(settled[0]!)).toEqual(first);
    expect(await availableOf(held)).toBe(0);
  });

  it('so many of its uses may wait: one more is refused, and other accounts are not', async () => {
    const [held, other] = [await accountWith(fixture, 10), await accountWith(fixture, 10)];
    const process = newProcess({ maxWaitingInLane: 2 });
    const release = await holdAccounts([held]);
    const waiting = [1, 2, 3].map(() => process.submit(usageRequestOf(held)));
    await process.submit(usageRequestOf(other));
    // One is being tried, two wait behind it at the most.
    waiting.push(process.submit(usageRequestOf(held)), process.submit(usageRequestOf(held)));
    await process.submit(usageRequestOf(other));
    expect(outcomeOf(await process.submit(usageRequestOf(held)))).toBe('rate_limited');
    expect(outcomeOf(await process.submit(usageRequestOf(other)))).toBe('accepted');
    await release();
    expect((await Promise.all(waiting)).map(outcomeOf)).toEqual(waiting.map(() => 'accepted'));
  });
});

it('many accounts that are locked at once are all served when they are free, and no other account waits for them', async () => {
  const held = await Promise.all(Array.from({ length: 20 }, () => accountWith(fixture, 10)));
  const other = await accountWith(fixture, 10);
  const process = newProcess();
  const release = await holdAccounts(held);
  const ofHeld = held.map((accountId) => process.submit(usageRequestOf(accountId)));
  const answers = answersOf(ofHeld);
  expect(outcomeOf(await process.submit(usageRequestOf(other)))).toBe('accepted');
  expect(answers).toEqual([]);
  await release();
  expect((await Promise.all(ofHeld)).map(outcomeOf)).toEqual(held.map(() => 'accepted'));
});

it('a refused usage delays no other: they are booked while its earlier results are looked up', async () => {
  const [poor, rich] = [await accountWith(fixture, 1), await accountWith(fixture, 10)];
  const process = newProcess();
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { journalPages } = fixture.database.native;
  const find = journalPages.find.bind(journalPages);
  jest.spyOn(journalPages, 'find').mockImplementationOnce((...given: Parameters<typeof find>) => {
    const pages = find(...given);
    const toArray = pages.toArray.bind(pages);
    jest.spyOn(pages, 'toArray').mockImplementation(() => gate.then(toArray));
    return pages;
  });
  const refused = process.submit(usageRequestOf(poor, { quantity: 2 }));
  const answers = answersOf([refused]);
  for (let round = 0; round < 3; round += 1) {
    expect(outcomeOf(await process.submit(usageRequestOf(rich)))).toBe('accepted');
  }
  expect(answers).toEqual([]);
  release();
  expect(outcomeOf(await refused)).toBe('insufficient_balance');
  await process.drained();
});
