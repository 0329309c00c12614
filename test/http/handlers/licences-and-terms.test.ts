/** Licences and terms of an account: the clock decides their state, whether or not an end was booked. */
import type { Instant } from '../../../src/domain/instant.ts';
import type { LicenceDocument } from '../../../src/storage/collections/licences.ts';
import type { TermDocument } from '../../../src/storage/collections/terms.ts';
import { storeLicence, storeTerm } from '../../support/entitlements.ts';
import { setClock } from '../../support/lots.ts';
import { newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';

interface Customer {
  readonly accountId: string;
  readonly consortiumId: string;
  /** An organization of the consortium. */
  readonly member: string;
  /** An organization without a consortium. */
  readonly single: string;
}

async function customer(): Promise<Customer> {
  const accountId = await newAccount(api, { sandboxNow: NOW });
  const made = async (what: string, body: object) =>
    String((await api.call('sales', `/v1/accounts/${accountId}/${what}`, { body })).body['id']);
  const consortiumId = await made('consortia', { name: 'North Alliance' });
  return {
    accountId,
    consortiumId,
    member: await made('organizations', { name: 'Radiology', consortiumId }),
    single: await made('organizations', { name: 'Eye Clinic' }),
  };
}

const BASIC_NAME = { en: 'AIMIS software, Basic Edition', zh: 'AIMIS 软件基础版' };
const PRECONSULT_NAME = { en: 'Pre-consultation assistant', zh: '预问诊助手' };
const ANY_NAME = { en: expect.any(String) as unknown, zh: expect.any(String) as unknown };

const CHAIN = { startedOn: '2025-01-01', months: 12, movedDays: 0 };

async function license(accountId: string, fields: Partial<LicenceDocument>): Promise<string> {
  const { _id } = await storeLicence(api.fixture, {
    accountId,
    sku: 'AIMIS-INTL-SW-BASIC',
    features: ['viewer'],
    from: '2025-01-01T00:00:00.000Z',
    ...fields,
  });
  return _id;
}

async function term(
  accountId: string,
  fields: Partial<TermDocument> & Pick<TermDocument, 'organizationId' | 'from' | 'until'>,
) {
  const features = ['pre-consultation'];
  const { _id, orderId } = await storeTerm(api.fixture, { accountId, features, chain: CHAIN, ...fields });
  return { id: _id, orderId };
}

describe('licences', () => {
  const read = async (accountId: string, organizationId?: string) => {
    const query = organizationId === undefined ? '' : `?organizationId=${organizationId}`;
    const answer = await api.call('platform', `/v1/accounts/${accountId}/licences${query}`);
    expect(answer.status).toBe(200);
    return { ...pageOf(answer), activated: answer.body['activated'] as string[], answer };
  };

  it('activate their features for each organization in scope, each feature once (AMB-04)', async () => {
    const { accountId, consortiumId, member, single } = await customer();
    const ofAll = await license(accountId, { features: ['viewer', 'audit'] });
    const ofConsortium = await license(accountId, {
      scope: 'consortium',
      consortiumId,
      features: ['viewer', 'stats'],
    });
    const ofSingle = await license(accountId, {
      scope: 'organization',
      organizationId: single,
      features: ['3d'],
    });
    expect(await read(accountId, member)).toMatchObject({ activated: ['audit', 'stats', 'viewer'] });
    expect((await read(accountId, member)).ids.sort()).toEqual([ofAll, ofConsortium].sort());
    expect(await read(accountId, single)).toMatchObject({ activated: ['3d', 'audit', 'viewer'] });
    expect((await read(accountId, single)).ids.sort()).toEqual([ofAll, ofSingle].sort());
    const all = await read(accountId);
    expect(all.activated).toEqual([]);
    expect(all.ids.sort()).toEqual([ofAll, ofConsortium, ofSingle].sort());
    expect(all.items.find(({ id }) => id === ofConsortium)).toEqual({
      id: ofConsortium,
      accountId,
      accountName: 'General Hospital',
      sku: 'AIMIS-INTL-SW-BASIC',
      name: BASIC_NAME,
      scope: 'consortium',
      consortiumId,
      features: ['viewer', 'stats'],
      from: '2025-01-01T00:00:00.000Z',
      until: null,
      state: 'active',
      orderId: expect.any(String) as unknown,
      lineId: expect.any(String) as unknown,
    });
  });

  it('are active from their start until just before their end, whether or not the end was booked', async () => {
    const { accountId, single } = await customer();
    const [from, until] = ['2025-07-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'] as const;
    await license(accountId, { from, until, chain: CHAIN });
    const at = async (clock: Instant) => {
      await setClock(api.fixture, accountId, clock);
      const { items, activated } = await read(accountId, single);
      return [items[0]?.['state'], activated];
    };
    expect(await at('2025-06-30T23:59:59.999Z')).toEqual(['queued', []]);
    expect(await at(from)).toEqual(['active', ['viewer']]);
    expect(await at('2025-07-31T23:59:59.999Z')).toEqual(['active', ['viewer']]);
    expect(await at(until)).toEqual(['ended', []]);
    const booked = { $set: { end: 'ended', endedAt: until } } as const;
    await api.fixture.database.models.licences.updateOne({ accountId }, booked);
    expect(await at(until)).toEqual(['ended', []]);
  });

  it('of optional software activate nothing in an organization without active basic software (AMB-46)', async () => {
    const { accountId, consortiumId, member, single } = await customer();
    const another = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
      body: { name: 'South Clinic', consortiumId },
    });
    const [from, until] = ['2025-07-01T00:00:00.000Z', '2025-08-01T00:00:00.000Z'] as const;
    const optional = {
      sku: 'AIMIS-INTL-SW-OPT-RDIAG',
      features: ['rdiag'],
      requires: ['AIMIS-INTL-SW-BASIC'],
    };
    await license(accountId, { ...optional, scope: 'consortium', consortiumId });
    await license(accountId, { ...optional, scope: 'organization', organizationId: single });
    // First for one member of the consortium, later for both.
    await license(accountId, { scope: 'organization', organizationId: member, until: from, chain: CHAIN });
    await license(accountId, { scope: 'consortium', consortiumId, from, until, chain: CHAIN });
    const at = async (clock: Instant) => {
      await setClock(api.fixture, accountId, clock);
      const of = async (id: string) => (await read(accountId, id)).activated;
      return [await of(member), await of(String(another.body['id'])), await of(single)];
    };
    expect(await at('2025-06-30T23:59:59.999Z')).toEqual([['rdiag', 'viewer'], [], []]);
    expect(await at(from)).toEqual([['rdiag', 'viewer'], ['rdiag', 'viewer'], []]);
    expect(await at(until)).toEqual([[], [], []]);
    // The licence itself remains.
    expect((await read(accountId, single)).items).toMatchObject([{ state: 'active' }]);
  });

  it('that were refunded activate nothing', async () => {
    const { accountId, single } = await customer();
    await license(accountId, { end: 'refunded', endedAt: NOW });
    expect(await read(accountId, single)).toMatchObject({ items: [{ state: 'refunded' }], activated: [] });
  });

  it('of an organization of another account, or of an unknown account, are 404', async () => {
    const [mine, other] = [await customer(), await customer()];
    for (const path of [
      `/v1/accounts/${mine.accountId}/licences?organizationId=${other.single}`,
      `/v1/accounts/${mine.accountId}/terms?organizationId=${other.single}`,
      '/v1/accounts/acc_none/licences',
      '/v1/accounts/acc_none/terms',
    ])
      expect([path, (await api.call('sales', path)).status]).toEqual([path, 404]);
  });

  it('are listed page by page; what is activated comes with the first page', async () => {
    const { accountId, member } = await customer();
    const ids = [
      await license(accountId, { from: '2025-01-03T00:00:00.000Z' }),
      await license(accountId, {
        from: '2025-01-02T00:00:00.000Z',
        scope: 'organization',
        organizationId: member,
      }),
      await license(accountId, { from: '2025-01-01T00:00:00.000Z' }),
    ];
    const path = `/v1/accounts/${accountId}/licences?organizationId=${member}&limit=2`;
    const first = await api.call('platform', path);
    const cursor = String(first.body['nextCursor']);
    const second = await api.call('platform', `${path}&cursor=${cursor}`);
    expect([...pageOf(first).ids, ...pageOf(second).ids]).toEqual(ids);
    expect(first.body).toMatchObject({ activated: ['viewer'] });
    expect(second.body['nextCursor']).toBeNull();
    expect(Object.keys(second.body).sort()).toEqual(['items', 'nextCursor']);
  });

  it('are read at account time', async () => {
    const { accountId } = await customer();
    expect((await read(accountId)).answer.headers.get('x-server-now')).toBe(NOW);
  });
});

describe('terms', () => {
  const read = async (accountId: string, query = '') => {
    const answer = await api.call('platform', `/v1/accounts/${accountId}/terms${query}`);
    expect(answer.status).toBe(200);
    return { ...pageOf(answer), cover: answer.body['cover'] };
  };
  const FIRST = { from: '2025-05-01T00:00:00.000Z', until: '2025-06-10T00:00:00.000Z' } as const;
  const SECOND = { from: FIRST.until, until: '2025-07-10T00:00:00.000Z' } as const;
  const BESIDE = { from: '2025-05-20T00:00:00.000Z', until: '2025-06-20T00:00:00.000Z' } as const;

  it('are listed with the later terms of their chain, and add up to cover', async () => {
    const { accountId, member, single } = await customer();
    const first = await term(accountId, { organizationId: member, ...FIRST, sets: 2 });
    const second = await term(accountId, { organizationId: member, ...SECOND, chainId: first.id });
    const beside = await term(accountId, { organizationId: member, ...BESIDE, sets: 3 });
    const other = await term(accountId, { organizationId: single, ...BESIDE, sku: 'IPC-SW-SUMMARY' });
    const pack = await term(accountId, { organizationId: null, ...BESIDE, sku: 'IPC-RP-KNOWLEDGE' });
    const { ids, items, cover } = await read(accountId);
    expect([...ids].sort()).toEqual([first.id, second.id, beside.id, other.id, pack.id].sort());
    expect(ids[0]).toBe(second.id);
    expect(items.find(({ id }) => id === first.id)).toEqual({
      id: first.id,
      accountId,
      accountName: 'General Hospital',
      sku: 'IPC-SW-PRECONSULT',
      name: PRECONSULT_NAME,
      organizationId: member,
      organizationName: 'Radiology',
      sets: 2,
      purchasedAt: FIRST.from,
      ...FIRST,
      state: 'running',
      orderId: first.orderId,
      lineId: expect.any(String) as unknown,
      renewals: [{ termId: second.id, orderId: second.orderId, purchasedAt: SECOND.from, ...SECOND }],
    });
    expect(items.find(({ id }) => id === second.id)).toMatchObject({ state: 'queued', renewals: [] });
    expect(items.find(({ id }) => id === beside.id)).toMatchObject({ state: 'running', renewals: [] });
    const ofMember = {
      sku: 'IPC-SW-PRECONSULT',
      name: PRECONSULT_NAME,
      organizationId: member,
      organizationName: 'Radiology',
      until: SECOND.until,
      sets: 5,
    };
    const ofSingle = {
      sku: 'IPC-SW-SUMMARY',
      name: ANY_NAME,
      organizationId: single,
      organizationName: 'Eye Clinic',
      until: BESIDE.until,
      sets: 1,
    };
    const ofAccount = { sku: 'IPC-RP-KNOWLEDGE', name: ANY_NAME, until: BESIDE.until, sets: 1 };
    expect(cover).toHaveLength(3);
    expect(cover).toEqual(expect.arrayContaining([ofMember, ofSingle, ofAccount]));
    expect(items.find(({ id }) => id === pack.id)).not.toHaveProperty('organizationId');

    expect(await read(accountId, `?organizationId=${single}`)).toMatchObject({
      ids: [other.id],
      cover: [ofSingle],
    });
  });

  it('end by the clock together with the cover, whether or not the end was booked', async () => {
    const { accountId, member } = await customer();
    const first = await term(accountId, { organizationId: member, ...FIRST });
    await term(accountId, { organizationId: member, ...SECOND, chainId: first.id });
    const at = async (clock: Instant) => {
      await setClock(api.fixture, accountId, clock);
      const { items, cover } = await read(accountId);
      return [items.map(({ state }) => state), cover];
    };
    const covered = [
      {
        sku: 'IPC-SW-PRECONSULT',
        name: PRECONSULT_NAME,
        organizationId: member,
        organizationName: 'Radiology',
        until: SECOND.until,
        sets: 1,
      },
    ];
    expect(await at('2025-06-09T23:59:59.999Z')).toEqual([['queued', 'running'], covered]);
    expect(await at(SECOND.from)).toEqual([['running', 'ended'], covered]);
    expect(await at('2025-07-09T23:59:59.999Z')).toEqual([['running', 'ended'], covered]);
    expect(await at(SECOND.until)).toEqual([['ended', 'ended'], []]);
  });

  it('are listed page by page, each with all its renewals; the cover comes with the first page', async () => {
    const { accountId, member } = await customer();
    const first = await term(accountId, { organizationId: member, ...FIRST });
    const second = await term(accountId, { organizationId: member, ...SECOND, chainId: first.id });
    const one = await read(accountId, '?limit=1');
    const two = await read(accountId, `?limit=1&cursor=${String(one.nextCursor)}`);
    expect([one.ids, two.ids, two.nextCursor]).toEqual([[second.id], [first.id], null]);
    expect(two.items).toMatchObject([{ renewals: [{ termId: second.id }] }]);
    expect([one.cover, two.cover]).toMatchObject([[{ until: SECOND.until }], undefined]);
  });

  it('that were refunded cover nothing', async () => {
    const { accountId, member } = await customer();
    await term(accountId, { organizationId: member, ...FIRST, end: 'refunded', endedAt: NOW });
    expect(await read(accountId)).toMatchObject({ items: [{ state: 'ended' }], cover: [] });
  });
});
