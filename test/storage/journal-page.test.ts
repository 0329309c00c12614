/** Pages of the journal: what is booked is read again entry by entry, and whatever is changed in a page is found. */
import { mongo } from 'mongoose';
import fc from 'fast-check';
import { chainedEntry, verifyChain } from '../../src/domain/ledger/hash-chain.ts';
import type { JournalEntry, JournalEntryKind, Posting } from '../../src/domain/ledger/journal-entry.ts';
import type { Currency } from '../../src/domain/currencies.ts';
import { instantOf, type Instant } from '../../src/domain/instant.ts';
import type { JournalPageDocument } from '../../src/storage/collections/journal-pages.ts';
import { pageIdOf, placeOfUsage, usageIdOf } from '../../src/storage/journal/journal-ids.ts';
import {
  contentsOf,
  isFoundByItsEntries,
  PAGE_ENTRIES,
  pagesOf,
} from '../../src/storage/journal/journal-page.ts';
import { usageHashOf, type ReadUsage, type UsageRecord } from '../../src/storage/journal/usage-record.ts';
import { sha256Hex } from '../../src/infra/ids.ts';

const { BSON } = mongo;
const { EJSON } = BSON;
const ACCOUNT = 'acc_01hzx5v8q2w3e4r5t6y7u8i9o0';
const OTHERS = ['lot.credited', 'lot.expired', 'usage.reversed'] as const;

const word = fc.constantFrom<string>('org_1', 'org_2', 'kürzel', '云检查');
const draw = fc.record({
  lotId: fc.constantFrom<string>('lot_1', 'lot_2', 'lot_3'),
  units: fc.integer({ min: 1, max: 1_000_000 }),
  storageYears: fc.constantFrom<number | null>(null, 1, 15),
  storedUntil: fc.constantFrom<Instant | null>(null, '2041-01-10T16:00:00.000Z'),
});
const money = fc.array(
  fc.record({
    account: fc.constantFrom<string>('deferred:lot_1', 'earned:inspection', 'lot:lot_1'),
    currency: fc.constantFrom<Currency>('USD', 'CNY'),
    amountMinor: fc.integer(),
  }),
  { minLength: 1, maxLength: 4 },
);
const facts = fc.record({
  draws: fc.uniqueArray(draw, { selector: ({ lotId }) => lotId, maxLength: 3 }),
  arrears: fc.nat(3),
  key: fc.string({ minLength: 1, maxLength: 40 }),
  organizationId: word,
  requestedStorageYears: fc.constantFrom<number | null>(null, 1, 15),
  storageYears: fc.constantFrom<number | null>(null, 1, 15),
  reference: fc.option(word),
  episode: fc.option(
    fc.constant<UsageRecord['episode']>({ episodeId: 'epi_1', suspendsAt: '2026-01-11T09:00:00.000Z' }),
  ),
  policyVersion: fc.constantFrom<string>('v1', 'v2'),
  by: word,
  requestId: word,
  resource: fc.constantFrom<string>('inspection', 'ai:mimi'),
  money: fc.option(money, { nil: undefined }),
});
const other = fc.record({
  kind: fc.constantFrom<JournalEntryKind>(...OTHERS),
  units: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  available: fc.nat(),
  isEarlier: fc.boolean(),
});
type ValueOf<A> = A extends fc.Arbitrary<infer Value> ? Value : never;
type Part = ValueOf<typeof facts> | ValueOf<typeof other>;
type Booked = { entries: JournalEntry[]; usages: ReadUsage[] };
const booked = fc
  .record({
    first: fc.integer({ min: 1, max: 1_000_000 }),
    parts: fc.array(fc.oneof(facts, other), { minLength: 1, maxLength: 30 }),
  })
  .map(({ first, parts }): Booked => bookedOf(first, parts));

function bookedOf(first: number, parts: readonly Part[]): Booked {
  const at = instantOf(1_800_000_000_000);
  const earlier = instantOf(1_799_999_999_999);
  const entries: JournalEntry[] = [];
  const usages: ReadUsage[] = [];
  let previousHash = first === 1 ? '' : sha256Hex('before');
  // What is due is booked first.
  const inOrder = [...parts.filter((part) => 'kind' in part), ...parts.filter((part) => !('kind' in part))];
  const book = (entry: Omit<JournalEntry, 'sequence' | 'recordedAt' | 'previousHash' | 'hash'>) => {
    const sequence = first + entries.length;
    const chained = chainedEntry(previousHash, { ...entry, sequence, recordedAt: at }, sha256Hex);
    previousHash = chained.hash;
    entries.push(chained);
  };
  let hasPassed = false;
  for (const part of inOrder) {
    if ('kind' in part) {
      hasPassed ||= !part.isEarlier;
      book({
        at: hasPassed ? at : earlier,
        kind: part.kind,
        postings: [
          { account: 'lot:lot_1', units: -part.units },
          { account: 'expired:inspection', units: part.units },
        ],
        causedBy: { type: 'lot', id: 'lot_1' },
        balanceAfter: { resource: 'inspection', available: part.available, arrears: 0 },
      });
      continue;
    }
    const { draws, arrears, money: moved, ...usage } = part;
    const sequence = first + entries.length;
    const quantity = draws.reduce((sum, { units }) => sum + units, arrears);
    const postings: Posting[] = [
      ...draws.map(({ lotId, units }) => ({ account: `lot:${lotId}`, units: -units })),
      ...(arrears === 0 ? [] : [{ account: `arrears:${usage.resource}`, units: -arrears }]),
      { account: `consumed:${usage.resource}`, units: quantity },
    ];
    const balance = { available: quantity % 7, arrears };
    const isStored = draws.some(({ storageYears }) => storageYears !== null);
    const record: UsageRecord = {
      ...usage,
      _id: usageIdOf(ACCOUNT, sequence),
      accountId: ACCOUNT,
      sandbox: false,
      quantity,
      at,
      draws: isStored ? draws : draws.map((one) => ({ ...one, storedUntil: null })),
      arrears,
      arrearsRange: arrears === 0 ? null : { from: sequence, to: sequence + arrears },
      sequence,
      balance,
    };
    usages.push({ ...record, money: moved ?? [] });
    book({
      at,
      kind: 'usage.accepted',
      postings,
      ...(moved !== undefined && { money: moved }),
      causedBy: { type: 'usage', id: record._id },
      usageHash: usageHashOf(record),
      balanceAfter: { resource: usage.resource, ...balance },
    });
  }
  return { entries, usages };
}

const stored = ({ entries, usages }: Booked): JournalPageDocument[] =>
  pagesOf({ accountId: ACCOUNT, sandbox: false, entries, usages }).map(throughBson);
const throughBson = (page: JournalPageDocument) =>
  BSON.deserialize(BSON.serialize(page, { ignoreUndefined: true }), {
    promoteBuffers: true,
  }) as JournalPageDocument;
const read = (pages: readonly JournalPageDocument[]) => pages.flatMap((page) => contentsOf(page).entries);
const breakOf = ({ entries }: Booked, pages: readonly JournalPageDocument[]) => {
  const first = entries[0]!;
  return verifyChain(read(pages), sha256Hex, {
    sequence: first.sequence - 1,
    hash: first.previousHash,
    at: first.at,
  });
};

const aUse = (n: number): Part => ({
  draws: [{ lotId: 'lot_2', units: n + 1, storageYears: null, storedUntil: null }],
  arrears: 0,
  key: `key-${n}`,
  organizationId: 'org_1',
  requestedStorageYears: null,
  storageYears: null,
  reference: null,
  episode: null,
  policyVersion: 'v1',
  by: 'key_1',
  requestId: `req_${n}`,
  resource: 'inspection',
  money: [
    { account: 'deferred:lot_2', currency: 'USD', amountMinor: -7 },
    { account: 'earned:inspection', currency: 'USD', amountMinor: 7 },
  ],
});

/** A transaction of three entries: an expiry and two usages. */
const three = () =>
  bookedOf(41, [{ kind: 'lot.expired', units: 3, available: 9, isEarlier: false }, aUse(1), aUse(2)]);

test('entries and usages are read from their pages exactly as they were booked', () => {
  fc.assert(
    fc.property(booked, (given) => {
      const pages = stored(given);
      expect(read(pages)).toEqual(given.entries);
      expect(pages.flatMap((page) => contentsOf(page).usages)).toEqual(given.usages);
    }),
  );
});

test('many entries of one transaction are stored in pages of a bounded size, each usage beside its entry', () => {
  const given = bookedOf(
    1,
    Array.from({ length: 2 * PAGE_ENTRIES + 1 }, (_, n) => aUse(n)),
  );
  const pages = stored(given);
  expect(pages.map(({ entries, usages: of }) => [entries.length, of?.length])).toEqual([
    [PAGE_ENTRIES, PAGE_ENTRIES],
    [PAGE_ENTRIES, PAGE_ENTRIES],
    [1, 1],
  ]);
  expect(pages.flatMap((page) => contentsOf(page).usages)).toEqual(given.usages);
  expect(breakOf(given, pages)).toBeNull();
});

test('an entry left out of a page is named', () => {
  const given = three();
  for (const place of [0, 1, 2]) {
    const [page] = stored(given);
    const without = { ...page!, entries: page!.entries.toSpliced(place, 1) };
    const after = stored(bookedAfter(given));
    const found = breakOf(given, [without, ...after]);
    expect(found?.sequence).toBe(41 + place);
  }
});

test('two entries that were swapped are named by the first of them', () => {
  const given = three();
  const [page] = stored(given);
  const [first, second, third] = page!.entries;
  const swapped = { ...page!, entries: [first!, third!, second!] };
  expect(breakOf(given, [swapped])).toEqual({ sequence: 42, reason: 'hash' });
});

test('a changed byte of a page is named by the entry that it belongs to, whichever byte it is', () => {
  const given = three();
  const [page] = stored(given);
  const bytes = BSON.serialize(page!);
  const outcomes = { named: 0, unreadable: 0 };
  for (let index = 4; index < bytes.length - 1; index += 1) {
    const changed = Uint8Array.from(bytes);
    changed[index]! ^= 1;
    let document: JournalPageDocument;
    try {
      document = BSON.deserialize(changed, { promoteBuffers: true }) as JournalPageDocument;
    } catch {
      // No document any more: MongoDB does not store it.
      outcomes.unreadable += 1;
      continue;
    }
    if (EJSON.stringify(document) === EJSON.stringify(page)) continue;
    // A page with another id stands at another place: the chain has a gap there.
    if (document._id !== page!._id) continue;
    const found = breakOf(given, [document])?.sequence;
    const isFound = isFoundByItsEntries(contentsOf(document), { accountId: ACCOUNT, sandbox: false });
    const isNamed = found !== undefined && found >= 41 && found <= 44;
    expect([index, isNamed || !isFound]).toEqual([index, true]);
    outcomes.named += 1;
  }
  expect(outcomes.named).toBeGreaterThan(500);
});

test('the id of a usage says where it is', () => {
  expect(placeOfUsage(usageIdOf(ACCOUNT, 4_711))).toEqual({ accountId: ACCOUNT, sequence: 4_711 });
  for (const id of ['usg_01hzx5v8q2w3e4r5t6y7u8i9o0', 'usg_a_0', 'usg_a_1x', 'lot_a_1', ''])
    expect(placeOfUsage(id)).toBeNull();
});

test('pages of an account are sorted by their first entries, and apart from those of other accounts', () => {
  const ids = [9, 10, 99_999, 100_000].map((sequence) => pageIdOf(ACCOUNT, sequence));
  expect(ids.toSorted()).toEqual(ids);
  expect(pageIdOf(`${ACCOUNT}0`, 1) < pageIdOf(ACCOUNT, 1) || pageIdOf(`${ACCOUNT}0`, 1) > ids.at(-1)!).toBe(
    true,
  );
});

/** One more usage after them, in a transaction of its own. */
function bookedAfter({ entries }: Booked): Booked {
  const last = entries.at(-1)!;
  const entry = chainedEntry(
    last.hash,
    { ...last, sequence: last.sequence + 1, kind: 'lot.expired', causedBy: { type: 'lot', id: 'lot_1' } },
    sha256Hex,
  );
  return { entries: [entry], usages: [] };
}
