import { AccountBook, aLot } from './account-book.ts';

const T0 = '2025-07-01T08:00:00.000Z';
const T3H = '2025-07-01T11:00:00.000Z';

describe('writing arrears off', () => {
  test('settles what is owed of every storage term, with no lot, and says which units', () => {
    const book = new AccountBook();
    book.upload(T0, 30, 15);
    book.upload(T0, 7);
    book.upload(T0, 5, 5);
    book.credit('inspection', aLot({ lotId: 'lot_a', units: 10 }));
    book.settle(T3H);
    const written = book.writeOff();
    expect(written).toEqual({
      units: 32,
      ranges: [
        { storageYears: 15, units: 20, range: { from: 10, to: 30 } },
        { storageYears: null, units: 7, range: { from: 0, to: 7 } },
        { storageYears: 5, units: 5, range: { from: 0, to: 5 } },
      ],
      movement: {
        at: T3H,
        kind: 'arrears.written_off',
        postings: [
          { account: 'arrears:inspection:15', units: 20 },
          { account: 'arrears:inspection:any', units: 7 },
          { account: 'arrears:inspection:5', units: 5 },
          { account: 'written-off:inspection', units: -32 },
        ],
        balanceAfter: { resource: 'inspection', available: 0, arrears: 0 },
      },
    });
    expect(book.state.pools[0]?.totals).toMatchObject({ offset: 10, writtenOff: 32 });
  });

  test('jumps over what was cancelled', () => {
    const book = new AccountBook();
    for (const quantity of [10, 20, 30]) book.upload(T0, quantity, 15);
    book.reverse(book.uses[1]!.id);
    expect(book.writeOff()?.ranges.map(({ range }) => range)).toEqual([
      { from: 0, to: 10 },
      { from: 30, to: 60 },
    ]);
    expect(book.state.pools[0]?.arrears).toEqual([
      { storageYears: 15, incurred: 60, settled: 40, cancelled: 20, gaps: [] },
    ]);
  });

  test('does nothing where nothing is owed', () => {
    const book = new AccountBook();
    book.settle(T0);
    expect(book.writeOff()).toBeNull();
    book.credit('inspection', aLot({ lotId: 'lot_a' }));
    expect(book.writeOff()).toBeNull();
    expect(book.journal).toHaveLength(1);
  });
});
