import { AccountLedger, aLot } from './account-ledger.ts';
import type { Instant } from '../../../src/domain/instant.ts';

const T0 = '2025-07-01T08:00:00.000Z';
const END_A = '2026-03-07T16:00:00.000Z';

function bookWithTwoLots(): AccountLedger {
  const book = new AccountLedger();
  book.settle(T0);
  book.credit('inspection', aLot({ lotId: 'lot_a', units: 10, expiresAt: END_A }));
  book.credit('inspection', aLot({ lotId: 'lot_b', units: 10, expiresAt: '2026-06-01T16:00:00.000Z' }));
  return book;
}

describe('extending a lot', () => {
  test('puts it behind what now ends sooner, moves no units and makes no entry', () => {
    const book = bookWithTwoLots();
    const lot = book.extend('inspection', 'lot_a', '2026-09-01T16:00:00.000Z');
    expect(lot).toMatchObject({ lotId: 'lot_a', expiresAt: '2026-09-01T16:00:00.000Z', remaining: 10 });
    expect(book.state.pools[0]?.lots.map(({ lotId }) => lotId)).toEqual(['lot_b', 'lot_a']);
    expect(book.journal).toHaveLength(2);
    expect(book.upload(T0, 11)).toMatchObject({ draws: [{ lotId: 'lot_b' }, { lotId: 'lot_a' }] });
    expect(book.settle(END_A)).toEqual([]);
  });

  test('to an earlier end, the same end, or after its end is refused', () => {
    const book = bookWithTwoLots();
    const to =
      (expiresAt: Instant, lotId = 'lot_a') =>
      () =>
        book.extend('inspection', lotId, expiresAt);
    expect(to(END_A)).toThrow(RangeError);
    expect(to('2026-03-07T15:59:59.999Z')).toThrow(RangeError);
    expect(to('2027-01-01T00:00:00.000Z', 'lot_z')).toThrow(RangeError);
    book.settle(END_A);
    expect(to('2027-01-01T00:00:00.000Z')).toThrow(RangeError);
  });
});
