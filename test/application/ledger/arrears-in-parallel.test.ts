/** Several processes draw on one account that goes into arrears, while it is topped up: nothing is lost, paid or opened twice. */
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import type { UsageOutcome } from '../../../src/application/ledger/group-commit/pending-usages.ts';
import type { UsageRecord } from '../../../src/storage/journal/usage-record.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, creditSpentLot } from '../../support/lots.ts';
import { openAccount } from '../../support/order-fixtures.ts';
import { INSPECTION, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);

const policies = drawPolicies(() => ({ overdraft: 'arrears' }));
const openLedger = async () => (await openAccount(fixture, { agreement: false }))._id;
const lot = (accountId: string, units: number) =>
  creditLot(fixture, accountId, {
    resource: INSPECTION,
    units,
    purchasedAt: START,
    expiresAt: plusMs(START, 365 * DAY_MS),
  });

function acceptedIn(outcomes: readonly UsageOutcome[]): UsageRecord[] {
  return outcomes.flatMap((outcome) => (outcome.accepted ? [outcome.usage] : []));
}

/** Every arrears unit of the uses, in order of its number. */
function unitsInArrears(uses: readonly UsageRecord[]): number[] {
  return uses
    .flatMap(({ arrearsRange }) =>
      arrearsRange === null
        ? []
        : Array.from(
            { length: arrearsRange.to - arrearsRange.from },
            (_, index) => arrearsRange.from + index,
          ),
    )
    .sort((a, b) => a - b);
}

test('ten uploads at once on a nearly empty pool: the units are drawn once, the rest becomes arrears once, in one episode', async () => {
  const accountId = await openLedger();
  await lot(accountId, 25);
  const processes = [new GroupCommit(fixture, policies), new GroupCommit(fixture, policies)];
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      processes[index % 2]!.submit(usageRequestOf(accountId, { resource: INSPECTION, quantity: 10 })),
    ),
  );
  const uses = acceptedIn(outcomes);
  expect(uses).toHaveLength(10);
  const drawn = uses.flatMap(({ draws }) => draws).reduce((sum, { units }) => sum + units, 0);
  expect(drawn).toBe(25);
  expect(unitsInArrears(uses)).toEqual(Array.from({ length: 75 }, (_, index) => index));
  const episodes = await fixture.database.models.episodes.find({ accountId }).lean();
  expect(episodes).toHaveLength(1);
  expect(new Set(uses.flatMap(({ episode }) => (episode === null ? [] : [episode.episodeId])))).toEqual(
    new Set([episodes[0]!._id]),
  );
  expect(await fixture.database.models.notices.countDocuments({ accountId, kind: 'arrears.opened' })).toBe(1);
  const state = await soundLedger(fixture, accountId);
  expect(state.pools[0]).toMatchObject({ episode: { episodeId: episodes[0]!._id, peak: 75 } });
});

test('usages and top-ups at once: every unit of arrears was settled by one lot, and no two episodes are open', async () => {
  const accountId = await openLedger();
  await creditSpentLot(fixture, accountId);
  const processes = [new GroupCommit(fixture, policies), new GroupCommit(fixture, policies)];
  const [outcomes] = await Promise.all([
    Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        processes[index % 2]!.submit(
          usageRequestOf(accountId, { resource: INSPECTION, quantity: 1 + (index % 7) }),
        ),
      ),
    ),
    Promise.all(Array.from({ length: 6 }, () => lot(accountId, 30))),
  ]);
  await lot(accountId, 1_000);
  const uses = acceptedIn(outcomes);
  const asked = uses.reduce((sum, { quantity }) => sum + quantity, 0);
  const state = await soundLedger(fixture, accountId);
  const { totals } = state.pools[0]!;
  expect(totals.consumed + totals.offset).toBe(asked);

  const settlements = await fixture.database.models.settlements.find({ accountId }).sort({ from: 1 }).lean();
  const settled = settlements.flatMap(({ from, to }) =>
    Array.from({ length: to - from }, (_, index) => from + index),
  );
  expect(settled).toEqual(unitsInArrears(uses));
  const episodes = await fixture.database.models.episodes.find({ accountId }).sort({ openedAt: 1 }).lean();
  expect(episodes.every(({ state, outcome }) => state === 'closed' && outcome === 'paid')).toBe(true);
  expect(settlements.every(({ episodeId }) => episodes.some(({ _id }) => _id === episodeId))).toBe(true);
});

test('a second process that still thinks the account open refuses at the deadline all the same', async () => {
  const accountId = await openLedger();
  await creditSpentLot(fixture, accountId);
  const [first, second] = [new GroupCommit(fixture, policies), new GroupCommit(fixture, policies)];
  await first.submit(usageRequestOf(accountId, { resource: INSPECTION, quantity: 5 }));
  await second.submit(usageRequestOf(accountId, { resource: INSPECTION, quantity: 5 }));
  clock.stand = plusMs(START, DAY_MS - 1);
  expect(await first.submit(usageRequestOf(accountId, { resource: INSPECTION }))).toMatchObject({
    accepted: true,
  });
  clock.stand = plusMs(START, DAY_MS);
  expect(await second.submit(usageRequestOf(accountId, { resource: INSPECTION }))).toMatchObject({
    accepted: false,
    refusal: { code: 'suspended' },
  });
  // The first who asked booked what was due, though his use was refused.
  expect(await fixture.database.models.episodes.findOne({ accountId }).lean()).toMatchObject({
    state: 'suspended',
    suspendedAt: plusMs(START, DAY_MS),
  });
  await soundLedger(fixture, accountId);
});
