/** Names beside ids (decision D-29): what carries them, how they follow a renaming, and how often they are read. */
import type { Instant } from '../../../src/domain/instant.ts';
import { newId } from '../../../src/infra/ids.ts';
import { creditLot } from '../../support/lots.ts';
import { INSPECTIONS, MIMI, orderOf } from '../../support/order-fixtures.ts';
import { newAccount, pageOf, startApi, type Api } from './api.ts';

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

const order = async (of: Customer, ...lines: object[]) =>
  orderOf(api.fixture, await accountOf(of), lines as never);

const skuName = async (sku: string) => (await api.call('sales', `/v1/catalogue/${sku}`)).body['name'];

async function license({ accountId, organizationId }: Customer, sku: string) {
  await api.fixture.database.models.licences.insertMany([
    {
      _id: newId('lic'),
      accountId,
      sandbox: true,
      orderId: newId('ord'),
      lineId: newId('lin'),
      sku,
      scope: 'organization',
      organizationId,
      consortiumId: null,
      features: [],
      requires: [],
      from: NOW,
      until: null,
      chain: null,
      chainId: newId('lic'),
      end: null,
      endedAt: null,
    },
  ]);
}

it('stand beside the ids of an order and its lines, in the single response and in lists', async () => {
  const of = await customer('Santa Clara', 'Radiology');
  const { _id } = await order(of, { sku: DELIVERY, quantity: 1, organizationId: of.organizationId });
  const single = await api.call('sales', `/v1/orders/${_id}`);
  const [listed] = pageOf(await api.call('sales', `/v1/orders?accountId=${of.accountId}`)).items;
  for (const shown of [single.body, listed]) {
    expect(shown).toMatchObject({
      accountId: of.accountId,
      accountName: 'Santa Clara',
      lines: [
        { organizationId: of.organizationId, organizationName: 'Radiology', name: await skuName(DELIVERY) },
      ],
    });
  }
});

it('stand beside the ids of tasks, deadlines, notices and payments', async () => {
  const of = await customer('Santa Rita', 'Radiology');
  await order(of, MIMI);
  const found = pageOf(await api.call('sales', `/v1/tasks?accountId=${of.accountId}`)).items;
  expect(found.map(({ accountName }) => accountName)).toEqual(['Santa Rita']);
  await api.call('operator', `/v1/accounts/${of.accountId}/credits`, {
    body: { resource: 'inspection', units: 5, storageYears: 1, reason: 'Goodwill' },
  });
  for (const list of ['deadlines', 'notices']) {
    const { items } = pageOf(await api.call('sales', `/v1/${list}?accountId=${of.accountId}`));
    expect([list, ...new Set(items.map(({ accountName }) => accountName))]).toEqual([list, 'Santa Rita']);
  }
});

it('name the resource of a lot, a pool and a usage, and the SKU of a licence', async () => {
  const of = await customer('Dez Vezes', 'Eye Clinic');
  await creditLot(api.fixture, of.accountId, {
    resource: 'inspection',
    units: 10,
    purchasedAt: NOW,
    expiresAt: END,
  });
  await license(of, 'AIMIS-CN-SW-BASIC');
  await license(of, 'SOLD-NO-MORE');
  const posted = await api.call('platform', '/v1/usages', {
    body: { ...of, resource: 'inspection', quantity: 1 },
  });
  const used = await api.call('sales', `/v1/usages/${String(posted.body['id'])}`);
  const below = async (path: string) => api.call('sales', `/v1/accounts/${of.accountId}/${path}`);
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
  const of = await customer('Before', 'Radiology');
  const { body: catalogue } = await api.call('sales', '/v1/catalogue');
  const body = {
    accountId: of.accountId,
    channel: 'online',
    termsAccepted: true,
    termsVersion: (catalogue['termsVersions'] as Record<string, string>)['aimis-intl'],
    lines: [INSPECTIONS],
  };
  const headers = { 'idempotency-key': newId('key') };
  const first = await api.call('sales', '/v1/orders', { body, headers });
  await api.call('sales', `/v1/accounts/${of.accountId}`, { method: 'PATCH', body: { name: 'After' } });
  const again = await api.call('sales', '/v1/orders', { body, headers });
  expect([first.body['accountName'], again.body['accountName']]).toEqual(['Before', 'After']);
  expect(again.body).toEqual({ ...first.body, accountName: 'After' });
});

it('are read for a whole page at once, and not at all where there are none', async () => {
  const customers = await Promise.all(
    ['One', 'Two', 'Three'].map((name) => customer(name, `${name} clinic`)),
  );
  for (const of of customers)
    await order(of, { sku: DELIVERY, quantity: 1, organizationId: of.organizationId });
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
