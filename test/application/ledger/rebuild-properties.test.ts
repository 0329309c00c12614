import fc from 'fast-check';
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { HeldClock } from '../../support/held-clock.ts';
import { availableIn, soundLedger } from '../../support/ledger-checks.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, TESTER } from '../../support/order-fixtures.ts';
import { INSPECTION, MIMI, NO_OVERDRAFT, usageRequestOf } from './uses.ts';
import { useFixture } from '../../support/use-fixture.ts';

const START: Instant = '2026-01-10T09:00:00.000Z';
const clock = new HeldClock(START);
const fixture = useFixture(clock.now);

const resource = fc.constantFrom(MIMI, INSPECTION);
const units = fc.integer({ min: 1, max: 20 });

/** What may happen to an account: bought, used from two processes at once, and time that passes. */
const happening = fc.oneof(
  fc.record({ type: fc.constant('credit' as const), resource, units, days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ type: fc.constant('clock' as const), days: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    type: fc.constant('uses' as const),
    asked: fc.array(fc.record({ resource, quantity: units, process: fc.nat({ max: 1 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
);

/** Bookkeeping of the simplest kind: single units, each with its end. */
class Oracle {
  private readonly ends = new Map<string, Instant[]>();

  credit(of: string, count: number, end: Instant): void {
    const all = [...(this.ends.get(of) ?? []), ...Array.from({ length: count }, () => end)];
    this.ends.set(of, all.sort());
  }

  /** Ends of the units that are drawn, the soonest first. */
  draw(of: string, count: number): Instant[] {
    const all = this.ends.get(of) ?? [];
    this.ends.set(of, all.slice(count));
    return all.slice(0, count);
  }

  passTo(now: Instant): void {
    for (const [of, all] of this.ends)
      this.ends.set(
        of,
        all.filter((end) => end > now),
      );
  }

  available(of: string): number {
    return this.ends.get(of)?.length ?? 0;
  }
}

it('for any operations in any order, the journal rebuilds the ledger state, and the state equals a simple count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 12 }), async (happenings) => {
      const { _id } = await openAccount(fixture, { sandboxNow: START, agreement: false });
      const processes = [new GroupCommit(fixture, NO_OVERDRAFT), new GroupCommit(fixture, NO_OVERDRAFT)];
      const oracle = new Oracle();
      const endOfLot = new Map<string, Instant>();
      let now: Instant = START;
      for (const what of happenings) {
        switch (what.type) {
          case 'credit': {
            const expiresAt = plusMs(now, what.days * DAY_MS);
            const { resource: pool, units: count } = what;
            const lotId = await creditLot(fixture, _id, {
              resource: pool,
              units: count,
              purchasedAt: now,
              expiresAt,
            });
            endOfLot.set(lotId, expiresAt);
            oracle.credit(pool, count, expiresAt);
            break;
          }
          case 'clock':
            now = plusMs(now, what.days * DAY_MS);
            await setClock(fixture, _id, now);
            oracle.passTo(now);
            break;
          case 'uses': {
            const outcomes = await Promise.all(
              what.asked.map(({ process, ...asked }) =>
                processes[process]!.submit(usageRequestOf(_id, asked)),
              ),
            );
            // Two processes may be served in either order: the numbers of the journal show which.
            const uses = outcomes.flatMap((outcome) => (outcome.accepted ? [outcome.usage] : []));
            for (const usage of uses.sort((a, b) => a.sequence - b.sequence)) {
              expect(usage.balance.available).toBe(oracle.available(usage.resource) - usage.quantity);
              const ends = usage.draws.flatMap(({ lotId, units }) =>
                Array.from({ length: units }, () => endOfLot.get(lotId)),
              );
              expect(ends).toEqual(oracle.draw(usage.resource, usage.quantity));
            }
            // Nothing was credited meanwhile: what was refused still does not fit.
            outcomes.forEach(({ accepted }, index) => {
              const { resource: pool, quantity } = what.asked[index]!;
              if (!accepted) expect(quantity).toBeGreaterThan(oracle.available(pool));
            });
            break;
          }
        }
      }
      await runTransaction(fixture, TESTER, (unit) => changeLedger(unit, _id, () => undefined));
      const state = await soundLedger(fixture, _id);
      for (const pool of [MIMI, INSPECTION]) expect(availableIn(state, pool)).toBe(oracle.available(pool));
    }),
    { numRuns: 12 },
  );
});
