import { InvariantError } from '../../../src/domain/ledger/invariant-error.ts';
import { balanceDifferences } from '../../../src/domain/ledger/balance-differences.ts';
import { assertIdentities } from '../../../src/domain/ledger/identities.ts';
import { rebuildFrom } from '../../../src/domain/ledger/rebuild.ts';
import { reverse } from '../../../src/domain/ledger/reverse.ts';
import { AccountLedger, OVERDRAFT, aLot, emptied } from './account-ledger.ts';
import type { Instant } from '../../../src/domain/instant.ts';

const BOUGHT: Instant = '2025-03-07T09:00:00.000Z';
const END: Instant = '2026-03-07T16:00:00.000Z';
const T0: Instant = '2025-07-01T08:00:00.000Z';
const T3H: Instant = '2025-07-01T11:00:00.000Z';
const T10H: Instant = '2025-07-01T18:00:00.000Z';

/** A book whose uses have names. */
class NamedUses extends AccountLedger {
  uploadAs(id: string, at: Instant, quantity: number, storageYears?: number) {
    this.settle(at);
    const term = storageYears === undefined ? {} : { storageYears };
    return this.use(id, { resource: 'inspection', quantity, ...term }, OVERDRAFT);
  }

  topUp(at: Instant, lotId: string, units = 1000, storageYears: number | null = 15) {
    this.settle(at);
    const lot = aLot({ lotId, units, storageYears, purchasedAt: at, expiresAt: '2026-07-01T16:00:00.000Z' });
    return this.credit('inspection', lot);
  }

  get pool() {
    return this.state.pools[0]!;
  }
}

function bookWith(units: number): NamedUses {
  const book = new NamedUses();
  book.settle(BOUGHT);
  book.credit('inspection', aLot({ lotId: 'lot_a', units }));
  return book;
}

const kindsOf = ({ steps }: ReturnType<AccountLedger['reverse']>) =>
  steps.map(({ movement, lotId }) => [movement.kind, lotId]);

describe('reversing a use', () => {
  test('GV-13: 80 of which 50 were covered give the 50 back and cancel the 30', () => {
    const book = bookWith(50);
    book.uploadAs('usg_1', T0, 80, 15);
    book.settle(T3H);
    const reversed = book.reverse('usg_1');
    expect(reversed.steps.map(({ movement }) => movement)).toEqual([
      {
        at: T3H,
        kind: 'usage.reversed',
        postings: [
          { account: 'lot:lot_a', units: 50 },
          { account: 'arrears:inspection', units: 30 },
          { account: 'consumed:inspection', units: -80 },
        ],
        balanceAfter: { resource: 'inspection', available: 50, arrears: 0 },
      },
    ]);
    expect(reversed.revived).toMatchObject([{ lotId: 'lot_a', consumed: 0, remaining: 50 }]);
    expect(book.pool.lots).toMatchObject([{ lotId: 'lot_a', remaining: 50 }]);
    expect(book.pool.arrears).toEqual({ incurred: 30, settled: 0, cancelled: 30, gaps: [] });
    expect(book.dead.size).toBe(0);
  });

  test('GV-15: arrears that a top-up paid give their units back to it before the draws return', () => {
    const book = bookWith(50);
    book.uploadAs('usg_1', T0, 80, 15);
    book.uploadAs('usg_2', T3H, 20, 15);
    book.topUp(T10H, 'lot_b');
    const reversed = book.reverse('usg_1');
    expect(kindsOf(reversed)).toEqual([
      ['offset.returned', 'lot_b'],
      ['usage.reversed', null],
    ]);
    expect(reversed.steps[0]?.movement).toMatchObject({
      postings: [
        { account: 'lot:lot_b', units: 30 },
        { account: 'arrears:inspection', units: -30 },
      ],
      balanceAfter: { available: 980, arrears: 30 },
    });
    expect(book.balance()).toEqual({ available: 1030, arrears: 0 });
    expect(book.pool.lots).toMatchObject([
      { lotId: 'lot_a', consumed: 0, remaining: 50 },
      { lotId: 'lot_b', offset: 20, remaining: 980 },
    ]);
  });

  test('GV-17: what the first top-up gets back pays the 200 that it had left open', () => {
    const book = emptied(new NamedUses());
    book.uploadAs('usg_1', T0, 700, 15);
    book.uploadAs('usg_2', T0, 500, 15);
    book.topUp(T3H, 'lot_a');
    expect(book.balance()).toEqual({ available: 0, arrears: 200 });
    const reversed = book.reverse('usg_1');
    expect(kindsOf(reversed)).toEqual([
      ['offset.returned', 'lot_a'],
      ['usage.reversed', null],
      ['arrears.offset', 'lot_a'],
    ]);
    expect(reversed.steps[2]?.offsets).toEqual([{ units: 200, range: { from: 1000, to: 1200 } }]);
    expect(reversed.revived).toMatchObject([{ lotId: 'lot_a', offset: 500, remaining: 500 }]);
    expect(book.balance()).toEqual({ available: 500, arrears: 0 });
  });

  test('the latest payment is given back first, and the last draw returns first', () => {
    const book = bookWith(10);
    book.credit('inspection', aLot({ lotId: 'lot_b', units: 5, expiresAt: '2026-04-01T16:00:00.000Z' }));
    book.uploadAs('usg_1', T0, 40, 15);
    book.topUp(T3H, 'lot_c', 12);
    book.topUp(T10H, 'lot_d', 13);
    const reversed = book.reverse('usg_1');
    expect(kindsOf(reversed).map(([, lotId]) => lotId)).toEqual(['lot_d', 'lot_c', null]);
    expect(reversed.steps[2]?.movement.postings.map(({ account }) => account)).toEqual([
      'lot:lot_b',
      'lot:lot_a',
      'arrears:inspection',
      'consumed:inspection',
    ]);
    expect(book.balance()).toEqual({ available: 40, arrears: 0 });
  });

  test('arrears cancelled amid others leave a gap that the next payment jumps over', () => {
    const book = emptied(new NamedUses());
    for (const [n, units] of [10, 20, 30, 40].entries()) book.uploadAs(`usg_${n}`, T0, units, 15);
    book.reverse('usg_1');
    expect(book.pool.arrears).toEqual({
      incurred: 100,
      settled: 0,
      cancelled: 20,
      gaps: [{ from: 10, to: 30 }],
    });
    expect(book.topUp(T3H, 'lot_a', 25).offsets).toEqual([
      { units: 10, range: { from: 0, to: 10 } },
      { units: 15, range: { from: 30, to: 45 } },
    ]);
    expect(book.pool.arrears).toMatchObject({ settled: 25, cancelled: 20, gaps: [] });
    expect(book.balance().arrears).toBe(55);
  });

  test('gaps that touch become one, and none remains before the oldest outstanding unit', () => {
    const book = emptied(new NamedUses());
    for (const [n, units] of [10, 20, 30, 40].entries()) book.uploadAs(`usg_${n}`, T0, units, 15);
    book.reverse('usg_1');
    book.reverse('usg_2');
    expect(book.pool.arrears).toMatchObject({ gaps: [{ from: 10, to: 60 }] });
    book.reverse('usg_0');
    expect(book.pool.arrears).toEqual({ incurred: 100, settled: 0, cancelled: 60, gaps: [] });
    expect(book.topUp(T3H, 'lot_a', 5).offsets).toEqual([{ units: 5, range: { from: 60, to: 65 } }]);
  });

  test('units return to a lot that had expired, and expire at once', () => {
    const book = bookWith(100);
    book.uploadAs('usg_1', T0, 60, 15);
    book.settle(END);
    book.settle('2026-05-01T00:00:00.000Z');
    const reversed = book.reverse('usg_1');
    expect(kindsOf(reversed)).toEqual([
      ['usage.reversed', null],
      ['lot.expired', 'lot_a'],
    ]);
    expect(reversed.steps[1]?.movement).toMatchObject({
      at: '2026-05-01T00:00:00.000Z',
      balanceAfter: { available: 0, arrears: 0 },
    });
    expect(reversed.revived).toEqual([]);
    expect(reversed.ended).toMatchObject([
      { lotId: 'lot_a', state: 'expired', endedAt: END, consumed: 0, expired: 100, remaining: 0 },
    ]);
    expect(book.pool).toMatchObject({ lots: [], totals: { credited: 100, consumed: 0, expired: 100 } });
  });

  test('a lot that was spent before its end, and whose end has passed, turns into an expired one', () => {
    const book = bookWith(60);
    book.uploadAs('usg_1', T0, 60, 15);
    expect(book.dead.get('lot_a')).toMatchObject({ state: 'exhausted', endedAt: T0 });
    book.settle(END);
    expect(book.reverse('usg_1').ended).toMatchObject([
      { lotId: 'lot_a', state: 'expired', endedAt: END, expired: 60 },
    ]);
  });

  test('a lot whose rest was voided lives again with what returned, and what was voided stays voided', () => {
    const book = bookWith(100);
    book.uploadAs('usg_1', T0, 60, 15);
    book.void('inspection', 'lot_a', 40);
    expect(book.dead.get('lot_a')).toMatchObject({ state: 'voided' });
    expect(book.reverse('usg_1').revived).toMatchObject([{ lotId: 'lot_a', voided: 40, remaining: 60 }]);
  });

  test('a lot that paid arrears and was drawn by the use gets both back', () => {
    const book = bookWith(50);
    book.uploadAs('usg_0', T0, 50, 15);
    book.uploadAs('usg_1', T0, 30);
    book.topUp(T3H, 'lot_b', 40);
    expect(book.balance()).toEqual({ available: 10, arrears: 0 });
    book.uploadAs('usg_2', T3H, 10, 15);
    const ofArrears = book.reverse('usg_1');
    expect(ofArrears.revived).toMatchObject([{ lotId: 'lot_b', offset: 0, consumed: 10, remaining: 30 }]);
    book.reverse('usg_2');
    expect(book.pool.lots).toMatchObject([{ lotId: 'lot_b', offset: 0, consumed: 0, remaining: 40 }]);
  });

  test('a lot that comes back and pays all of it at once is spent again', () => {
    const book = bookWith(20);
    book.uploadAs('usg_1', T0, 20, 15);
    book.uploadAs('usg_2', T0, 30, 15);
    const reversed = book.reverse('usg_1');
    expect(reversed.revived).toEqual([]);
    expect(reversed.ended).toMatchObject([
      { lotId: 'lot_a', state: 'exhausted', endedAt: T0, consumed: 0, offset: 20, remaining: 0 },
    ]);
    expect(book.pool.lots).toEqual([]);
    expect(book.balance()).toEqual({ available: 0, arrears: 10 });
  });

  test('a written-off part does not become outstanding: the write-off is undone and the arrears are cancelled', () => {
    const book = emptied(new NamedUses());
    book.uploadAs('usg_1', T0, 30, 15);
    book.topUp(T3H, 'lot_a', 10);
    book.writeOff();
    const reversed = book.reverse('usg_1');
    expect(kindsOf(reversed)).toEqual([
      ['write_off.undone', null],
      ['offset.returned', 'lot_a'],
      ['usage.reversed', null],
    ]);
    expect(reversed.steps[0]?.movement.postings).toEqual([
      { account: 'written-off:inspection', units: 20 },
      { account: 'arrears:inspection', units: -20 },
    ]);
    expect(book.pool.totals).toMatchObject({ writtenOff: 0, offset: 0, consumed: 0 });
    expect(book.balance()).toEqual({ available: 10, arrears: 0 });
    assertIdentities(book.state);
    expect(balanceDifferences(book.state, rebuildFrom(book.journal))).toEqual([]);
  });

  test('returned units pay outstanding arrears, whatever storage was asked for', () => {
    const book = bookWith(50);
    book.uploadAs('usg_1', T0, 50, 15);
    book.uploadAs('usg_2', T0, 5, 5);
    book.reverse('usg_1');
    expect(book.balance()).toEqual({ available: 45, arrears: 0 });
  });

  describe('is our mistake, and is thrown,', () => {
    const reversalOf = (book: AccountLedger, change: object) => () =>
      reverse(book.draft, {
        resource: 'inspection',
        draws: [{ lotId: 'lot_a', units: 50 }],
        arrearsRange: { from: 0, to: 30 },
        settlements: [],
        endedLots: [...book.dead.values()],
        ...change,
      });
    const book = () => {
      const made = bookWith(50);
      made.uploadAs('usg_1', T0, 80, 15);
      return made;
    };
    test.each<[string, object, string]>([
      ['of an unknown lot', { endedLots: [] }, 'a lot that units return to is known'],
      ['of a resource that was never used', { resource: 'ai:mimi' }, 'a reversed usage was booked'],
      [
        'of arrears that were never booked',
        { arrearsRange: { from: 0, to: 31 } },
        'reversed arrears were booked',
      ],
      [
        'of arrears that are settled although they are outstanding',
        { settlements: [{ lotId: 'lot_a', range: { from: 0, to: 10 } }] },
        'arrears are outstanding or explained',
      ],
      ['of more than the lot paid', { draws: [{ lotId: 'lot_a', units: 51 }] }, 'a lot is the sum'],
    ])('%s', (_what, change, identity) => {
      expect(reversalOf(book(), change)).toThrow(InvariantError);
      expect(reversalOf(book(), change)).toThrow(identity);
    });

    test('of settled arrears without a settlement', () => {
      const paid = book();
      paid.topUp(T3H, 'lot_b');
      expect(reversalOf(paid, {})).toThrow('arrears are outstanding or explained');
    });
  });
});
