import fc from 'fast-check';
import { DAY_MS, instantOf, plusMs } from '../../../src/domain/instant.ts';
import { proportionOf } from '../../../src/domain/money.ts';
import { balanceDifferences } from '../../../src/domain/ledger/balance-differences.ts';
import { assertIdentities } from '../../../src/domain/ledger/identities.ts';
import { verifyChain } from '../../../src/domain/ledger/hash-chain.ts';
import { moneyDifferences } from '../../../src/domain/ledger/money-differences.ts';
import { rebuildFrom } from '../../../src/domain/ledger/rebuild.ts';
import {
  compareLots,
  oldestArrears,
  type LiveLot,
  type PoolArrears,
} from '../../../src/domain/ledger/state.ts';
import { AccountLedger, aLot, NO_OVERDRAFT, sha256 } from './account-ledger.ts';
import { Balances } from './money-balances.ts';
import { UnitOracle } from './unit-oracle.ts';

const RESOURCES = ['inspection', 'ai:mimi'] as const;
const UNIT_STATES = ['consumed', 'offset', 'expired', 'voided', 'left'] as const;
const day = (n: number) => instantOf(Date.UTC(2025, 0, 1) + n * 86_400_000);

const term = fc.constantFrom(null, 1, 4, 15);
const resource = fc.constantFrom(...RESOURCES);
/** Among them prices that no number of units divides. */
const amountMinor = fc.constantFrom(0, 1, 7, 100, 1_000_003, 2 ** 49 - 1);
const anAdvance = fc.record({ do: fc.constant('advance' as const), days: fc.nat({ max: 20 }) });
const aCredit = fc.record({
  do: fc.constant('credit' as const),
  resource,
  storageYears: term,
  units: fc.integer({ min: 1, max: 12 }),
  lifeDays: fc.integer({ min: -2, max: 25 }),
  boughtDaysAgo: fc.nat({ max: 2 }),
  idSeed: fc.nat({ max: 9 }),
  price: fc.option(fc.record({ amountMinor, currency: fc.constantFrom('USD' as const, 'CNY' as const) }), {
    nil: undefined,
  }),
});
const aUse = fc.record({
  do: fc.constant('use' as const),
  resource,
  storageYears: fc.constantFrom(null, null, 1, 2, 10, 30),
  preferredStorageYears: fc.constantFrom(null, 4, 10),
  quantity: fc.integer({ min: 1, max: 15 }),
  overdraft: fc.constantFrom('arrears' as const, 'arrears' as const, 'none' as const),
  overdraftCap: fc.option(fc.nat({ max: 20 })),
});
const pick = fc.nat({ max: 50 });
const aVoid = fc.record({
  do: fc.constant('void' as const),
  pick,
  share: fc.integer({ min: 1, max: 12 }),
  /** What is paid back: all that was deferred, their part of the price rounded down, or nothing. */
  refund: fc.constantFrom('deferred' as const, 'part' as const, 'nothing' as const),
});
const aWriteOff = fc.record({ do: fc.constant('write off' as const), resource });
const aReversal = fc.record({ do: fc.constant('reverse' as const), pick });
const anExtension = fc.record({
  do: fc.constant('extend' as const),
  pick,
  days: fc.integer({ min: 1, max: 9 }),
});
const command = fc.oneof(
  { arbitrary: anAdvance, weight: 2 },
  { arbitrary: aCredit, weight: 3 },
  { arbitrary: aUse, weight: 5 },
  { arbitrary: aReversal, weight: 3 },
  { arbitrary: aVoid, weight: 1 },
  { arbitrary: aWriteOff, weight: 1 },
  { arbitrary: anExtension, weight: 1 },
);
const commands = fc.array(command, { maxLength: 40 });
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** An account and the list of single units beside it, driven by the same commands. */
class Run {
  readonly book = new AccountLedger();
  readonly oracle = new UnitOracle();
  private today = 0;
  private numbered = 0;

  constructor() {
    this.settle();
  }

  do(command: Command): void {
    this.numbered += command.do === 'advance' ? 0 : 1;
    switch (command.do) {
      case 'advance':
        this.today += command.days;
        this.settle();
        break;
      case 'credit': {
        const lot = {
          lotId: `lot_${command.idSeed}_${this.numbered}`,
          orderId: null,
          lineId: null,
          storageYears: command.storageYears,
          purchasedAt: day(this.today - command.boughtDaysAgo),
          expiresAt: day(this.today + command.lifeDays),
          units: command.units,
          ...(command.price === undefined ? {} : { price: command.price }),
        };
        this.book.credit(command.resource, lot);
        this.oracle.credit(command.resource, lot);
        break;
      }
      case 'use':
        this.use(command);
        break;
      case 'reverse': {
        const open = this.book.uses.filter((use) => use.reversedAfter === null);
        const use = open[command.pick % open.length];
        if (use === undefined) break;
        this.book.reverse(use.id);
        this.oracle.reverse(use.id);
        break;
      }
      case 'write off':
        this.book.writeOff(command.resource);
        this.oracle.writeOff(command.resource);
        break;
      case 'void':
      case 'extend': {
        const lots = this.book.state.pools.flatMap((pool) => pool.lots.map((lot) => ({ pool, lot })));
        const picked = lots[command.pick % lots.length];
        if (picked === undefined) break;
        const { lotId, remaining, expiresAt, price, credited } = picked.lot;
        if (command.do === 'void') {
          const units = Math.min(command.share, remaining);
          const part = proportionOf(price?.amountMinor ?? 0, units, credited);
          const refunded = { deferred: undefined, part, nothing: 0 }[command.refund];
          this.book.void(picked.pool.resource, lotId, units, refunded);
          this.oracle.void(lotId, units);
        } else {
          const later = plusMs(expiresAt, command.days * DAY_MS);
          this.book.extend(picked.pool.resource, lotId, later);
          this.oracle.extend(lotId, later);
        }
      }
    }
  }

  private settle(): void {
    this.book.settle(day(this.today));
    this.oracle.settle(day(this.today));
  }

  private use(command: Extract<Command, { do: 'use' }>): void {
    const useId = `usg_${this.numbered}`;
    const before = this.book.state;
    const result = this.book.use(useId, command, command);
    const expected = this.oracle.use(useId, command, command);
    if (result.accepted) {
      expect(new Map(result.draws.map((draw) => [draw.lotId, draw.units]))).toEqual(expected);
    } else {
      expect(result.reason).toBe(expected);
      expect(this.book.state).toEqual(before);
    }
  }
}

function run(list: readonly Command[], afterEach: (run: Run) => void = () => undefined): Run {
  const done = new Run();
  for (const command of list) {
    done.do(command);
    afterEach(done);
  }
  return done;
}

/** Numbers of the outstanding units in arrears, from the counters and gaps of the ledger state. */
function outstandingNumbers(arrears: PoolArrears): number[] {
  const oldest = oldestArrears(arrears);
  const numbers = Array.from({ length: arrears.incurred - oldest }, (_, n) => oldest + n);
  return numbers.filter((n) => !arrears.gaps.some(({ from, to }) => from <= n && n < to));
}

describe('the ledger engine, on any sequence of credits, uses, corrections and passing time', () => {
  test('agrees with a list of single units, and its identities hold after every step', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list, (done) => assertIdentities(done.book.state));
        for (const name of RESOURCES) {
          expect(book.balance(name)).toEqual({
            available: oracle.left(name).length,
            arrears: oracle.open(name).length,
          });
        }
        for (const lot of [...book.state.pools.flatMap((pool) => pool.lots), ...book.dead.values()]) {
          expect([lot.consumed, lot.offset, lot.expired, lot.voided, lot.remaining]).toEqual(
            UNIT_STATES.map((state) => oracle.ofLot(lot.lotId, state)),
          );
        }
        expect(new Set(oracle.units.map((unit) => unit.lot.lotId)).size).toBe(
          book.dead.size + book.state.pools.flatMap((pool) => pool.lots).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('who paid which unit of arrears joins exactly: settled, outstanding and cancelled are the whole of each usage', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list);
        for (const use of book.uses) {
          const units = oracle.arrears.filter((unit) => unit.useId === use.id);
          const paidBy = book
            .paymentsOf(use, book.payments.slice(0, use.reversedAfter ?? book.payments.length))
            .flatMap(({ lotId, units: count }) => Array<string>(count).fill(lotId ?? 'written off'));
          if (use.reversedAfter === null) {
            const outstanding = Array<null>(units.length - paidBy.length).fill(null);
            expect([...paidBy, ...outstanding]).toEqual(units.map((unit) => unit.paidBy));
          } else {
            // What was cancelled is never paid again.
            expect(book.paymentsOf(use, book.payments.slice(use.reversedAfter))).toEqual([]);
            expect(units.every((unit) => unit.isCancelled)).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the counters and gaps of the state name the very units that are outstanding', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list);
        for (const { resource: name, arrears } of book.state.pools) {
          const units = oracle.arrears.filter((unit) => unit.resource === name);
          expect([arrears.incurred, arrears.cancelled]).toEqual([
            units.length,
            units.filter((unit) => unit.isCancelled).length,
          ]);
          expect(outstandingNumbers(arrears)).toEqual(
            units.flatMap((unit, n) => (unit.paidBy === null && !unit.isCancelled ? [n] : [])),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing older is outstanding once a unit of arrears is paid', () => {
    fc.assert(
      fc.property(commands, (list) => {
        let known = 0;
        run(list, ({ book }) => {
          for (const { resource: name, range } of book.payments.slice(known)) {
            const pool = book.state.pools.find((candidate) => candidate.resource === name)!;
            const outstanding = outstandingNumbers(pool.arrears);
            expect(outstanding[0] ?? Infinity).toBeGreaterThanOrEqual(range.to);
          }
          known = book.payments.length;
        });
      }),
      { numRuns: 100 },
    );
  });

  test('a use that is reversed right after leaves everything as it was, but that it was there', () => {
    const status = ({ book }: Run) =>
      book.state.pools.map((pool) => ({
        ...pool,
        arrears: { settled: pool.arrears.settled, outstanding: outstandingNumbers(pool.arrears) },
      }));
    const anyUse = aUse.map((use) => ({ ...use, overdraft: 'arrears' as const, overdraftCap: null }));
    fc.assert(
      fc.property(commands, anyUse, (list, use) => {
        const done = run([...list, { ...use, quantity: 1 }]);
        const before = status(done);
        const dead = new Map(done.book.dead);
        const booked = done.book.uses.length;
        done.do(use);
        fc.pre(done.book.uses.length > booked);
        done.book.reverse(done.book.uses.at(-1)!.id);
        expect(status(done)).toEqual(before);
        expect(done.book.dead).toEqual(dead);
      }),
      { numRuns: 200 },
    );
  });

  test('the journal is a valid chain, time never runs back in it, and it rebuilds the state', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book } = run(list);
        expect(verifyChain(book.journal, sha256)).toBeNull();
        const rebuilt = rebuildFrom(book.journal);
        expect(rebuilt.firstWrongBalance).toBeNull();
        expect(balanceDifferences(book.state, rebuilt)).toEqual([]);
        expect(moneyDifferences(book.state, rebuilt)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('the money of each entry sums to zero, and what was sold is deferred, earned, breakage or refunded', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list);
        const balances = new Balances();
        for (const entry of book.journal) {
          const before = balances.sums();
          balances.add(entry);
          expect(entry.money ?? null).not.toEqual([]);
          expect(balances.sums()).toEqual(before);
        }
        expect([...balances.sums().values()].filter((sum) => sum !== 0n)).toEqual([]);
        for (const currency of ['USD', 'CNY'] as const) {
          const lots = oracle.lots.filter(({ price }) => price?.currency === currency);
          const sold = lots.reduce((sum, { price }) => sum + BigInt(price!.amountMinor), 0n);
          const to = (type: string) => balances.of(type, currency);
          expect(-to('sold')).toBe(sold);
          expect(to('deferred') + to('earned') + to('breakage') + to('refunded')).toBe(sold);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('deferred of each lot is what its units left are worth, rounded down, and nothing once none is left', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list);
        const balances = new Balances();
        for (const entry of book.journal) balances.add(entry);
        for (const { lotId, price, units } of oracle.lots) {
          const left = BigInt(oracle.ofLot(lotId, 'left'));
          const worth = price === undefined ? 0n : (BigInt(price.amountMinor) * left) / BigInt(units);
          expect(balances.of(`deferred:${lotId}`, price?.currency ?? 'USD')).toBe(worth);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a lot earns exactly its price where every unit was used, in whatever portions', () => {
    // The product of the largest with the units is beyond exact numbers.
    const anyAmount = fc.oneof(fc.nat({ max: 1_000 }), fc.constant(Number.MAX_SAFE_INTEGER));
    const portions = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(portions, anyAmount, (quantities, amount) => {
        const book = new AccountLedger();
        book.settle(day(0));
        const units = quantities.reduce((sum, quantity) => sum + quantity, 0);
        const price = { amountMinor: amount, currency: 'USD' as const };
        book.credit('inspection', aLot({ lotId: 'lot_a', units, price }));
        let earned = 0n;
        for (const [n, quantity] of quantities.entries()) {
          book.use(`usg_${n}`, { resource: 'inspection', quantity }, NO_OVERDRAFT);
          const { money = [] } = book.journal.at(-1)!;
          const now = money.find(({ account }) => account === 'earned:inspection')?.amountMinor ?? 0;
          expect(now).toBeGreaterThanOrEqual(0);
          earned += BigInt(now);
        }
        expect(earned).toBe(BigInt(amount));
      }),
      { numRuns: 200 },
    );
  });

  test('a batch on one draft is the same as one by one, the head stored in between', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const batch = run(list);
        const single = run(list, ({ book }) => book.reopen());
        expect(single.book.state).toEqual(batch.book.state);
        expect(single.book.journal).toEqual(batch.book.journal);
      }),
      { numRuns: 100 },
    );
  });

  test('an advance of time in many steps is the same as in one', () => {
    const split = (list: readonly Command[]): Command[] =>
      list.flatMap<Command>((command) =>
        command.do === 'advance'
          ? Array.from({ length: command.days }, () => ({ do: 'advance' as const, days: 1 }))
          : [command],
      );
    fc.assert(
      fc.property(commands, (list) => {
        const once = run(list).book;
        const often = run(split(list)).book;
        expect(often.state).toEqual(once.state);
        expect(often.journal).toEqual(once.journal);
      }),
      { numRuns: 100 },
    );
  });

  test('the burn order is total: two lots that differ in id are never equal, and it is transitive', () => {
    const instant = fc.constantFrom(day(0), day(1));
    const lot = fc.record({
      lotId: fc.constantFrom('lot_a', 'lot_b', 'lot_c'),
      purchasedAt: instant,
      creditedAt: instant,
      expiresAt: instant,
    }) as fc.Arbitrary<LiveLot>;
    fc.assert(
      fc.property(lot, lot, lot, (a, b, c) => {
        expect(Math.sign(compareLots(a, b))).toBe(-Math.sign(compareLots(b, a)) + 0);
        if (a.lotId !== b.lotId) expect(compareLots(a, b)).not.toBe(0);
        if (compareLots(a, b) <= 0 && compareLots(b, c) <= 0)
          expect(compareLots(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
