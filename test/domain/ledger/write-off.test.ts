import { AccountLedger, aLot, emptied } from './account-ledger.ts';

const T0 = '2025-07-01T08:00:00.000Z';
const T3H = '2025-07-01T11:00:00.000Z';

describe('writing arrears off', () => {
  test('settles all arrears, with no lot, and says which units', () => {
    const book = emptied(new AccountLedger());
    book.upload(T0, 30, 15);
    book.upload(T0, 7);
    book.credit('inspection', aLot({ lotId: 'lot_a', units: 10 }));
    book.settle(T3H);
    expect(book.writeOff()).toEqual({
      units: 27,
      ranges: [{ units: 27, range: { from: 10, to: 37 } }],
      movement: {
        at: T3H,
        kind: 'arrears.written_off',
        postings: [
          { account: 'arrears:inspection', units: 27 },
          { account: 'written-off:inspection', units: -27 },
        ],
        balanceAfter: { resource: 'inspection', available: 0, arrears: 0 },
      },
    });
    expect(book.state.pools[0]?.totals).toMatchObject({ offset: 10, writtenOff: 27 });
  });

  test('jumps over what was cancelled', () => {
    const book = emptied(new AccountLedger());
    for (const quantity of [10, 20, 30]) book.upload(T0, quantity, 15);
    book.reverse(book.uses[1]!.id);
    expect(book.writeOff()?.ranges.map(({ range }) => range)).toEqual([
      { from: 0, to: 10 },
      { from: 30, to: 60 },
    ]);
    expect(book.state.pools[0]?.arrears).toEqual({ incurred: 60, settled: 40, cancelled: 20, gaps: [] });
  });

  test('does nothing where nothing is outstanding', () => {
    const book = new AccountLedger();
    book.settle(T0);
    expect(book.writeOff()).toBeNull();
    book.credit('inspection', aLot({ lotId: 'lot_a' }));
    expect(book.writeOff()).toBeNull();
    expect(book.journal).toHaveLength(1);
  });
});
