import { consume } from '../../../src/domain/ledger/consume.ts';
import { openDraft } from '../../../src/domain/ledger/draft.ts';
import { assertIdentities } from '../../../src/domain/ledger/identities.ts';
import { EMPTY_LEDGER } from '../../../src/domain/ledger/state.ts';
import { AccountLedger, NO_OVERDRAFT, OVERDRAFT, aLot, emptied } from './account-ledger.ts';

const accepted = (result: ReturnType<typeof consume>) => {
  if (!result.accepted) throw new Error(`refused: ${result.reason}`);
  return result;
};

function accountWithTwoLots(): AccountLedger {
  const book = new AccountLedger();
  book.settle('2025-03-07T09:00:00.000Z');
  book.credit('inspection', aLot({ lotId: 'lot_a' }));
  book.settle('2025-06-01T09:00:00.000Z');
  book.credit(
    'inspection',
    aLot({
      lotId: 'lot_b',
      purchasedAt: '2025-06-01T09:00:00.000Z',
      expiresAt: '2026-06-01T16:00:00.000Z',
    }),
  );
  return book;
}

const MAY = '2025-05-01T00:00:00.000Z';

function accountWithFourYears(): AccountLedger {
  const book = new AccountLedger();
  book.settle(MAY);
  book.credit('inspection', aLot({ lotId: 'lot_a', storageYears: 4 }));
  return book;
}

describe('burn-down', () => {
  test('GV-09: a use larger than the first lot takes all of it and the rest from the next', () => {
    const book = accountWithTwoLots();
    const use = accepted(book.upload('2025-07-01T00:00:00.000Z', 1200));
    expect(use.draws).toEqual([
      { lotId: 'lot_a', storageYears: 15, units: 1000 },
      { lotId: 'lot_b', storageYears: 15, units: 200 },
    ]);
    expect(use.arrears).toBeNull();
    expect(book.balance()).toEqual({ available: 800, arrears: 0 });
    expect(use.deadLots).toMatchObject([
      {
        lotId: 'lot_a',
        state: 'exhausted',
        consumed: 1000,
        remaining: 0,
        endedAt: '2025-07-01T00:00:00.000Z',
      },
    ]);
    expect(book.state.pools[0]?.lots.map((lot) => lot.lotId)).toEqual(['lot_b']);
  });

  test('AMB-10: a use draws lots that are stored at least as long as it asks, in burn order', () => {
    const book = accountWithTwoLots();
    book.credit(
      'inspection',
      aLot({ lotId: 'lot_c', storageYears: 1, expiresAt: '2025-12-01T00:00:00.000Z' }),
    );
    const use = accepted(book.upload('2025-07-01T00:00:00.000Z', 1500, 10));
    expect(use.draws.map((draw) => [draw.lotId, draw.units])).toEqual([
      ['lot_a', 1000],
      ['lot_b', 500],
    ]);
    expect(book.state.pools[0]?.lots.map((lot) => lot.lotId)).toEqual(['lot_c', 'lot_b']);
  });

  test('AMB-10: without a term the soonest-expiring lot of any term pays, and each draw says its term', () => {
    const book = accountWithTwoLots();
    book.credit(
      'inspection',
      aLot({ lotId: 'lot_c', storageYears: 1, expiresAt: '2025-12-01T00:00:00.000Z' }),
    );
    const use = accepted(book.upload('2025-07-01T00:00:00.000Z', 1001));
    expect(use.draws).toEqual([
      { lotId: 'lot_c', storageYears: 1, units: 1000 },
      { lotId: 'lot_a', storageYears: 15, units: 1 },
    ]);
  });

  test('GV-41: a term that is not covered while other units are left refuses the use whole', () => {
    const book = accountWithFourYears();
    expect(accepted(book.upload(MAY, 10, 2)).draws).toMatchObject([{ lotId: 'lot_a', units: 10 }]);
    const before = book.state;
    expect(book.upload(MAY, 10, 10)).toMatchObject({
      accepted: false,
      reason: 'storage',
      available: 990,
      byStorage: [{ storageYears: 4, available: 990 }],
      acceptedStorageYears: 4,
    });
    expect(book.state).toEqual(before);
  });

  test('AMB-10: the longest minimum that would be accepted is named, or that only none would be', () => {
    const book = accountWithFourYears();
    book.credit('inspection', aLot({ lotId: 'lot_b', units: 5, storageYears: 15 }));
    book.credit('inspection', aLot({ lotId: 'lot_c', units: 7, storageYears: null }));
    const longest = (quantity: number) => {
      const use = book.upload(MAY, quantity, 30);
      return use.accepted ? 'accepted' : use.acceptedStorageYears;
    };
    expect([longest(5), longest(6), longest(1005), longest(1006)]).toEqual([15, 4, 4, null]);
    const policy = { ...OVERDRAFT, overdraftCap: 0 };
    const beyond = book.use('usg_1', { resource: 'inspection', quantity: 1013, storageYears: 30 }, policy);
    expect(beyond).toMatchObject({ accepted: false, acceptedStorageYears: undefined });
  });

  test('AMB-10: what is left is drawn before arrears begin, if all of it is stored so long', () => {
    const book = accountWithFourYears();
    const use = accepted(book.upload(MAY, 1030, 4));
    expect(use).toMatchObject({ draws: [{ lotId: 'lot_a', units: 1000 }], arrears: { units: 30 } });
    expect(book.balance()).toEqual({ available: 0, arrears: 30 });
  });

  test('D-08: a preference holds if it covers the whole usage, and is ignored otherwise', () => {
    const book = accountWithFourYears();
    book.credit('inspection', aLot({ lotId: 'lot_b', units: 5, storageYears: 15 }));
    const preferring = (quantity: number) =>
      accepted(
        book.use(
          `usg_${quantity}`,
          { resource: 'inspection', quantity, preferredStorageYears: 10 },
          OVERDRAFT,
        ),
      );
    expect(preferring(6)).toMatchObject({ storageYears: null, draws: [{ lotId: 'lot_a', units: 6 }] });
    expect(preferring(5)).toMatchObject({ storageYears: 10, draws: [{ lotId: 'lot_b', units: 5 }] });
    expect(preferring(1000)).toMatchObject({ storageYears: null, arrears: { units: 6 } });
  });

  test('D-08: a required storage term takes precedence over the preference', () => {
    const book = accountWithFourYears();
    book.credit('inspection', aLot({ lotId: 'lot_b', units: 5, storageYears: 15 }));
    const asked = { resource: 'inspection', quantity: 1, storageYears: 3, preferredStorageYears: 10 };
    expect(accepted(book.use('usg_1', asked, OVERDRAFT))).toMatchObject({
      storageYears: 3,
      draws: [{ lotId: 'lot_a' }],
    });
  });

  test('GV-43: before its first lot a pool has no overdraft, and any lot is one', () => {
    const book = new AccountLedger();
    const refused = { accepted: false, reason: 'never_credited', available: 0 };
    expect(book.upload(MAY, 1)).toMatchObject(refused);
    expect(book.upload(MAY, 1, 2)).toMatchObject(refused);
    expect(book.state).toEqual(EMPTY_LEDGER);
    book.credit('inspection', aLot({ lotId: 'lot_a', units: 1, orderId: null, lineId: null }));
    expect(accepted(book.upload(MAY, 3)).arrears).toMatchObject({ units: 2 });
  });

  test('AMB-11: equal expiry goes by purchase, then credit, then id', () => {
    const book = new AccountLedger();
    book.settle('2025-05-01T00:00:00.000Z');
    book.credit('inspection', aLot({ lotId: 'lot_4', units: 1 }));
    book.credit('inspection', aLot({ lotId: 'lot_3', units: 1 }));
    book.credit('inspection', aLot({ lotId: 'lot_9', units: 1, purchasedAt: '2025-03-06T00:00:00.000Z' }));
    book.settle('2025-05-02T00:00:00.000Z');
    book.credit('inspection', aLot({ lotId: 'lot_1', units: 1 }));
    const use = accepted(book.upload('2025-07-01T00:00:00.000Z', 4));
    expect(use.draws.map((draw) => draw.lotId)).toEqual(['lot_9', 'lot_3', 'lot_4', 'lot_1']);
  });

  test('AMB-24: a pool without overdraft refuses the whole use and names what is available', () => {
    const book = new AccountLedger();
    book.settle('2025-05-01T00:00:00.000Z');
    book.credit('ai:mimi', aLot({ lotId: 'lot_a', storageYears: null }));
    const before = book.state;
    const use = book.use('usg_1', { resource: 'ai:mimi', quantity: 1001 }, NO_OVERDRAFT);
    expect(use).toMatchObject({ accepted: false, reason: 'insufficient', available: 1000 });
    expect(book.state).toEqual(before);
    accepted(book.use('usg_2', { resource: 'ai:mimi', quantity: 1000 }, NO_OVERDRAFT));
    expect(book.balance('ai:mimi')).toEqual({ available: 0, arrears: 0 });
  });

  test('AMB-16: a cap lets arrears reach it and refuses the use that would pass it', () => {
    const book = emptied(new AccountLedger());
    book.settle('2025-05-01T00:00:00.000Z');
    const policy = { ...OVERDRAFT, overdraftCap: 100 };
    expect(
      book.use('usg_1', { resource: 'inspection', quantity: 60, storageYears: 1 }, policy).accepted,
    ).toBe(true);
    expect(book.use('usg_2', { resource: 'inspection', quantity: 41 }, policy)).toMatchObject({
      accepted: false,
      reason: 'cap',
      available: 0,
    });
    expect(book.use('usg_3', { resource: 'inspection', quantity: 40 }, policy).accepted).toBe(true);
  });

  test('a suspended capability refuses a use that lots would cover', () => {
    const book = accountWithTwoLots();
    book.draft.pools[0]!.suspension = {
      capability: 'inspection.upload',
      episodeId: 'epi_1',
      since: '2025-06-01T00:00:00.000Z',
      resumeRequires: 1,
    };
    const use = book.use('usg_1', { resource: 'inspection', quantity: 1 }, OVERDRAFT);
    expect(use).toMatchObject({ accepted: false, reason: 'suspended', available: 2000 });
  });

  test('a refused use of a resource never bought leaves no pool behind', () => {
    const book = new AccountLedger();
    book.settle('2025-05-01T00:00:00.000Z');
    expect(book.use('usg_1', { resource: 'ai:glaucoma', quantity: 1 }, NO_OVERDRAFT).accepted).toBe(false);
    expect(book.state).toEqual(EMPTY_LEDGER);
  });

  test('a use before anything was settled is our mistake and is thrown', () => {
    const use = () => consume(openDraft(EMPTY_LEDGER), { resource: 'inspection', quantity: 1 }, OVERDRAFT);
    expect(use).toThrow('what is due was not booked');
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('a quantity of %p is not one', (quantity) => {
    const book = accountWithTwoLots();
    expect(() => book.upload('2025-07-01T00:00:00.000Z', quantity)).toThrow(RangeError);
  });
});

describe('settling what is due', () => {
  test('a lot is spendable a millisecond before its end and expired at it, stamped with its end', () => {
    const book = new AccountLedger();
    book.settle('2025-03-07T09:00:00.000Z');
    book.credit('inspection', aLot({ lotId: 'lot_a' }));
    expect(accepted(book.upload('2026-03-07T15:59:59.999Z', 400)).arrears).toBeNull();
    const expiries = book.settle('2026-03-07T16:00:00.000Z');
    expect(expiries).toMatchObject([
      {
        units: 600,
        lot: { state: 'expired', endedAt: '2026-03-07T16:00:00.000Z', consumed: 400, expired: 600 },
        movement: { at: '2026-03-07T16:00:00.000Z', balanceAfter: { available: 0, arrears: 0 } },
      },
    ]);
    expect(accepted(book.upload('2026-03-07T16:00:00.000Z', 1)).arrears?.units).toBe(1);
  });

  test('lots of several pools that ended long ago are booked in the order of their ends', () => {
    const book = new AccountLedger();
    book.settle('2025-03-07T09:00:00.000Z');
    book.credit('inspection', aLot({ lotId: 'lot_c', expiresAt: '2025-06-03T00:00:00.000Z' }));
    book.credit('inspection', aLot({ lotId: 'lot_a', expiresAt: '2025-06-01T00:00:00.000Z' }));
    book.credit(
      'ai:mimi',
      aLot({ lotId: 'lot_b', expiresAt: '2025-06-02T00:00:00.000Z', storageYears: null }),
    );
    const expiries = book.settle('2027-01-01T00:00:00.000Z');
    expect(expiries.map(({ lot, movement }) => [lot.lotId, movement.at])).toEqual([
      ['lot_a', '2025-06-01T00:00:00.000Z'],
      ['lot_b', '2025-06-02T00:00:00.000Z'],
      ['lot_c', '2025-06-03T00:00:00.000Z'],
    ]);
    expect(expiries.map(({ movement }) => movement.balanceAfter.available)).toEqual([1000, 0, 0]);
    assertIdentities(book.state);
  });

  test('time does not run backwards', () => {
    const book = accountWithTwoLots();
    expect(() => book.settle('2025-05-31T00:00:00.000Z')).toThrow('time does not run backwards');
  });
});
