import { openDraft, type PoolDraft } from '../../../src/domain/ledger/draft.ts';
import { assertIdentities, assertMovement } from '../../../src/domain/ledger/identities.ts';
import { InvariantError } from '../../../src/domain/ledger/invariant-error.ts';
import { AccountLedger, aLot, emptied } from './account-ledger.ts';

/** 950 of `lot_b` (offset 50) and 1,000 of `lot_c`; of 55 units in arrears 5 were cancelled. */
function aPool(): PoolDraft {
  const book = emptied(new AccountLedger());
  book.upload('2025-07-01T00:00:00.000Z', 50);
  book.upload('2025-07-01T00:00:00.000Z', 5);
  book.reverse(book.uses[1]!.id);
  book.credit('inspection', aLot({ lotId: 'lot_b' }));
  book.credit('inspection', aLot({ lotId: 'lot_c', expiresAt: '2026-06-01T00:00:00.000Z' }));
  return openDraft(book.state).pools[0]!;
}

describe('the identities of the ledger', () => {
  test('hold for a pool that the engine made', () => {
    expect(() => assertIdentities({ pools: [aPool()] })).not.toThrow();
  });

  test.each<[string, (pool: PoolDraft) => void, string]>([
    ['a lot lost a unit', (pool) => (pool.lots[0]!.remaining -= 1), 'a pool is the sum of its parts'],
    [
      'a unit changed hands between lots',
      (pool) => {
        pool.lots[0]!.remaining -= 1;
        pool.lots[1]!.remaining += 1;
      },
      'a lot is the sum of its parts',
    ],
    [
      'a lot has less than nothing',
      (pool) => {
        pool.lots[0]!.consumed -= 1;
        pool.lots[0]!.remaining += 1;
        pool.totals.consumed -= 1;
      },
      'a pool is the sum of its parts',
    ],
    ['the lots changed places', (pool) => pool.lots.reverse(), 'lots stand in burn order'],
    [
      'a spent lot stayed',
      (pool) => {
        const [lot] = pool.lots;
        pool.totals.consumed += lot!.remaining;
        lot!.consumed += lot!.remaining;
        lot!.remaining = 0;
      },
      'a live lot has units left',
    ],
    [
      'a live lot offset what the totals never saw',
      (pool) => {
        pool.totals.consumed = 50;
        pool.totals.offset = 0;
      },
      'totals cover the live lots',
    ],
    [
      'arrears have units beside them',
      (pool) => (pool.arrears.incurred += 1),
      'nothing is available beside arrears',
    ],
    [
      'more was settled than incurred',
      (pool) => (pool.arrears.settled = 51),
      'settled and cancelled arrears were incurred',
    ],
    [
      'more was settled and cancelled than incurred',
      (pool) => (pool.arrears.cancelled = 6),
      'settled and cancelled arrears were incurred',
    ],
    [
      'a gap lies before the outstanding units',
      (pool) => Object.assign(pool.arrears, { cancelled: 2, incurred: 60, gaps: [{ from: 0, to: 2 }] }),
      'gaps are cancelled arrears after the oldest outstanding unit',
    ],
    [
      'a gap is more than was cancelled',
      (pool) => Object.assign(pool.arrears, { cancelled: 1, incurred: 54, gaps: [{ from: 53, to: 56 }] }),
      'gaps are cancelled arrears after the oldest outstanding unit',
    ],
    [
      'two gaps touch',
      (pool) =>
        Object.assign(pool.arrears, {
          cancelled: 2,
          incurred: 60,
          gaps: [
            { from: 52, to: 53 },
            { from: 53, to: 54 },
          ],
        }),
      'gaps are cancelled arrears after the oldest outstanding unit',
    ],
    [
      'arrears were settled without a payment',
      (pool) => Object.assign(pool.arrears, { settled: 55, cancelled: 0 }),
      'settled arrears were offset',
    ],
  ])('are named when %s', (_what, damage, identity) => {
    const pool = aPool();
    damage(pool);
    const check = () => assertIdentities({ pools: [pool] });
    expect(check).toThrow(InvariantError);
    expect(check).toThrow(identity);
  });

  test('refuse two pools of one resource', () => {
    expect(() => assertIdentities({ pools: [aPool(), aPool()] })).toThrow('a resource has one pool');
  });

  test('are checked by each operation on what it touched, and on the entry it makes', () => {
    const movement = (units: number) => ({
      at: '2025-07-01T00:00:00.000Z' as const,
      kind: 'usage.accepted' as const,
      postings: [
        { account: 'lot:lot_b', units: -1 },
        { account: 'consumed:inspection', units },
      ],
      balanceAfter: { resource: 'inspection', available: 0, arrears: 0 },
    });
    expect(() => assertMovement(aPool(), movement(1))).not.toThrow();
    expect(() => assertMovement(aPool(), movement(2))).toThrow('an entry sums to zero');
    const lost = aPool();
    lost.available -= 1;
    expect(() => assertMovement(lost, movement(1))).toThrow('a pool is the sum of its parts');
    const forgotten = aPool();
    forgotten.outstanding += 1;
    expect(() => assertMovement(forgotten, movement(1))).toThrow('arrears are what was incurred');
    const unsettled = aPool();
    unsettled.totals.writtenOff += 1;
    expect(() => assertMovement(unsettled, movement(1))).toThrow('settled arrears were offset');
  });
});
