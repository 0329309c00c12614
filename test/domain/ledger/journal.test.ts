import fc from 'fast-check';
import { balanceDifferences } from '../../../src/domain/ledger/balance-differences.ts';
import { canonicalJson, type UnhashedEntry } from '../../../src/domain/ledger/canonical-json.ts';
import { chainedEntry, chainBreakOf, GENESIS, verifyChain } from '../../../src/domain/ledger/hash-chain.ts';
import { arrearsAccount, parseAccount, type JournalEntry } from '../../../src/domain/ledger/journal-entry.ts';
import { moneyDifferences } from '../../../src/domain/ledger/money-differences.ts';
import {
  deferredAccount,
  parseMoneyAccount,
  revenueAccount,
} from '../../../src/domain/ledger/money-accounts.ts';
import { rebuildFrom } from '../../../src/domain/ledger/rebuild.ts';
import { AccountLedger, aLot, emptied, sha256 } from './account-ledger.ts';
import { instantOf } from '../../../src/domain/instant.ts';
import type { Money } from '../../../src/domain/money.ts';

const USD = (amountMinor: number) => ({ amountMinor, currency: 'USD' as const });

function aBook(): AccountLedger {
  const book = new AccountLedger();
  book.settle('2025-03-07T09:00:00.000Z');
  book.credit('inspection', aLot({ lotId: 'lot_a', units: 50 }));
  book.upload('2025-07-01T00:00:00.000Z', 80, 15);
  book.credit('inspection', aLot({ lotId: 'lot_b' }));
  book.credit('ai:mimi', aLot({ lotId: 'lot_c', storageYears: null }));
  book.settle('2026-03-07T16:00:00.000Z');
  return book;
}

/** A lot of 3 units for 10.00, of which one is used and two expire. */
function aPaidBook(): AccountLedger {
  const book = new AccountLedger();
  book.settle('2025-03-07T09:00:00.000Z');
  book.credit('inspection', aLot({ lotId: 'lot_a', units: 3, price: USD(1_000) }));
  book.upload('2025-07-01T00:00:00.000Z', 1);
  book.settle('2026-03-07T16:00:00.000Z');
  return book;
}

/** Plain JSON.stringify over recursively sorted keys: what RFC 8785 says for texts and integers. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const changed = (
  journal: readonly JournalEntry[],
  index: number,
  change: Partial<JournalEntry>,
): JournalEntry[] => journal.map((entry, at) => (at === index ? { ...entry, ...change } : entry));

function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (Array.isArray(value)) return value.slice(1);
  return Object.assign({}, value, { id: 'x', resource: 'x' });
}

/** A forger who also hashes what follows. */
function rechained(journal: readonly JournalEntry[]): JournalEntry[] {
  let previous = '';
  return journal.map((entry) => {
    const again = chainedEntry(previous, entry, sha256);
    previous = again.hash;
    return again;
  });
}

describe('canonical JSON', () => {
  test('is JSON with sorted keys and no spaces, whatever is in the texts', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', '\\', '\u0000', '\u007f', '检'),
    );
    const instant = fc.nat().map(instantOf);
    const currency = fc.constantFrom('USD' as const, 'CNY' as const);
    const entryFields = {
      sequence: fc.maxSafeNat(),
      at: instant,
      recordedAt: instant,
      kind: fc.constantFrom('lot.credited' as const, 'usage.accepted' as const),
      postings: fc.array(fc.record({ account: text, units: fc.maxSafeInteger() })),
      money: fc.array(fc.record({ account: text, currency, amountMinor: fc.maxSafeInteger() })),
      causedBy: fc.record({ type: text, id: text }),
      balanceAfter: fc.record({ resource: text, available: fc.maxSafeNat(), arrears: fc.maxSafeNat() }),
      previousHash: text,
      usageHash: text,
    };
    const { money: _money, usageHash: _usageHash, ...fieldsBefore } = entryFields;
    const entry = fc.oneof(fc.record(entryFields), fc.record(fieldsBefore));
    fc.assert(
      fc.property(entry, (given: UnhashedEntry) => {
        expect(canonicalJson(given)).toBe(sortedJson(given));
      }),
    );
  });

  test('of a fixed entry with money has not changed either', () => {
    expect(aPaidBook().journal.map((entry) => entry.hash.slice(0, 16))).toMatchInlineSnapshot(`
      [
        "3daf69bffdfce2eb",
        "8e49d32e52f482b6",
        "ec1c80aeb5b2696a",
      ]
    `);
  });

  test('of a fixed entry has not changed, for stored hashes were made of it', () => {
    expect(aBook().journal.map((entry) => entry.hash.slice(0, 16))).toMatchInlineSnapshot(`
           [
             "124238b5e5702b46",
             "e87a3f79b8305025",
             "e37058ff9e64acd7",
             "b593d93f98463aaf",
             "9fd393ca696a89c5",
             "d46d2905e4cd1973",
             "6aea122788c896b1",
           ]
        `);
  });
});

describe('the hash chain', () => {
  test('of an untouched journal is valid, whole or from any point on', () => {
    const { journal } = aBook();
    expect(journal.length).toBe(7);
    expect(verifyChain(journal, sha256)).toBeNull();
    for (const [index, entry] of journal.entries()) {
      expect(verifyChain(journal.slice(index + 1), sha256, entry)).toBeNull();
    }
    expect(verifyChain([], sha256)).toBeNull();
  });

  test.each<[string, (journal: JournalEntry[]) => JournalEntry[], unknown]>([
    [
      'a changed fact',
      (j) => changed(j, 2, { causedBy: { type: 'usage', id: 'usg_x' } }),
      { sequence: 3, reason: 'hash' },
    ],
    ['a changed hash', (j) => changed(j, 2, { hash: 'f'.repeat(64) }), { sequence: 3, reason: 'hash' }],
    ['another predecessor', (j) => changed(j, 2, { previousHash: '' }), { sequence: 3, reason: 'previous' }],
    ['a removed entry', (j) => j.toSpliced(2, 1), { sequence: 3, reason: 'sequence' }],
    ['a missing beginning', (j) => j.slice(1), { sequence: 1, reason: 'sequence' }],
    [
      'two entries changed about',
      (j) => [...j.slice(0, 1), ...j.slice(1, 3).reverse(), ...j.slice(3)],
      { sequence: 2, reason: 'sequence' },
    ],
    [
      'an entry changed and hashed again',
      (j) => {
        const forged = changed(j, 1, { causedBy: { type: 'usage', id: 'usg_x' } });
        return changed(forged, 1, { hash: sha256(canonicalJson(forged[1]!)) });
      },
      { sequence: 3, reason: 'previous' },
    ],
    [
      'time running backwards, chained again',
      (j) => rechained(changed(j, 3, { at: '2025-01-01T00:00:00.000Z' })),
      { sequence: 4, reason: 'time' },
    ],
    [
      'postings that make a unit, chained again',
      (j) =>
        rechained(
          changed(j, 0, {
            postings: [
              { account: 'lot:lot_a', units: 51 },
              { account: 'granted:inspection', units: -50 },
            ],
          }),
        ),
      { sequence: 1, reason: 'postings' },
    ],
    [
      'money that comes from nowhere, chained again',
      (j) => rechained(changed(j, 0, { money: [{ account: 'earned:inspection', ...USD(1) }] })),
      { sequence: 1, reason: 'money' },
    ],
    [
      'money that balances in one currency only, chained again',
      (j) =>
        rechained(
          changed(j, 1, {
            money: [
              { account: 'deferred:lot_a', ...USD(-10) },
              { account: 'earned:inspection', ...USD(9) },
              { account: 'earned:inspection', amountMinor: 1, currency: 'CNY' },
            ],
          }),
        ),
      { sequence: 2, reason: 'money' },
    ],
    [
      'an empty list of money, chained again',
      (j) => rechained(changed(j, 1, { money: [] })),
      { sequence: 2, reason: 'money' },
    ],
  ])('names the first broken entry: %s', (_what, forge, fault) => {
    expect(verifyChain(forge(aBook().journal), sha256)).toEqual(fault);
  });

  test('finds any change of any field of any entry', () => {
    const { journal } = aBook();
    for (const [index, entry] of journal.entries()) {
      for (const field of Object.keys(entry) as (keyof JournalEntry)[]) {
        const forged = changed(journal, index, { [field]: another(entry[field]) });
        expect(verifyChain(forged, sha256)).not.toBeNull();
      }
    }
  });

  test('finds any change of the money of an entry', () => {
    const { journal } = aPaidBook();
    const priced = journal.filter(({ money }) => money !== undefined);
    expect(priced.map(({ kind }) => kind)).toEqual(['lot.credited', 'usage.accepted', 'lot.expired']);
    for (const { sequence, money = [] } of priced) {
      const other = { ...money[0]!, account: 'earned:ai:mimi' };
      for (const forged of [[], undefined, money.toReversed(), [...money, other]]) {
        const entries = journal.map((entry) =>
          entry.sequence === sequence ? Object.assign({}, entry, { money: forged }) : entry,
        );
        expect(verifyChain(entries, sha256)?.sequence).toBe(sequence);
      }
    }
  });

  test('can be checked entry by entry, as a stream is', () => {
    const [first, second] = aBook().journal as [JournalEntry, JournalEntry];
    expect(chainBreakOf(first, GENESIS, sha256)).toBeNull();
    expect(chainBreakOf(second, GENESIS, sha256)).toEqual({ sequence: 1, reason: 'sequence' });
  });
});

describe('rebuilding from the journal', () => {
  test('names every stored figure that the journal does not make', () => {
    const book = aBook();
    const state = book.state;
    const pool = state.pools[0]!;
    const wrong = { ...state, pools: [{ ...pool, totals: { ...pool.totals, expired: 971, consumed: 49 } }] };
    expect(balanceDifferences(wrong, rebuildFrom(book.journal))).toEqual([
      { resource: 'inspection', figure: 'totals.consumed', stored: 49, rebuilt: 50 },
      { resource: 'inspection', figure: 'totals.expired', stored: 971, rebuilt: 970 },
      { resource: 'ai:mimi', figure: 'totals.credited', stored: 0, rebuilt: 1000 },
      { resource: 'ai:mimi', figure: 'totals.expired', stored: 0, rebuilt: 1000 },
    ]);
  });

  test('names a live lot, arrears and a dead lot that differ', () => {
    const book = emptied(new AccountLedger());
    book.upload('2025-07-01T00:00:00.000Z', 5);
    book.credit('inspection', aLot({ lotId: 'lot_a' }));
    const pool = book.state.pools[0]!;
    const lot = { ...pool.lots[0]!, remaining: 999, lotId: 'lot_z' };
    const wrong = {
      pools: [
        {
          ...pool,
          lots: [lot],
          arrears: { ...pool.arrears, incurred: 6 },
        },
      ],
    };
    expect(balanceDifferences(wrong, rebuildFrom(book.journal)).map(({ figure }) => figure)).toEqual([
      'arrears.incurred',
      'lot:lot_z.credited',
      'lot:lot_z.offset',
      'lot:lot_z.remaining',
      'lot:lot_a.remaining',
    ]);
  });

  test('moves what a lot cost from deferred to earned with its use, and to breakage at its end', () => {
    const deferred = (amountMinor: number) => ({ account: 'deferred:lot_a', ...USD(amountMinor) });
    expect(aPaidBook().journal.map(({ kind, money }) => [kind, money])).toEqual([
      ['lot.credited', [deferred(1_000), { account: 'sold:inspection', ...USD(-1_000) }]],
      // Two of three units are worth 666.67: 666 stay deferred.
      ['usage.accepted', [deferred(-334), { account: 'earned:inspection', ...USD(334) }]],
      ['lot.expired', [deferred(-666), { account: 'breakage:inspection', ...USD(666) }]],
    ]);
  });

  test('a refund takes what is paid back, and leaves the rest of what was deferred as breakage', () => {
    const deferred = (amountMinor: number) => ({ account: 'deferred:lot_a', ...USD(amountMinor) });
    const refunded = (amountMinor: number) => ({ account: 'refunded:inspection', ...USD(amountMinor) });
    const breakage = (amountMinor: number) => ({ account: 'breakage:inspection', ...USD(amountMinor) });
    const voided = (refundedMinor?: number) => {
      const book = new AccountLedger();
      book.settle('2025-03-07T09:00:00.000Z');
      book.credit('inspection', aLot({ lotId: 'lot_a', units: 3, price: USD(1_000) }));
      book.void('inspection', 'lot_a', 1, refundedMinor);
      expect(verifyChain(book.journal, sha256)).toBeNull();
      expect(moneyDifferences(book.state, rebuildFrom(book.journal))).toEqual([]);
      return book.journal.at(-1)!.money;
    };
    expect(voided()).toEqual([deferred(-334), refunded(334)]);
    expect(voided(334)).toEqual([deferred(-334), refunded(334)]);
    expect(voided(333)).toEqual([deferred(-334), breakage(1), refunded(333)]);
    expect(voided(335)).toEqual([deferred(-334), breakage(-1), refunded(335)]);
    expect(voided(0)).toEqual([deferred(-334), breakage(334)]);
  });

  test('names a price and an amount deferred that the journal does not make', () => {
    const book = aPaidBook();
    const before = new AccountLedger();
    before.settle('2025-03-07T09:00:00.000Z');
    before.credit('inspection', aLot({ lotId: 'lot_a', units: 3, price: USD(1_000) }));
    const [pool] = before.state.pools;
    const differ = (price: Money, rebuilt = rebuildFrom(before.journal)) =>
      moneyDifferences({ pools: [{ ...pool!, lots: [{ ...pool!.lots[0]!, price }] }] }, rebuilt);
    const figure = (name: string, stored: number, rebuilt: number) => {
      return { resource: 'inspection', figure: `lot:lot_a.${name}`, stored, rebuilt };
    };
    expect(differ(USD(1_000))).toEqual([]);
    expect(differ(USD(999))).toEqual([figure('price', 999, 1_000), figure('deferred', 999, 1_000)]);
    expect(differ({ amountMinor: 1_000, currency: 'CNY' })).toEqual([
      figure('price', 1_000, 0),
      figure('deferred', 1_000, 0),
    ]);
    expect(differ(USD(1_000), rebuildFrom(book.journal))).toEqual([figure('deferred', 1_000, 0)]);
    expect(moneyDifferences({ pools: [] }, rebuildFrom(before.journal))).toEqual([
      figure('deferred', 0, 1_000),
    ]);
  });

  test('refuses money of an account that a kind of entry has nothing to do with', () => {
    const { journal } = aPaidBook();
    for (const account of ['breakage:inspection', 'earned:ai:mimi', 'cash:inspection']) {
      const money = [
        { account: 'deferred:lot_a', ...USD(-1) },
        { account, ...USD(1) },
      ];
      expect(() => rebuildFrom(changed(journal, 1, { money }))).toThrow(RangeError);
    }
    const other = { account: 'deferred:lot_a', amountMinor: 1, currency: 'CNY' as const };
    expect(() => rebuildFrom(changed(journal, 1, { money: [other] }))).toThrow(RangeError);
  });

  test('names the first entry whose balance is not what the entries before it make', () => {
    const { journal } = aBook();
    const balanceAfter = { resource: 'inspection', available: 1, arrears: 30 };
    expect(rebuildFrom(changed(journal, 1, { balanceAfter })).firstWrongBalance).toEqual({
      sequence: 2,
      resource: 'inspection',
    });
  });

  test('reads back every account name, also of a resource with a colon in it', () => {
    for (const resource of ['inspection', 'ai:mimi']) {
      expect(parseAccount(arrearsAccount(resource))).toEqual({ type: 'arrears', resource });
    }
    for (const resource of ['inspection', 'ai:mimi']) {
      const account = revenueAccount('breakage', resource);
      expect(parseMoneyAccount(account)).toEqual({ type: 'breakage', resource });
    }
    expect(parseMoneyAccount(deferredAccount('lot_a'))).toEqual({ type: 'deferred', lotId: 'lot_a' });
    for (const wrong of ['', 'sold', 'lot:lot_a', 'cash:inspection']) {
      expect(() => parseMoneyAccount(wrong)).toThrow(RangeError);
    }
    for (const wrong of ['', 'lot', 'arrears', 'cash:inspection']) {
      expect(() => parseAccount(wrong)).toThrow(RangeError);
    }
  });
});
