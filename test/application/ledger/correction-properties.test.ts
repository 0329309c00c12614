/** Purchases, usages, grants, extensions, voids, write-offs and reversals in any order: all stored records agree. */
import fc from 'fast-check';
import { dateIn, plusCalendar } from '../../../src/domain/calendar.ts';
import { DAY_MS, HOUR_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { figuresOfState } from '../../../src/domain/ledger/stored-figures.ts';
import { earnedBy, earnedFrom } from '../../../src/domain/ledger/lot-money.ts';
import { rebuildFrom, type Rebuilt } from '../../../src/domain/ledger/rebuild.ts';
import { outstandingOf } from '../../../src/domain/ledger/state.ts';
import { settlementsOf } from '../../../src/domain/ledger/unit-range.ts';
import { writeOffEpisode } from '../../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { figuresAsOf } from '../../../src/application/ledger/verify/checkpoints.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { extendLot } from '../../../src/application/entitlements/lots/extend-lot.ts';
import { grantCredit } from '../../../src/application/entitlements/lots/grant-credit.ts';
import { setLotDeadlines, workflowOfLot } from '../../../src/application/entitlements/lots/lot-deadlines.ts';
import type { LedgerDocument } from '../../../src/storage/collections/ledgers.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import type { UnitOfWork } from '../../../src/storage/unit-of-work.ts';
import { newId } from '../../../src/infra/ids.ts';
import { reverseUsage } from '../../../src/application/usages/reverse-usage.ts';
import { journalOf } from '../../support/journal.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { INSPECTION, storedUses, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START = '2026-01-10T09:00:00.000Z';
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);

const storageYears = fc.constantFrom(null, 1, 15);
const pick = fc.nat({ max: 20 });
const happening = fc.oneof(
  {
    arbitrary: fc.record({
      type: fc.constant('grant' as const),
      storageYears,
      units: fc.integer({ min: 1, max: 20 }),
      days: fc.nat({ max: 6 }),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      type: fc.constant('buy' as const),
      units: fc.integer({ min: 1, max: 20 }),
      days: fc.integer({ min: 1, max: 6 }),
      amountMinor: fc.constantFrom(0, 1, 7, 1_000_003),
      currency: fc.constantFrom('USD' as const, 'CNY' as const),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      type: fc.constant('use' as const),
      storageYears,
      quantity: fc.integer({ min: 1, max: 25 }),
    }),
    weight: 5,
  },
  { arbitrary: fc.record({ type: fc.constant('reverse' as const), pick }), weight: 4 },
  {
    arbitrary: fc.record({ type: fc.constant('clock' as const), hours: fc.integer({ min: 1, max: 40 }) }),
    weight: 3,
  },
  { arbitrary: fc.record({ type: fc.constant('extend' as const), pick }), weight: 1 },
  { arbitrary: fc.record({ type: fc.constant('void' as const), pick }), weight: 1 },
  { arbitrary: fc.record({ type: fc.constant('write off' as const) }), weight: 1 },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

it('figures, ranges, records of lots, deadlines and every past instant agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 18 }), async (happenings) => {
      const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
      const past = new Map<Instant, LedgerDocument>();
      for (const what of happenings) {
        await happens(_id, what);
        const state = await headOf(_id);
        if (what.type !== 'clock') past.set(state.at, state);
      }
      await runTransaction(fixture, TESTER, (unit) => changeLedger(unit, _id, () => undefined));
      const state = await soundLedger(fixture, _id);
      await expectUsesExplained(_id);
      await expectEarnedByOffsets(_id);
      await expectLotsRecorded(state);
      await expectEpisodesRecorded(state);
      for (const [at, then] of past) await expectPast(state, at, then);
    }),
    { numRuns: 15 },
  );
});

async function happens(accountId: string, what: Happening): Promise<void> {
  const inUnit = (work: (unit: UnitOfWork) => Promise<unknown>) => runTransaction(fixture, TESTER, work);
  const { frozenAt, timeZone, pools } = await headOf(accountId);
  const now = frozenAt!;
  const today = dateIn(timeZone, now);
  const live = pools.flatMap(({ lots }) => lots).filter(({ expiresAt }) => expiresAt > now);
  switch (what.type) {
    case 'grant':
      await inUnit((unit) =>
        grantCredit(unit, {
          lotId: newId('lot'),
          accountId,
          resource: INSPECTION,
          units: what.units,
          storageYears: what.storageYears,
          expiresOn: plusCalendar(today, { days: what.days }),
          reason: 'test',
        }),
      );
      break;
    case 'buy': {
      const { units, amountMinor, currency } = what;
      const expiresAt = plusMs(now, what.days * DAY_MS);
      const lot = { resource: INSPECTION, units, purchasedAt: now, expiresAt };
      const lotId = await creditLot(fixture, accountId, { ...lot, price: { amountMinor, currency } });
      await inUnit(async (unit) => {
        const document = await unit.database.models.lots
          .findById(lotId)
          .session(unit.session)
          .orFail()
          .lean();
        if (document.end !== null) return;
        const workflowId = workflowOfLot(lotId);
        setLotDeadlines(unit, document, { sandbox: true, workflowId, reminderDays: [], timeZone, now });
      });
      break;
    }
    case 'use': {
      const { quantity } = what;
      const asked = { resource: INSPECTION, quantity, storageYears: what.storageYears };
      const group = new GroupCommit(
        fixture,
        drawPolicies(() => ({ overdraft: 'arrears' })),
      );
      await group.submit(usageRequestOf(accountId, asked));
      break;
    }
    case 'reverse': {
      const open = (await storedUses(fixture, accountId)).filter(({ reversal }) => reversal === undefined);
      const usage = open[what.pick % open.length];
      if (usage !== undefined)
        await inUnit((unit) => reverseUsage(unit, { usageId: usage._id, reason: 'test' }));
      break;
    }
    case 'clock':
      await setClock(fixture, accountId, plusMs(now, what.hours * HOUR_MS));
      break;
    case 'extend': {
      const lot = live[what.pick % live.length];
      if (lot === undefined) break;
      const expiresOn = plusCalendar(dateIn(timeZone, lot.expiresAt), { days: 2 });
      await inUnit((unit) => extendLot(unit, { lotId: lot.lotId, expiresOn, reason: 'test' }));
      break;
    }
    case 'void': {
      const lot = live[what.pick % live.length];
      if (lot === undefined) break;
      const cause = { type: 'test', id: lot.lotId };
      await inUnit((unit) =>
        changeLedger(unit, accountId, (ledger) =>
          ledger.voidUnits(INSPECTION, { lotId: lot.lotId, units: Math.ceil(lot.remaining / 2) }, cause),
        ),
      );
      break;
    }
    case 'write off': {
      const episode = await fixture.database.models.episodes
        .findOne({ accountId, state: { $ne: 'closed' } })
        .lean();
      if (episode !== null) await inUnit((unit) => writeOffEpisode(unit, changeLedger, episode, 'test'));
    }
  }
}

const headOf = (accountId: string) => fixture.database.models.ledgers.findById(accountId).orFail().lean();

/** Settled, outstanding and cancelled arrears of each usage add up to all of its arrears. */
async function expectUsesExplained(accountId: string): Promise<void> {
  const payments = await fixture.database.models.settlements.find({ accountId }).sort({ sequence: 1 }).lean();
  const { pools } = await headOf(accountId);
  let outstanding = 0;
  for (const usage of await storedUses(fixture, accountId)) {
    if (usage.arrearsRange === null) continue;
    const { from, to } = usage.arrearsRange;
    const before = usage.reversal?.journal.from ?? Infinity;
    const settled = settlementsOf(
      { from, to },
      payments.map((payment) => ({ ...payment, range: payment })),
    );
    for (const { payment } of settled) expect(payment.sequence).toBeLessThan(before);
    const units = settled.reduce((sum, part) => sum + part.units, 0);
    expect(units).toBeLessThanOrEqual(usage.arrears);
    if (usage.reversal === undefined) outstanding += usage.arrears - units;
  }
  expect(outstanding).toBe(pools.reduce((sum, pool) => sum + outstandingOf(pool), 0));
}

/** What each settlement earned by the units that its lot had left is together what the entry booked. */
async function expectEarnedByOffsets(accountId: string): Promise<void> {
  const { models } = fixture.database;
  const settlements = await models.settlements.find({ accountId, kind: 'offset' }).lean();
  const lots = new Map((await models.lots.find({ accountId }).lean()).map((lot) => [lot._id, lot]));
  for (const { sequence, money = [] } of (await journalOf(fixture.database, accountId)).filter(
    ({ kind }) => kind === 'arrears.offset',
  )) {
    const parts = settlements.filter((settlement) => settlement.sequence === sequence);
    const lot = lots.get(parts[0]!.lotId!)!;
    const earned = parts.flatMap(({ lotRemaining, units }) => earnedBy(lot, lotRemaining!, units) ?? []);
    expect(earnedFrom({ ...lot, lotId: lot._id }, money)?.amountMinor ?? 0).toBe(
      earned.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    );
  }
}

/** A lot's record agrees with the state while it lives, with the journal afterwards; only live lots have deadlines. */
async function expectLotsRecorded({ _id: accountId, pools }: LedgerDocument): Promise<void> {
  const { models } = fixture.database;
  const figures = rebuildFrom(await journalOf(fixture.database, accountId));
  const live = new Map(pools.flatMap(({ lots }) => lots.map((lot) => [lot.lotId, lot])));
  const watched = await models.deadlines.find({ accountId, kind: 'lot.expires' }).lean();
  expect(watched.map(({ lotId, at }) => [lotId, at]).sort()).toEqual(
    [...live.values()].map(({ lotId, expiresAt }) => [lotId, expiresAt]).sort(),
  );
  for (const lot of await models.lots.find({ accountId }).lean()) {
    const { _id, end, final, credited, price, expiresAt } = lot;
    const money = figures.pools.get(INSPECTION)?.money.get(_id);
    expect(money?.price ?? 0).toBe(price?.amountMinor ?? 0);
    if (end !== null) expect(money?.deferred ?? 0).toBe(0);
    expect(end === null).toBe(live.has(_id));
    if (end === null) {
      expect(live.get(_id)).toMatchObject({ credited, expiresAt });
      expect(live.get(_id)?.price).toEqual(price);
    } else expect({ credited, ...final }).toEqual(figures.pools.get(INSPECTION)?.lots.get(_id));
  }
}

/** A pool has an episode while it has arrears, and exactly then its record is open or suspended. */
async function expectEpisodesRecorded({ _id: accountId, pools }: LedgerDocument): Promise<void> {
  const open = await fixture.database.models.episodes.find({ accountId, state: { $ne: 'closed' } }).lean();
  const [pool] = pools;
  expect(open.map(({ _id }) => _id)).toEqual(pool?.episode == null ? [] : [pool.episode.episodeId]);
  for (const { state } of open) expect(state === 'suspended').toBe(pool?.suspension !== null);
  if (pool !== undefined && outstandingOf(pool) > 0) expect(open).toHaveLength(1);
}

/** Read back later, an instant shows what was there then. */
async function expectPast(state: LedgerDocument, at: Instant, then: LedgerDocument): Promise<void> {
  const read = await figuresAsOf(fixture.database, state._id, at, state.sequence);
  expect(withoutEnded(read)).toEqual(withoutEnded(figuresOfState(then)));
}

/** Lots that had ended are known to a fold from the first entry, not to one from a checkpoint. */
function withoutEnded({ pools }: Rebuilt) {
  return [...pools].map(([resource, { lots, ...figures }]) => [
    resource,
    { ...figures, lots: new Map([...lots].filter(([, { remaining }]) => remaining > 0)) },
  ]);
}
