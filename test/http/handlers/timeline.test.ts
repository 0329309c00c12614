/** The timeline of an account: all its events in one list, in the order in which they took effect. */
import { plusMs, type Instant } from '../../../src/domain/instant.ts';
import type { AccountTimelineEntry } from '../../../src/contracts/timeline.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { openAccount, orderOf } from '../../support/order-fixtures.ts';
import { errorsOf, newAccount, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const START: Instant = '2025-06-01T00:00:00.000Z';

const page = async (accountId: string, query = '') => {
  const { status, body } = await api.call('sales', `/v1/accounts/${accountId}/timeline${query}`);
  expect(status).toBe(200);
  return body as unknown as { items: AccountTimelineEntry[]; nextCursor: string | null };
};

/** Reads all pages of the given size. */
async function wholeStory(accountId: string, limit: number, query = ''): Promise<AccountTimelineEntry[]> {
  const items: AccountTimelineEntry[] = [];
  let cursor = '';
  for (;;) {
    const next = await page(accountId, `?limit=${limit}${cursor}${query}`);
    expect(next.items.length).toBeLessThanOrEqual(limit);
    items.push(...next.items);
    if (next.nextCursor === null) return items;
    expect(next.items).toHaveLength(limit);
    cursor = `&cursor=${next.nextCursor}`;
  }
}

/** An account with an order, a credited lot, usages, arrears, and an expiry that was booked late. */
async function livedAccount() {
  const { fixture } = api;
  const account = await openAccount(fixture, { sandboxNow: START });
  const accountId = account._id;
  const order = await orderOf(fixture, account);
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  const use = async (quantity: number) => {
    const { status } = await api.call('platform', '/v1/usages', {
      body: {
        accountId,
        organizationId: made.body['id'],
        resource: 'inspection',
        quantity,
        reference: `study ${quantity}`,
      },
    });
    expect(status).toBe(201);
  };
  const credit = (units: number, days: number) =>
    creditLot(fixture, accountId, {
      resource: 'inspection',
      units,
      purchasedAt: START,
      expiresAt: plusMs(START, days * 86_400_000),
    });
  await credit(10, 5);
  await use(3);
  await use(4);
  await setClock(fixture, accountId, plusMs(START, 6 * 86_400_000));
  await use(2);
  await credit(20, 90);
  return { accountId, orderId: order._id };
}

it('lists all events in the order in which they took effect, including each usage', async () => {
  const { accountId, orderId } = await livedAccount();
  const { items, nextCursor } = await page(accountId);
  expect(nextCursor).toBeNull();
  const types = items.map(({ type }) => type);
  expect(types.filter((type) => type === 'usage.accepted')).toHaveLength(3);
  // The expiry took effect before the usage that booked it, and the usage before the episode that it opened.
  expect(types.slice(types.indexOf('usage.accepted'))).toEqual([
    'usage.accepted',
    'usage.accepted',
    'lot.expired',
    'usage.accepted',
    'episode.opened',
    'episode.cleared',
    'episode.closed',
  ]);
  expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
  expect(items.find(({ type }) => type === 'order.placed')).toMatchObject({ orderId, actor: 'key_tester' });
  expect(items.find(({ type, facts }) => type === 'usage.accepted' && facts['quantity'] === 2)).toMatchObject(
    {
      actor: 'key_platform',
      at: plusMs(START, 6 * 86_400_000),
      facts: { resource: 'inspection', arrears: 2, available: 0, reference: 'study 2' },
    },
  );
});

it('pages without loss or repetition at any page size', async () => {
  const { accountId } = await livedAccount();
  const { items } = await page(accountId, '?limit=200');
  for (const limit of [1, 2, 3, 5, items.length - 1, items.length]) {
    expect(await wholeStory(accountId, limit)).toEqual(items);
  }
});

it('is filtered by type, of the audit or of usages', async () => {
  const { accountId } = await livedAccount();
  const all = (await page(accountId)).items;
  for (const type of ['usage.accepted', 'lot.expired']) {
    expect(await wholeStory(accountId, 1, `&type=${type}`)).toEqual(
      all.filter((entry) => entry.type === type),
    );
  }
  expect((await page(accountId, '?type=nothing.happened')).items).toEqual([]);
});

it('rejects cursors of other lists, and needs an existing account', async () => {
  const accountId = await newAccount(api);
  const other = Buffer.from('["a"]').toString('base64url');
  const answer = await api.call('sales', `/v1/accounts/${accountId}/timeline?cursor=${other}`);
  expect([answer.status, errorsOf(answer)]).toEqual([422, ['cursor not_a_cursor']]);
  expect((await api.call('sales', '/v1/accounts/acc_none/timeline')).status).toBe(404);
});
