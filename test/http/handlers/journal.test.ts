/** The journal filtered by lot and by usage: exactly the entries that moved their units. */
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { changeLedger } from '../../../src/application/ledger/change-ledger.ts';
import { runTransaction } from '../../../src/storage/transaction.ts';
import { reverseUsage } from '../../../src/application/usages/reverse-usage.ts';
import { journalOf } from '../../support/journal.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { TESTER } from '../../support/order-fixtures.ts';
import { newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const START: Instant = '2025-06-01T00:00:00.000Z';
const afterDays = (days: number): Instant => plusMs(START, days * DAY_MS);

async function customer() {
  const accountId = await newAccount(api, { sandboxNow: START });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  return {
    accountId,
    clock: (days: number) => setClock(api.fixture, accountId, afterDays(days)),
    credit: (units: number, days: number) =>
      creditLot(api.fixture, accountId, {
        resource: 'inspection',
        units,
        purchasedAt: START,
        expiresAt: afterDays(days),
      }),
    use: async (quantity: number) => {
      const { status, body } = await api.call('platform', '/v1/usages', {
        body: { accountId, organizationId: made.body['id'], resource: 'inspection', quantity },
      });
      expect(status).toBe(201);
      return String(body['id']);
    },
    reverse: (usageId: string) =>
      runTransaction(api.fixture, TESTER, (unit) => reverseUsage(unit, { usageId, reason: 'sent twice' })),
    /** Appends an entry that moves no units. */
    checkpoint: () =>
      runTransaction(api.fixture, TESTER, (unit) =>
        changeLedger(unit, accountId, (book) => {
          book.mustCheckpoint = true;
        }),
      ),
    journal: async (query: string) =>
      pageOf(await api.call('sales', `/v1/accounts/${accountId}/journal?${query}`)),
    /** Numbers of the entries that move a lot, found by a full scan. */
    moving: async (lotId: string) =>
      (await journalOf(api.fixture.database, accountId))
        .toReversed()
        .filter(({ postings }) => postings.some(({ account }) => account === `lot:${lotId}`))
        .map(({ sequence }) => sequence),
  };
}

const numbers = ({ items }: { items: Record<string, unknown>[] }) => items.map(({ sequence }) => sequence);

it('of a lot contains every entry that moved it: draws, its end, and returned units', async () => {
  const who = await customer();
  const lots = [await who.credit(5, 10)];
  await who.checkpoint();
  await who.clock(1);
  lots.push(await who.credit(10, 20));
  const uses = [await who.use(3), await who.use(4)];
  await who.clock(2);
  await who.checkpoint();
  lots.push(await who.credit(10, 30));
  uses.push(await who.use(9), await who.use(1));
  await who.clock(12);
  // The first lot was used up and has ended: units returned to it expire immediately.
  await who.reverse(uses[1]!);
  await who.checkpoint();
  await who.clock(25);
  await who.use(2);
  for (const lotId of lots) {
    const expected = await who.moving(lotId);
    expect(expected.length).toBeGreaterThan(2);
    expect(numbers(await who.journal(`lotId=${lotId}`))).toEqual(expected);
    // The same page by page.
    const paged: unknown[] = [];
    for (let cursor = ''; ;) {
      const { items, nextCursor } = await who.journal(`lotId=${lotId}&limit=2${cursor}`);
      paged.push(...numbers({ items }));
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(paged).toEqual(expected);
  }
});

it('of a usage contains its entry, the offsets of its arrears, and its reversal', async () => {
  const who = await customer();
  await who.credit(5, 365);
  const covered = await who.use(2);
  const overdrawn = await who.use(10);
  const other = await who.use(1);
  await who.credit(4, 365);
  await who.credit(20, 365);
  await who.reverse(overdrawn);
  const kinds = async (usageId: string) =>
    (await who.journal(`usageId=${usageId}`)).items.map(({ kind }) => kind).toReversed();
  expect(await kinds(covered)).toEqual(['usage.accepted']);
  // Both lots paid its seven units of arrears and got them back.
  expect(await kinds(overdrawn)).toEqual([
    'usage.accepted',
    'arrears.offset',
    'arrears.offset',
    'offset.returned',
    'offset.returned',
    'usage.reversed',
  ]);
  expect(await kinds(other)).toEqual(['usage.accepted', 'arrears.offset']);
});

it('of a lot and a usage contains their common entries', async () => {
  const who = await customer();
  const lot = await who.credit(5, 365);
  const second = await who.credit(5, 366);
  const use = await who.use(3);
  await who.use(1);
  expect(numbers(await who.journal(`lotId=${lot}&usageId=${use}`))).toEqual([3]);
  expect(numbers(await who.journal(`lotId=${second}&usageId=${use}`))).toEqual([]);
});

it('of a lot or usage of another account is empty', async () => {
  const [mine, other] = [await customer(), await customer()];
  const lotId = await mine.credit(5, 10);
  const usageId = await mine.use(1);
  for (const query of [`lotId=${lotId}`, `usageId=${usageId}`, 'lotId=lot_none', 'usageId=usg_none']) {
    expect(await other.journal(query)).toMatchObject({ items: [], nextCursor: null });
  }
});

it('reads a lot without an index that every usage would have to update', async () => {
  const who = await customer();
  await who.credit(5, 10);
  await who.use(1);
  const [credited, used] = await api.fixture.database.native.journalPages
    .find({ accountId: who.accountId })
    .sort({ _id: 1 })
    .toArray();
  expect(credited).toHaveProperty('movedLots');
  expect(used).not.toHaveProperty('movedLots');
  const indexes = await api.fixture.database.native.journalPages.indexes();
  expect(indexes.filter(({ key }) => 'accounts' in key)).toEqual([]);
});
