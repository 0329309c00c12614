import { settlementsOf } from '../../../src/domain/ledger/unit-range.ts';
import { AccountLedger, aLot, emptied } from './account-ledger.ts';
import type { Instant } from '../../../src/domain/instant.ts';

const T0: Instant = '2025-07-01T08:00:00.000Z';
const T3H: Instant = '2025-07-01T11:00:00.000Z';
const T10H: Instant = '2025-07-01T18:00:00.000Z';

function accountWith50(): AccountLedger {
  const book = new AccountLedger();
  book.settle('2025-03-07T09:00:00.000Z');
  book.credit('inspection', aLot({ lotId: 'lot_a', units: 50 }));
  return book;
}
const topUp = (
  book: AccountLedger,
  at: Instant,
  given: Partial<Parameters<typeof aLot>[0]> & { lotId: string },
) => {
  book.settle(at);
  return book.credit(
    'inspection',
    aLot({ purchasedAt: at, expiresAt: '2026-07-02T16:00:00.000Z', ...given }),
  );
};

describe('arrears', () => {
  test('GV-13: an upload of 80 with 50 available takes the 50 and owes 30', () => {
    const book = accountWith50();
    const use = book.upload(T0, 80, 15);
    expect(use).toMatchObject({
      accepted: true,
      draws: [{ lotId: 'lot_a', units: 50 }],
      arrears: { units: 30, range: { from: 0, to: 30 } },
      movement: {
        postings: [
          { account: 'lot:lot_a', units: -50 },
          { account: 'arrears:inspection', units: -30 },
          { account: 'consumed:inspection', units: 80 },
        ],
        balanceAfter: { resource: 'inspection', available: 0, arrears: 30 },
      },
    });
  });

  test('GV-15: 20 more owe 50 in all; a top-up of 1,000 pays them first and leaves 950', () => {
    const book = accountWith50();
    book.upload(T0, 80, 15);
    const second = book.upload(T3H, 20, 15);
    expect(second).toMatchObject({
      arrears: { units: 20, range: { from: 30, to: 50 } },
    });
    const credited = topUp(book, T10H, { lotId: 'lot_b' });
    expect(credited.offsets).toEqual([{ units: 50, range: { from: 0, to: 50 } }]);
    expect(credited.lot).toMatchObject({ credited: 1000, offset: 50, consumed: 0, remaining: 950 });
    expect(credited.movements.map(({ kind, balanceAfter }) => [kind, balanceAfter])).toEqual([
      ['lot.credited', { resource: 'inspection', available: 1000, arrears: 50 }],
      ['arrears.offset', { resource: 'inspection', available: 950, arrears: 0 }],
    ]);
  });

  test('GV-17: arrears of 1,200 outlast one top-up of 1,000 and end with the second', () => {
    const book = emptied(new AccountLedger());
    book.upload(T0, 1200, 15);
    const first = topUp(book, T3H, { lotId: 'lot_a' });
    expect(first.deadLot).toMatchObject({ state: 'exhausted', offset: 1000, remaining: 0, endedAt: T3H });
    expect(book.balance()).toEqual({ available: 0, arrears: 200 });
    const second = topUp(book, T10H, { lotId: 'lot_b' });
    expect(second.offsets).toEqual([{ units: 200, range: { from: 1000, to: 1200 } }]);
    expect(book.balance()).toEqual({ available: 800, arrears: 0 });
  });

  test('AMB-17: a top-up equal to the arrears leaves neither arrears nor units', () => {
    const book = emptied(new AccountLedger());
    book.upload(T0, 1000, 15);
    expect(topUp(book, T3H, { lotId: 'lot_a' }).deadLot?.state).toBe('exhausted');
    expect(book.balance()).toEqual({ available: 0, arrears: 0 });
    expect(book.state.pools[0]?.lots).toEqual([]);
  });

  test.each([1, 15, null])(
    'AMB-19: a lot stored for %p years pays all arrears, oldest first',
    (storageYears) => {
      const book = emptied(new AccountLedger());
      book.upload(T0, 100);
      book.upload(T0, 70, 5);
      book.upload(T0, 40, 15);
      const credited = topUp(book, T10H, { lotId: 'lot_a', storageYears, units: 150 });
      expect(credited.offsets).toEqual([{ units: 150, range: { from: 0, to: 150 } }]);
      expect(book.balance()).toEqual({ available: 0, arrears: 60 });
      expect(book.state.pools[0]?.arrears).toEqual({ incurred: 210, settled: 150, cancelled: 0, gaps: [] });
    },
  );

  test('AMB-19: ranges say which top-up paid which use, oldest first', () => {
    const book = emptied(new AccountLedger());
    const uses = [book.upload(T0, 30, 15), book.upload(T0, 50, 15)];
    const payments = ['lot_a', 'lot_b'].flatMap((lotId) =>
      topUp(book, T3H, { lotId, units: 45 }).offsets.map((offset) => ({ lotId, range: offset.range })),
    );
    const explained = uses.map((use) =>
      settlementsOf((use.accepted && use.arrears?.range) || { from: 0, to: 0 }, payments).map(
        ({ payment, units }) => [payment.lotId, units],
      ),
    );
    expect(explained).toEqual([
      [['lot_a', 30]],
      [
        ['lot_a', 15],
        ['lot_b', 35],
      ],
    ]);
    expect(book.balance()).toEqual({ available: 10, arrears: 0 });
  });

  test('AMB-25: an expiry changes no arrears', () => {
    const book = accountWith50();
    book.upload(T0, 57);
    book.settle('2026-03-07T16:00:00.000Z');
    expect(book.balance()).toEqual({ available: 0, arrears: 7 });
  });

  test('a lot credited after its end pays nothing and expires at once', () => {
    const book = emptied(new AccountLedger());
    book.upload(T0, 10, 15);
    const credited = topUp(book, T3H, { lotId: 'lot_a', expiresAt: T3H });
    expect(credited).toMatchObject({
      offsets: [],
      deadLot: { state: 'expired', expired: 1000, endedAt: T3H },
      movements: [{ kind: 'lot.credited' }, { kind: 'lot.expired', at: T3H }],
    });
    expect(book.balance()).toEqual({ available: 0, arrears: 10 });
  });

  test('the same lot twice is our mistake and is thrown', () => {
    const book = accountWith50();
    const again = () => book.credit('inspection', aLot({ lotId: 'lot_a', units: 50 }));
    expect(again).toThrow('a lot is credited once');
  });
});
