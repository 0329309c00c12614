import fc from 'fast-check';
import { balanceDifferences } from '../../../src/domain/ledger/balance-differences.ts';
import { assertIdentities } from '../../../src/domain/ledger/identities.ts';
import { verifyChain } from '../../../src/domain/ledger/hash-chain.ts';
import { rebuildFrom } from '../../../src/domain/ledger/rebuild.ts';
import { compareLots, type LiveLot } from '../../../src/domain/ledger/state.ts';
import { settlementsOf } from '../../../src/domain/ledger/unit-range.ts';
import { AccountBook, sha256 } from './account-book.ts';
import { UnitOracle } from './unit-oracle.ts';

const RESOURCES = ['inspection', 'ai:mimi'] as const;
const day = (n: number) => new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString();

const term = fc.constantFrom(null, 1, 15);
const resource = fc.constantFrom(...RESOURCES);
const anAdvance = fc.record({ do: fc.constant('advance' as const), days: fc.nat({ max: 20 }) });
const aCredit = fc.record({
  do: fc.constant('credit' as const),
  resource,
  storageYears: term,
  units: fc.integer({ min: 1, max: 12 }),
  lifeDays: fc.integer({ min: -2, max: 25 }),
  boughtDaysAgo: fc.nat({ max: 2 }),
  idSeed: fc.nat({ max: 9 }),
});
const aUse = fc.record({
  do: fc.constant('use' as const),
  resource,
  storageYears: term,
  quantity: fc.integer({ min: 1, max: 15 }),
  overdraft: fc.constantFrom('arrears' as const, 'arrears' as const, 'none' as const),
  overdraftCap: fc.option(fc.nat({ max: 20 })),
  suspended: fc.boolean(),
});
const aUsualUse = aUse.map((use) => ({ ...use, suspended: false }));
const commands = fc.array(fc.oneof(anAdvance, aCredit, aUsualUse, aUsualUse, aUse), { maxLength: 40 });
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

interface Run {
  readonly book: AccountBook;
  readonly oracle: UnitOracle;
  /** Of each accepted use with arrears: id, resource, term and range. */
  readonly caused: {
    useId: string;
    resource: string;
    storageYears: number | null;
    from: number;
    to: number;
  }[];
  readonly payments: {
    lotId: string;
    resource: string;
    storageYears: number | null;
    range: { from: number; to: number };
  }[];
}

function run(list: readonly Command[], everyCommand: (book: AccountBook) => void = () => undefined): Run {
  const book = new AccountBook();
  const oracle = new UnitOracle();
  const caused: Run['caused'] = [];
  const payments: Run['payments'] = [];
  let today = 0;
  let numbered = 0;
  book.settle(day(today));
  oracle.settle(day(today));
  for (const command of list) {
    numbered += command.do === 'advance' ? 0 : 1;
    if (command.do === 'advance') {
      today += command.days;
      book.settle(day(today));
      oracle.settle(day(today));
    } else if (command.do === 'credit') {
      const lot = {
        lotId: `lot_${command.idSeed}_${numbered}`,
        orderId: null,
        lineId: null,
        storageYears: command.storageYears,
        purchasedAt: day(today - command.boughtDaysAgo),
        expiresAt: day(today + command.lifeDays),
        units: command.units,
      };
      const { offsets } = book.credit(command.resource, lot);
      oracle.credit(command.resource, lot);
      for (const { storageYears, range } of offsets) {
        payments.push({ lotId: lot.lotId, resource: command.resource, storageYears, range });
      }
    } else {
      const useId = `usg_${numbered}`;
      const before = book.state;
      const result = book.use(useId, command, command);
      const expected = oracle.use(useId, command, command);
      if (result.accepted) {
        expect(new Map(result.draws.map((draw) => [draw.lotId, draw.units]))).toEqual(expected);
        if (result.arrears !== null) {
          const { storageYears, range } = result.arrears;
          caused.push({ useId, resource: command.resource, storageYears, ...range });
        }
      } else {
        expect(result.reason).toBe(expected);
        expect(book.state).toEqual(before);
      }
    }
    everyCommand(book);
  }
  return { book, oracle, caused, payments };
}

describe('the ledger engine, on any sequence of credits, uses and passing time', () => {
  test('agrees with a list of single units, and its identities hold after every step', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { book, oracle } = run(list, ({ state }) => assertIdentities(state));
        for (const name of RESOURCES) {
          expect(book.balance(name)).toEqual({
            available: oracle.left(name).length,
            arrears: oracle.open(name).length,
          });
        }
        for (const lot of [...book.state.pools.flatMap((pool) => pool.lots), ...book.dead]) {
          expect([lot.consumed, lot.offset, lot.expired, lot.remaining]).toEqual(
            (['consumed', 'offset', 'expired', 'left'] as const).map((fate) => oracle.ofLot(lot.lotId, fate)),
          );
        }
        expect(new Set(oracle.units.map((unit) => unit.lot.lotId)).size).toBe(
          book.dead.length + book.state.pools.flatMap((pool) => pool.lots).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('ranges explain each unit of arrears as the list of units does', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const { oracle, caused, payments } = run(list);
        for (const use of caused) {
          const paid = settlementsOf(
            use,
            payments.filter(
              (payment) => payment.resource === use.resource && payment.storageYears === use.storageYears,
            ),
          ).flatMap(({ payment, units }) => Array<string>(units).fill(payment.lotId));
          const expected = oracle.arrears
            .filter((unit) => unit.useId === use.useId)
            .map((unit) => unit.paidBy);
          expect([...paid, ...Array<null>(use.to - use.from - paid.length).fill(null)]).toEqual(expected);
        }
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
      }),
      { numRuns: 200 },
    );
  });

  test('a batch on one draft is the same as one by one, the head stored in between', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const batch = run(list);
        const single = run(list, (book) => book.reopen());
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
