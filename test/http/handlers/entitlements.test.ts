/** Balances, lots, journal and usages of an account, now and in the past. */
import type { Instant } from '../../../src/domain/instant.ts';
import { creditLot, setClock } from '../../support/lots.ts';
import { errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';

interface PoolBody {
  resource: string;
  credited: number;
  used: number;
  available: number;
  expired: number;
  lots: { id: string; remaining: number }[];
}

const poolsOf = async (accountId: string, query = '') => {
  const { status, body } = await api.call('platform', `/v1/accounts/${accountId}/balances${query}`);
  expect(status).toBe(200);
  return body['pools'] as PoolBody[];
};

/** A sandbox account with an organization. */
async function customer(): Promise<{ accountId: string; organizationId: string }> {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const made = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: 'Radiology' },
  });
  return { accountId, organizationId: String(made.body['id']) };
}

const lotOf = (expiresAt: Instant, fields: object = {}) => ({
  resource: 'inspection',
  units: 1_000,
  purchasedAt: '2025-03-07T09:07:00.000Z' as const,
  storageYears: 15,
  expiresAt,
  ...fields,
});

const draw = async (
  who: { accountId: string; organizationId: string },
  quantity: number,
  fields: object = {},
) => {
  const answer = await api.call('platform', '/v1/usages', {
    body: { ...who, resource: 'inspection', quantity, ...fields },
  });
  expect(answer.status).toBe(201);
  return answer.body as { id: string; draws: { lotId: string; units: number }[] };
};

describe('balances', () => {
  it('of an account without purchases are empty', async () => {
    expect(await poolsOf((await customer()).accountId)).toEqual([]);
  });

  it('add up by resource, storage term and lot, in order of expiry', async () => {
    const who = await customer();
    const later = await creditLot(api.fixture, who.accountId, lotOf('2026-03-08T00:00:00.000Z'));
    const sooner = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2025-09-01T00:00:00.000Z', { storageYears: 5, units: 500 }),
    );
    await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2026-03-08T00:00:00.000Z', { resource: 'ai:mimi', storageYears: undefined }),
    );
    await draw(who, 100, { storageYears: 15 });
    const pools = await poolsOf(who.accountId);
    expect(pools.find(({ resource }) => resource === 'inspection')).toMatchObject({
      credited: 1_500,
      used: 100,
      available: 1_400,
      arrears: 0,
      expired: 0,
      voided: 0,
      offset: 0,
      byStorage: [
        { storageYears: 5, available: 500 },
        { storageYears: 15, available: 900 },
      ],
      nextExpiry: { at: '2025-09-01T00:00:00.000Z', units: 500 },
      forecast: null,
      suspended: false,
      lots: [
        { id: sooner, remaining: 500, storageYears: 5, state: 'live' },
        { id: later, remaining: 900, consumed: 100, expiresOn: '2026-03-08', state: 'live' },
      ],
    });
    expect(pools.find(({ resource }) => resource === 'ai:mimi')).toMatchObject({
      available: 1_000,
      byStorage: [{ storageYears: null, available: 1_000 }],
    });
  });

  it('exclude expired units, whether or not the expiry was booked', async () => {
    const { accountId } = await customer();
    const lotId = await creditLot(api.fixture, accountId, lotOf('2025-09-01T00:00:00.000Z'));
    const availableAt = async (clock: Instant) => {
      await setClock(api.fixture, accountId, clock);
      return (await poolsOf(accountId))[0]!;
    };
    expect(await availableAt('2025-08-31T23:59:59.999Z')).toMatchObject({ available: 1_000, expired: 0 });
    expect(await availableAt('2025-09-01T00:00:00.000Z')).toMatchObject({
      available: 0,
      expired: 1_000,
      lots: [],
      nextExpiry: null,
    });
    const { items } = pageOf(await api.call('sales', `/v1/accounts/${accountId}/lots`));
    expect(items).toMatchObject([{ id: lotId, state: 'expired', expired: 1_000, remaining: 0 }]);
    // The read wrote nothing.
    expect(
      pageOf(await api.call('sales', `/v1/accounts/${accountId}/journal`)).items.map(({ kind }) => kind),
    ).toEqual(['lot.credited']);
  });
});

describe('balances as of a past instant', () => {
  it('are the balances of that time', async () => {
    const who = await customer();
    const lotId = await creditLot(api.fixture, who.accountId, lotOf('2025-09-01T00:00:00.000Z'));
    await setClock(api.fixture, who.accountId, '2025-07-01T00:00:00.000Z');
    await draw(who, 300);
    await setClock(api.fixture, who.accountId, '2025-10-01T00:00:00.000Z');

    const at = async (asOf: Instant) => {
      const [pool] = await poolsOf(who.accountId, `?asOf=${asOf}`);
      return pool === undefined
        ? null
        : [pool.available, pool.used, pool.expired, pool.lots.map(({ id, remaining }) => [id, remaining])];
    };
    expect(await at('2025-05-31T23:59:59.999Z')).toBeNull();
    expect(await at(NOW)).toEqual([1_000, 0, 0, [[lotId, 1_000]]]);
    expect(await at('2025-06-30T23:59:59.999Z')).toEqual([1_000, 0, 0, [[lotId, 1_000]]]);
    expect(await at('2025-07-01T00:00:00.000Z')).toEqual([700, 300, 0, [[lotId, 700]]]);
    // Expired by then, but not booked yet.
    expect(await at('2025-08-31T23:59:59.999Z')).toEqual([700, 300, 0, [[lotId, 700]]]);
    expect(await at('2025-09-01T00:00:00.000Z')).toEqual([0, 300, 700, []]);
    // The result is the same after the booking.
    await creditLot(api.fixture, who.accountId, lotOf('2026-09-01T00:00:00.000Z'));
    expect(await at('2025-09-01T00:00:00.000Z')).toEqual([0, 300, 700, []]);
  });

  it('of now are the current ones, and of the future there are none', async () => {
    const { accountId } = await customer();
    await creditLot(api.fixture, accountId, lotOf('2025-09-01T00:00:00.000Z'));
    expect(await poolsOf(accountId, `?asOf=${NOW}`)).toEqual(await poolsOf(accountId));
    const answer = await api.call(
      'sales',
      `/v1/accounts/${accountId}/balances?asOf=2025-06-01T00:00:00.001Z`,
    );
    expect([answer.status, errorsOf(answer)]).toEqual([422, ['asOf not_in_the_past']]);
    expect(answer.body['errors']).toMatchObject([
      { message: 'This must not be after 1 June 2025, 08:00 (Asia/Singapore).' },
    ]);
  });
});

describe('lots', () => {
  it('are listed by purchase and filtered by their current state, also after later purchases', async () => {
    const who = await customer();
    const first = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2025-09-01T00:00:00.000Z', { units: 100, purchasedAt: '2025-03-01T00:00:00.000Z' }),
    );
    const second = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2025-07-01T00:00:00.000Z', { purchasedAt: '2025-04-01T00:00:00.000Z' }),
    );
    const third = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2026-05-01T00:00:00.000Z', { purchasedAt: '2025-05-01T00:00:00.000Z' }),
    );
    const other = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2026-05-01T00:00:00.000Z', { resource: 'ai:mimi', storageYears: undefined }),
    );
    await setClock(api.fixture, who.accountId, '2025-08-01T00:00:00.000Z');
    await draw(who, 100);
    const ids = async (query: string) =>
      pageOf(await api.call('sales', `/v1/accounts/${who.accountId}/lots${query}`)).ids;
    expect(await ids('')).toEqual([third, second, other, first]);
    expect(await ids('?resource=inspection')).toEqual([third, second, first]);
    expect(await ids('?state=live')).toEqual([third, other]);
    expect(await ids('?state=expired')).toEqual([second]);
    expect(await ids('?state=exhausted')).toEqual([first]);
    expect(await ids('?state=voided')).toEqual([]);

    const { items } = pageOf(await api.call('sales', `/v1/accounts/${who.accountId}/lots?state=exhausted`));
    expect(items[0]).toMatchObject({
      consumed: 100,
      remaining: 0,
      renewals: [
        { lotId: second, purchasedAt: '2025-04-01T00:00:00.000Z', credited: 1_000 },
        { lotId: third, purchasedAt: '2025-05-01T00:00:00.000Z', credited: 1_000 },
      ],
    });
  });

  it('bought at the same instant are paged without loss', async () => {
    const { accountId } = await customer();
    const made: string[] = [];
    for (let index = 0; index < 4; index += 1)
      made.push(await creditLot(api.fixture, accountId, lotOf('2026-03-08T00:00:00.000Z')));
    const first = pageOf(await api.call('sales', `/v1/accounts/${accountId}/lots?limit=3`));
    const second = pageOf(
      await api.call('sales', `/v1/accounts/${accountId}/lots?limit=3&cursor=${String(first.nextCursor)}`),
    );
    expect([...first.ids, ...second.ids]).toEqual(made.toReversed());
    expect(second.nextCursor).toBeNull();
  });
});

describe('the journal', () => {
  it('chains every entry to the previous one, and is filtered by lot or usage', async () => {
    const who = await customer();
    const one = await creditLot(api.fixture, who.accountId, lotOf('2025-09-01T00:00:00.000Z'));
    const two = await creditLot(api.fixture, who.accountId, lotOf('2026-03-08T00:00:00.000Z'));
    const use = await draw(who, 1_200);
    const journal = async (query = '') =>
      pageOf(await api.call('sales', `/v1/accounts/${who.accountId}/journal${query}`)).items;
    const all = await journal();
    expect(all.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [3, 'usage.accepted'],
      [2, 'lot.credited'],
      [1, 'lot.credited'],
    ]);
    expect(all.map(({ previousHash }) => previousHash)).toEqual([
      ...all.slice(1).map(({ hash }) => hash),
      '',
    ]);
    expect((await journal(`?lotId=${one}`)).map(({ sequence }) => sequence)).toEqual([3, 1]);
    expect((await journal(`?lotId=${two}`)).map(({ sequence }) => sequence)).toEqual([3, 2]);
    expect((await journal(`?usageId=${use.id}`)).map(({ causedBy }) => causedBy)).toEqual([
      { type: 'usage', id: use.id },
    ]);
    expect(await journal('?lotId=lot_none')).toEqual([]);
  });
});

describe('usages', () => {
  it('are explained by the lots they drew from, and found by key, reference, organization and time', async () => {
    const who = await customer();
    const soon = await creditLot(
      api.fixture,
      who.accountId,
      lotOf('2025-09-01T00:00:00.000Z', { units: 10 }),
    );
    const late = await creditLot(api.fixture, who.accountId, lotOf('2026-03-08T00:00:00.000Z'));
    const first = await draw(who, 15, { reference: 'study-1' });
    await setClock(api.fixture, who.accountId, '2025-06-02T00:00:00.000Z');
    const second = await draw(who, 1, { storageYears: 15 });

    const read = await api.call('sales', `/v1/usages/${first.id}`);
    expect(read.headers.get('x-server-now')).toBe('2025-06-02T00:00:00.000Z');
    expect(read.body).toMatchObject({
      id: first.id,
      at: NOW,
      quantity: 15,
      reference: 'study-1',
      arrears: 0,
      offsets: [],
      draws: [
        {
          lotId: soon,
          units: 10,
          storageYears: 15,
          expiresAt: '2025-09-01T00:00:00.000Z',
          orderId: null,
          unitPrice: null,
        },
        { lotId: late, units: 5, expiresAt: '2026-03-08T00:00:00.000Z' },
      ],
    });
    const ids = async (query: string) =>
      pageOf(await api.call('sales', `/v1/usages?accountId=${who.accountId}${query}`)).ids;
    expect(await ids('')).toEqual([second.id, first.id]);
    expect(await ids('&reference=study-1')).toEqual([first.id]);
    expect(await ids(`&key=${encodeURIComponent(String(read.body['key']))}`)).toEqual([first.id]);
    expect(await ids(`&organizationId=${who.organizationId}`)).toHaveLength(2);
    expect(await ids('&organizationId=org_none')).toEqual([]);
    expect(await ids('&from=2025-06-02T00:00:00Z')).toEqual([second.id]);
    expect(await ids('&to=2025-06-02T00:00:00Z')).toEqual([first.id]);
    expect(pageOf(await api.call('sales', '/v1/usages')).ids).toEqual([]);
    expect(pageOf(await api.call('sales', '/v1/usages?sandbox=true')).ids).toContain(first.id);
    expect((await api.call('sales', '/v1/usages/usg_none')).status).toBe(404);
  });
});
