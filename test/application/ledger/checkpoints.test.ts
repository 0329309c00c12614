/** Reading the past from checkpoints gives what folding the whole journal gives, and reads only a few entries for it. */
import fc from 'fast-check';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { rebuildFrom, type Rebuilt } from '../../../src/domain/ledger/rebuild.ts';
import { writeOffEpisode } from '../../../src/application/arrears/write-off.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { CHECKPOINT_ENTRIES } from '../../../src/application/ledger/verify/checkpoints.ts';
import { figuresAsOf } from '../../../src/application/ledger/verify/checkpoints.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { reverseUsage } from '../../../src/application/usages/reverse-usage.ts';
import { changeUnits, journalOf } from '../../support/journal.ts';
import { drawPolicies } from '../../support/draw-policy.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { INSPECTION, MIMI, NO_OVERDRAFT, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);

const openSandbox = async () => (await openAccount(fixture, { sandboxNow: START, agreement: false }))._id;
const checkpointsOf = (accountId: string) =>
  fixture.database.models.checkpoints.find({ accountId }).sort({ version: 1 }).lean();

/** What a reader of the past sees of figures: lots that have ended are not among it. */
function seen({ pools }: Rebuilt) {
  return [...pools].map(([resource, { lots, ...sums }]) => ({
    resource,
    ...sums,
    lots: [...lots].filter(([, { remaining }]) => remaining > 0).sort(([a], [b]) => (a < b ? -1 : 1)),
  }));
}

/** Stores a checkpoint without an entry, like an operation that moves no units. */
const checkpoint = (accountId: string) =>
  runTransaction(fixture, TESTER, (unit) =>
    changeLedger(unit, accountId, (ledger) => {
      ledger.mustCheckpoint = true;
    }),
  );

/** Writes outstanding arrears off, if there are any. */
const writeOffAll = async (accountId: string) => {
  const open = await fixture.database.models.episodes.find({ accountId, state: { $ne: 'closed' } }).lean();
  for (const episode of open) {
    await runTransaction(fixture, TESTER, (unit) => writeOffEpisode(unit, changeLedger, episode, 'agreed'));
  }
};

const units = fc.integer({ min: 1, max: 20 });
const resource = fc.constantFrom(MIMI, INSPECTION);
const happening = fc.oneof(
  fc.record({ type: fc.constant('credit' as const), resource, units, days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ type: fc.constant('clock' as const), days: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('checkpoint' as const) }),
  fc.record({ type: fc.constant('reverse' as const), index: fc.nat() }),
  fc.record({ type: fc.constant('write off' as const) }),
  fc.record({
    type: fc.constant('uses' as const),
    asked: fc.array(fc.record({ resource, quantity: units })),
  }),
);

it('of any history and any instant, the past is the same from a checkpoint as from all entries', async () => {
  let checkpoints = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (happenings) => {
      const accountId = await openSandbox();
      const process = new GroupCommit(
        fixture,
        drawPolicies((resource) => ({ overdraft: resource === INSPECTION ? 'arrears' : 'none' })),
      );
      let now: Instant = START;
      const used: string[] = [];
      for (const what of happenings) {
        switch (what.type) {
          case 'credit':
            await creditLot(fixture, accountId, {
              resource: what.resource,
              units: what.units,
              purchasedAt: now,
              expiresAt: plusMs(now, what.days * DAY_MS),
            });
            break;
          case 'clock':
            now = plusMs(now, what.days * DAY_MS);
            await setClock(fixture, accountId, now);
            break;
          case 'checkpoint':
            await checkpoint(accountId);
            break;
          case 'uses': {
            const outcomes = await Promise.all(
              what.asked.map((asked) => process.submit(usageRequestOf(accountId, asked))),
            );
            used.push(...outcomes.flatMap((outcome) => (outcome.accepted ? [outcome.usage._id] : [])));
            break;
          }
          case 'reverse': {
            const [usageId] = used.splice(what.index % Math.max(1, used.length), 1);
            if (usageId !== undefined) {
              await runTransaction(fixture, TESTER, (unit) =>
                reverseUsage(unit, { usageId, reason: 'sent twice' }),
              );
            }
            break;
          }
          case 'write off':
            await writeOffAll(accountId);
        }
      }
      const { sequence } = await soundLedger(fixture, accountId);
      checkpoints += (await checkpointsOf(accountId)).length;
      const entries = await journalOf(fixture.database, accountId);
      const instants = new Set([START, ...entries.map(({ at }) => at)].flatMap((at) => [plusMs(at, -1), at]));
      for (const asOf of instants) {
        const folded = rebuildFrom(entries.filter(({ at }) => at <= asOf));
        expect(seen(await figuresAsOf(fixture.database, accountId, asOf, sequence))).toEqual(seen(folded));
      }
    }),
    {
      numRuns: 15,
      examples: [
        // A lot that had ended before the checkpoint lives again after it.
        [
          [
            { type: 'credit', resource: MIMI, units: 5, days: 9 },
            { type: 'uses', asked: [{ resource: MIMI, quantity: 5 }] },
            { type: 'checkpoint' },
            { type: 'clock', days: 1 },
            { type: 'reverse', index: 0 },
            { type: 'clock', days: 1 },
            { type: 'uses', asked: [{ resource: MIMI, quantity: 2 }] },
          ],
        ],
      ],
    },
  );
  expect(checkpoints).toBeGreaterThan(0);
});

describe('an account with many entries', () => {
  let accountId: string;
  const uses = CHECKPOINT_ENTRIES + 200;
  let atCheckpoint: Instant;

  beforeAll(async () => {
    accountId = await openSandbox();
    const process = new GroupCommit(fixture, NO_OVERDRAFT);
    await creditLot(fixture, accountId, {
      resource: MIMI,
      units: 5_000,
      purchasedAt: START,
      expiresAt: '2027-01-11T00:00:00.000Z',
    });
    for (let used = 0; used < uses; used += 100) {
      await setClock(fixture, accountId, plusMs(START, used));
      await Promise.all(Array.from({ length: 100 }, () => process.submit(usageRequestOf(accountId))));
    }
    const [first] = await checkpointsOf(accountId);
    atCheckpoint = first!.at;
  });

  it('has one checkpoint, of the batch that took it past a thousand', async () => {
    const found = await checkpointsOf(accountId);
    expect(found).toHaveLength(1);
    const { sequence, at, pools } = found[0]!;
    expect(sequence).toBeGreaterThanOrEqual(CHECKPOINT_ENTRIES);
    expect(sequence).toBeLessThan(CHECKPOINT_ENTRIES + 200);
    const entries = await journalOf(fixture.database, accountId);
    expect(entries[sequence - 1]!.at).toBe(at);
    expect(pools[0]!.totals.consumed).toBe(sequence - 1);
  });

  it('ignores what was booked after the caller had loaded the ledger state', async () => {
    const through = (await checkpointsOf(accountId))[0]!.sequence - 10;
    const figures = await figuresAsOf(fixture.database, accountId, plusMs(START, DAY_MS), through);
    expect(seen(figures)).toEqual(
      seen(rebuildFrom((await journalOf(fixture.database, accountId)).slice(0, through))),
    );
  });

  it('is read as of a later instant without the entries that the checkpoint holds', async () => {
    const { sequence } = await soundLedger(fixture, accountId);
    const before = await figuresAsOf(fixture.database, accountId, atCheckpoint, sequence);
    // An entry that the checkpoint holds is not looked at again, so that a broken one does no harm.
    await changeUnits(fixture.database, accountId, 2, -6);
    expect(seen(await figuresAsOf(fixture.database, accountId, atCheckpoint, sequence))).toEqual(
      seen(before),
    );
    expect(
      (await figuresAsOf(fixture.database, accountId, plusMs(START, -1), sequence)).pools.get(MIMI),
    ).toBeUndefined();
  });
});
