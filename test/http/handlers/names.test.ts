/** Names beside ids (decision D-29): what carries them, how they follow a renaming, and how often they are read. */
import type { Instant } from '../../../src/domain/instant.ts';
import { newId } from '../../../src/infra/ids.ts';
import { storeLicence, storeServices } from '../../support/entitlements.ts';
import { creditLot } from '../../support/lots.ts';
import { INSPECTIONS, MIMI, orderOf } from '../../support/order-fixtures.ts';
import { customerKey, newAccount, pageOf, startApi, type Api } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NOW: Instant = '2025-06-01T00:00:00.000Z';
const END: Instant = '2026-06-01T00:00:00.000Z';
const DELIVERY = 'AIMIS-INTL-SVC-DELIVERY';
const INSPECTION = { en: 'Cloud inspections', zh: expect.any(String) as unknown };

interface Customer {
  readonly accountId: string;
  readonly organizationId: string;
}

async function customer(name: string, organizationName: string): Promise<Customer> {
  const accountId = await newAccount(api, { name, sandboxNow: NOW });
  const organization = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: organizationName },
  });
  return { accountId, organizationId: String(organization.body['id']) };
}

const accountOf = ({ accountId }: Customer) =>
  api.fixture.database.models.accounts.findById(accountId).orFail().lean();

const order = async (owner: Customer, ...lines: object[]) =>
  orderOf(api.fixture, await accountOf(owner), lines as never);

const skuName = async (sku: string) => (await api.call('sales', `/v1/catalogue/${sku}`)).body['name'];

const license = ({ accountId, organizationId }: Customer, sku: string) =>
  storeLicence(api.fixture, { accountId, sku, scope: 'organization', organizationId, from: NOW });

it('stand beside the ids of an order and its lines, in the single response and in lists', async () => {
  const owner = await customer('Santa Clara', 'Radiology');
  const { _id } = await order(owner, { sku: DELIVERY, quantity: 1, organizationId: owner.organizationId });
  const single = await api.call('sales', `/v1/orders/${_id}`);
  const [listed] = pageOf(await api.call('sales', `/v1/orders?accountId=${owner.accountId}`)).items;
  for (const shown of [single.body, listed]) {
    expect(shown).toMatchObject({
      accountId: owner.accountId,
      accountName: 'Santa Clara',
      lines: [
        {
          organizationId: owner.organizationId,
          organizationName: 'Radiology',
          name: await skuName(DELIVERY),
        },
      ],
    });
  }
});

it('stand beside the ids of tasks, deadlines, notices and payments', async () => {
  const owner = await customer('Santa Rita', 'Radiology');
  await order(owner, MIMI);
  const found = pageOf(await api.call('sales', `/v1/tasks?accountId=${owner.accountId}`)).items;
  expect(found.map(({ accountName }) => accountName)).toEqual(['Santa Rita']);
  await api.call('operator', `/v1/accounts/${owner.accountId}/credits`, {
    body: { resource: 'inspection', units: 5, storageYears: 1, reason: 'Goodwill' },
  });
  for (const list of ['deadlines', 'notices']) {
    const { items } = pageOf(await api.call('sales', `/v1/${list}?accountId=${owner.accountId}`));
    expect([list, ...new Set(items.map(({ accountName }) => accountName))]).toEqual([list, 'Santa Rita']);
  }
});

it('name the resource of a lot, a pool and a usage, and the SKU of a licence', async () => {
  const owner = await customer('Dez Vezes', 'Eye Clinic');
  await creditLot(api.fixture, owner.accountId, {
    resource: 'inspection',
    units: 10,
    purchasedAt: NOW,
    expiresAt: END,
  });
  await license(owner, 'AIMIS-CN-SW-BASIC');
  await license(owner, 'SOLD-NO-MORE');
  const posted = await api.call('platform', '/v1/usages', {
    body: { ...owner, resource: 'inspection', quantity: 1 },
  });
  const used = await api.call('sales', `/v1/usages/${String(posted.body['id'])}`);
  const below = async (path: string) => api.call('sales', `/v1/accounts/${owner.accountId}/${path}`);
  const { body: balances } = await below('balances');
  const named = { resource: 'inspection', resourceName: INSPECTION };
  expect(pageOf(await below('lots')).items).toMatchObject([named]);
  expect(balances['pools']).toMatchObject([{ ...named, lots: [named] }]);
  expect(used.body).toMatchObject({ ...named, accountName: 'Dez Vezes', organizationName: 'Eye Clinic' });
  expect(posted.body).not.toHaveProperty('accountName');
  expect(pageOf(await below('licences')).items.map(({ sku, name }) => [sku, name])).toEqual([
    ['SOLD-NO-MORE', { en: 'SOLD-NO-MORE', zh: 'SOLD-NO-MORE' }],
    ['AIMIS-CN-SW-BASIC', await skuName('AIMIS-CN-SW-BASIC')],
  ]);
});

it('follow a renaming, also in the stored response to a repeated request', async () => {
  const owner = await customer('Before', 'Radiology');
  const { body: catalogue } = await api.call('sales', '/v1/catalogue');
  const body = {
    accountId: owner.accountId,
    channel: 'online',
    termsAccepted: true,
    termsVersion: (catalogue['termsVersions'] as Record<string, string>)['aimis-intl'],
    lines: [INSPECTIONS],
  };
  const headers = { 'idempotency-key': newId('key') };
  const first = await api.call('sales', '/v1/orders', { body, headers });
  await api.call('sales', `/v1/accounts/${owner.accountId}`, { method: 'PATCH', body: { name: 'After' } });
  const again = await api.call('sales', '/v1/orders', { body, headers });
  expect([first.body['accountName'], again.body['accountName']]).toEqual(['Before', 'After']);
  expect(again.body).toEqual({ ...first.body, accountName: 'After' });
});

describe('query= of orders and services', () => {
  it('finds by the beginning of the name of an account or an organization, in any case, within what the key covers', async () => {
    const one = await customer('Åsa Klinik Nord', 'Ögon');
    const other = await customer('Åsa Klinik Syd', 'Hjärta');
    const ordered = new Map<string, string>();
    for (const owner of [one, other]) {
      const { _id } = await order(owner, {
        sku: DELIVERY,
        quantity: 1,
        organizationId: owner.organizationId,
      });
      ordered.set(owner.accountId, _id);
    }
    const [first, second] = [ordered.get(one.accountId), ordered.get(other.accountId)];
    const found = async (query: string, more = 'sandbox=true', key?: string) => {
      const path = `/v1/orders?query=${encodeURIComponent(query)}&${more}`;
      return pageOf(await api.call('sales', path, key === undefined ? {} : { key })).ids;
    };
    expect(await found('ÅSA klinik')).toEqual([second, first]);
    expect(await found('åsa klinik n')).toEqual([first]);
    expect(await found('hjärt')).toEqual([second]);
    expect(await found('hjärt', `accountId=${other.accountId}`)).toEqual([second]);
    expect(await found('hjärt', `accountId=${one.accountId}`)).toEqual([]);
    expect(await found('klinik')).toEqual([]);
    expect(await found('åsa', 'sandbox=false')).toEqual([]);
    const key = await customerKey(api, one.accountId);
    expect(await found('åsa', 'limit=5', key)).toEqual([first]);
    await api.call('sales', `/v1/organizations/${one.organizationId}`, {
      method: 'PATCH',
      body: { name: 'Blick' },
    });
    expect([await found('ögon'), await found('bli')]).toEqual([[], [first]]);
  });

  it('pages through what several names find, each order once', async () => {
    const owner = await customer('Zeta Clinic', 'Zeta Eyes');
    const lines = [1, 2].map((quantity) => ({
      sku: DELIVERY,
      quantity,
      organizationId: owner.organizationId,
    }));
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) ids.push((await order(owner, ...lines))._id);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = pageOf(await api.call('sales', `/v1/orders?query=zeta&sandbox=true&limit=1${cursor}`));
      seen.push(...page.ids);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('finds services by the same names', async () => {
    const owner = await customer('Yota Clinic', 'Yota Eyes');
    const { _id: orderId, lines } = await order(owner, {
      sku: DELIVERY,
      quantity: 1,
      organizationId: owner.organizationId,
    });
    const sold = { ...owner, orderId, lineId: lines[0]!.id, purchasedAt: NOW, startBy: END };
    const [{ _id } = { _id: '' }] = await storeServices(api.fixture, sold);
    const found = async (query: string) =>
      pageOf(await api.call('delivery', `/v1/services?sandbox=true&query=${query}`)).ids;
    expect(await found('yota%20c')).toEqual([_id]);
    expect(await found('YOTA%20E')).toEqual([_id]);
    expect(await found(_id)).toEqual([_id]);
    expect(await found('eyes')).toEqual([]);
    expect(await found('yota&state=available')).toEqual([_id]);
    expect(await found('yota&state=lapsed')).toEqual([]);
  });
});

it('are read for a whole page at once, and not at all where there are none', async () => {
  const customers = await Promise.all(
    ['One', 'Two', 'Three'].map((name) => customer(name, `${name} clinic`)),
  );
  for (const owner of customers)
    await order(owner, { sku: DELIVERY, quantity: 1, organizationId: owner.organizationId });
  const { connection } = api.fixture.database;
  const counted = async (path: string) => {
    const read: string[] = [];
    connection.set('debug', (collection: string, method: string, _filter: unknown, options: unknown) => {
      if (method === 'find' && JSON.stringify(options).includes('"name":1')) read.push(collection);
    });
    const page = pageOf(await api.call('sales', path));
    connection.set('debug', false);
    return [page.items.length, ...read.sort()];
  };
  expect(await counted('/v1/orders?sandbox=true&limit=3')).toEqual([3, 'accounts', 'organizations']);
  expect(await counted('/v1/payments?sandbox=true')).toEqual([0]);
});
