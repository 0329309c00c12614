/** Every list as CSV: what JSON says, in columns, at a cost that does not depend on the length of the list (D-30). */
import { isPagedList } from '../../../src/contracts/csv.ts';
import type { Route } from '../../../src/contracts/route.ts';
import { ROUTES, type RouteName } from '../../../src/contracts/routes.ts';
import { CommandCounter } from '../../support/command-counter.ts';
import { csvRecords } from '../../support/csv.ts';
import { INSPECTIONS, MIMI, openAccount, orderOf } from '../../support/order-fixtures.ts';
import { storeLicence } from '../../support/entitlements.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, keyOf, newAccount, pageOf, startApi, type Api } from './api.ts';

const NAME = '协和医院，"东院"';

let api: Api;
let accountId: string;
let orderId: string;
beforeAll(async () => {
  api = await startApi();
  ({ _id: accountId } = await openAccount(api.fixture));
  const rename = { method: 'PATCH', body: { name: NAME } };
  await api.call('sales', `/v1/accounts/${accountId}`, rename);
  const account = await api.fixture.database.models.accounts.findById(accountId).orFail().lean();
  ({ _id: orderId } = await orderOf(api.fixture, account, [INSPECTIONS, MIMI]));
  const organization = await api.call('sales', `/v1/accounts/${accountId}/organizations`, {
    body: { name: '=HYPERLINK("http://example.com")' },
  });
  const organizationId = String(organization.body['id']);
  await api.call('operator', `/v1/accounts/${accountId}/credits`, {
    body: { resource: 'inspection', units: 5, storageYears: 1, reason: 'Goodwill' },
  });
  await storeLicence(api.fixture, {
    accountId,
    sku: 'AIMIS-INTL-SW-BASIC',
    scope: 'organization',
    organizationId,
    from: '2025-06-01T00:00:00.000Z',
  });
});
afterAll(() => api.close());

const csv = async (path: string) => {
  const answer = await api.call('operator', path, { headers: { accept: 'text/csv' } });
  expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
    path,
    200,
    'text/csv; charset=utf-8; header=present',
  ]);
  return csvRecords(answer.text);
};

const lists = (Object.entries(ROUTES) as [RouteName, Route][]).filter(([, route]) => isPagedList(route));

function pathOf({ path }: Route): string {
  return path.replace(/\{\w+\}/, path.includes('/orders/') ? orderId : accountId);
}

/** What a cell says of a JSON entry: an empty text for what is not there. */
function valueAt(entry: unknown, column: string): string {
  const value = column
    .split('.')
    .reduce<unknown>((at, field) => (at as Record<string, unknown> | null | undefined)?.[field], entry);
  return typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? ''
      : JSON.stringify(value);
}

it('every paged list of the contract is one', () => {
  const paged = (Object.entries(ROUTES) as [RouteName, Route][]).filter(([, { responses }]) =>
    JSON.stringify(Object.keys((responses[200] as { shape?: object } | undefined)?.shape ?? {})).includes(
      'nextCursor',
    ),
  );
  expect(lists.map(([name]) => name)).toEqual(paged.map(([name]) => name));
  expect(lists.length).toBeGreaterThan(25);
});

it.each(lists)('%s says in CSV what it says in JSON', async (_name, route) => {
  const path = pathOf(route);
  const items: object[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = pageOf(await api.call('operator', `${path}?limit=200${cursor && `&cursor=${cursor}`}`));
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  const records = await csv(path);
  expect(records).toHaveLength(items.length);
  for (const [index, record] of records.entries()) {
    for (const [column, cell] of Object.entries(record)) {
      // Decimals, and the clock of the server.
      if (/(^|\.)(amount|now)$/.test(column)) continue;
      expect([column, cell.replace(/^'(?==)/, '')]).toEqual([column, valueAt(items[index], column)]);
    }
  }
});

it('has names beside ids, money as decimal and currency, and paths for fields of objects', async () => {
  const [record] = await csv(`/v1/orders?accountId=${accountId}`);
  const { body } = await api.call('operator', `/v1/orders/${orderId}`);
  const { amountMinor } = body['total'] as { amountMinor: number };
  expect(record).toMatchObject({
    id: orderId,
    accountName: NAME,
    'total.amount': (amountMinor / 100).toFixed(2),
    'total.currency': 'USD',
    'agreement.required': 'true',
    'payment.state': '',
    'workflow.workflowId': `order:${orderId}`,
  });
  expect(Object.keys(record!)).not.toContain('lines');
});

it('does not run what customers call themselves', async () => {
  const [record] = await csv(`/v1/accounts/${accountId}/organizations`);
  expect(record!['name']).toBe(`'=HYPERLINK("http://example.com")`);
});

it('has instants in a time zone, with their offset', async () => {
  const path = `/v1/orders?accountId=${accountId}&columns=placedAt&timeZone=`;
  const [utc] = await csv(`/v1/orders?accountId=${accountId}&columns=placedAt`);
  const [local] = await csv(`${path}Asia/Kolkata`);
  expect(local!['placedAt']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:30$/);
  expect(Date.parse(local!['placedAt']!)).toBe(Date.parse(utc!['placedAt']!));
});

it('follows the clocks of a zone that changes them', async () => {
  const winter = await newAccount(api, { name: 'Winter', sandboxNow: '2025-01-15T12:00:00.000Z' });
  const summer = await newAccount(api, { name: 'Summer', sandboxNow: '2025-07-15T12:00:00.000Z' });
  const records = await csv('/v1/accounts?sandbox=only&columns=id,createdAt&timeZone=Europe/Berlin');
  const createdAt = (id: string) => records.find((record) => record['id'] === id)?.['createdAt'];
  expect(createdAt(winter)).toBe('2025-01-15T13:00:00.000+01:00');
  expect(createdAt(summer)).toBe('2025-07-15T14:00:00.000+02:00');
});

describe('for a customer', () => {
  let key: string;
  beforeAll(async () => {
    key = await customerKey(api, accountId);
    await newAccount(api, { name: 'Another' });
  });

  it('has its accounts and no column that it does not get', async () => {
    const { text } = await call(api.server, '/v1/accounts?format=csv', { key });
    expect(csvRecords(text).map(({ id }) => id)).toEqual([accountId]);
    const orders = csvRecords((await call(api.server, '/v1/orders?format=csv', { key })).text);
    expect(Object.keys(orders[0]!).filter((name) => name.includes('workflow'))).toEqual([]);
    const actors = csvRecords(
      (await call(api.server, `/v1/orders/${orderId}/timeline?format=csv`, { key })).text,
    );
    expect(actors.length).toBeGreaterThan(0);
    for (const { actor } of actors) expect(['you', 'staff', 'system']).toContain(actor);
  });

  it('refuses those columns, with the names of the others', async () => {
    const answer = await call(api.server, '/v1/orders?format=csv&columns=workflow.url', { key });
    expect(errorsOf(answer)).toEqual(['columns not_allowed']);
    expect(answer.text).toContain('total.currency');
    expect(answer.text).not.toContain('workflow.workflowId');
  });

  it('does not find the lists of others', async () => {
    const other = await newAccount(api, { name: 'Another' });
    const answer = await call(api.server, `/v1/accounts/${other}/lots?format=csv`, { key });
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
  });
});

describe('of 25,000 rows', () => {
  const ROWS = 25_000;
  let longId: string;
  beforeAll(async () => {
    longId = await newAccount(api, { name: 'Large group' });
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      _id: `org_${String(index).padStart(8, '0')}`,
      accountId: longId,
      sandbox: false,
      name: `第 ${index} 医院`,
      nameKey: `第 ${index} 医院`,
      consortiumId: null,
      externalId: null,
      createdAt: '2025-06-01T00:00:00.000Z',
    }));
    await api.fixture.database.models.organizations.insertMany(rows as never);
  });

  const open = (id: string, signal?: AbortSignal) =>
    fetch(`${api.server.url}/v1/accounts/${id}/organizations`, {
      headers: { accept: 'text/csv', authorization: `Bearer ${keyOf('sales')}` },
      ...(signal === undefined ? {} : { signal }),
    });

  it('has each of them once, newest first', async () => {
    const records = csvRecords(await (await open(longId)).text());
    expect(records).toHaveLength(ROWS);
    expect(records.map(({ name }) => name)).toEqual(
      Array.from({ length: ROWS }, (_, index) => `第 ${ROWS - 1 - index} 医院`),
    );
  });

  it('begins after the first pages, and reads each page once', async () => {
    const counter = new CommandCounter(api.fixture.database);
    const pages = () => counter.take().filter((command) => command === 'aggregate organizations').length;
    const reader = (await open(longId)).body!.getReader();
    await reader.read();
    const first = pages();
    while (!(await reader.read()).done);
    const all = first + pages();
    counter.stop();
    expect(all).toBe(ROWS / 200);
    // Others are read ahead while the first is on its way, until buffers are full.
    expect(first).toBeLessThan(all / 4);
  });

  it('stops reading when the client has gone', async () => {
    const counter = new CommandCounter(api.fixture.database);
    const leaving = new AbortController();
    const response = await open(longId, leaving.signal);
    await response.body!.getReader().read();
    leaving.abort();
    // What was being read ends; a later call finds the server at rest.
    await api.call('sales', `/v1/accounts/${longId}`);
    const pages = counter.take().filter((command) => command === 'aggregate organizations').length;
    counter.stop();
    expect(pages).toBeGreaterThan(0);
    expect(pages).toBeLessThan(ROWS / 200 / 2);
  });
});
