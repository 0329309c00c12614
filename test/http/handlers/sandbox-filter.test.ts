/** The `sandbox` filter of every list over all accounts (api.md §1). */
import { API_ROUTES, type RouteName } from '../../../src/contracts/routes.ts';
import type { Route } from '../../../src/contracts/route.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { MIMI, openAccount, orderOf, payOffline } from '../../support/order-fixtures.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, newAccount, pageOf, startApi, type Api } from './api.ts';

const NOW: Instant = '2025-03-07T09:07:00.000Z';

/** Lists in which a paid order leaves something. */
const FILLED = ['/v1/accounts', '/v1/agreements', '/v1/orders', '/v1/payments', '/v1/audit'];

const paths = (Object.entries(API_ROUTES) as [RouteName, Route][]).flatMap(([, { method, path, query }]) =>
  method === 'get' && query !== undefined && 'sandbox' in query.shape && 'limit' in query.shape ? [path] : [],
);

let api: Api;
let real: string;
let sandbox: string;
beforeAll(async () => {
  api = await startApi();
  [real, sandbox] = [await withPayment(), await withPayment(NOW)];
});
afterAll(() => api.close());

/** Returns an account with an agreement, an order and a payment. */
async function withPayment(sandboxNow?: Instant): Promise<string> {
  const account = await openAccount(api.fixture, sandboxNow === undefined ? {} : { sandboxNow });
  const order = await orderOf(api.fixture, account, [MIMI]);
  await api.fixture.database.models.orders.updateOne(
    { _id: order._id },
    { $set: { state: 'awaiting_payment', awaitingPaymentAt: account.createdAt } },
  );
  await payOffline(api.fixture, order);
  return account._id;
}

/** Ids of the accounts that a list shows records of. */
async function accountsIn(path: string, query: string): Promise<unknown[]> {
  const { items } = pageOf(await api.call('operator', `${path}?limit=200&${query}`));
  const ids = items.map((item) => (path === '/v1/accounts' ? item['id'] : item['accountId']));
  return [...new Set(ids)].filter((id) => id === real || id === sandbox).sort();
}

it('is offered by every list over all accounts', () => {
  expect(paths).toEqual(expect.arrayContaining(FILLED));
});

describe.each(paths)('%s', (path) => {
  const shown = (ids: string[]) => (FILLED.includes(path) ? [...ids].sort() : (expect.any(Array) as unknown));

  it('leaves sandboxes out, adds them, or shows nothing else', async () => {
    expect(await accountsIn(path, '')).toEqual(shown([real]));
    expect(await accountsIn(path, 'sandbox=false')).toEqual(shown([real]));
    expect(await accountsIn(path, 'sandbox=true')).toEqual(shown([real, sandbox]));
    expect(await accountsIn(path, 'sandbox=only')).toEqual(shown([sandbox]));
    expect(await accountsIn(path, 'sandbox=only')).not.toContain(real);
    expect(await accountsIn(path, '')).not.toContain(sandbox);
  });

  it.each(['sandbox=yes', 'sandbox=1', 'sandbox=only&sandbox=only', 'unknown=1', 'cursor=W10'])(
    'rejects %s',
    async (query) => {
      const answer = await api.call('operator', `${path}?${query}`);
      expect([answer.status, errorsOf(answer)]).toEqual([422, [expect.any(String)]]);
    },
  );
});

it('applies to an account that is named, too: `only` hides one that is not a sandbox', async () => {
  const ids = async (query: string) => pageOf(await api.call('sales', `/v1/orders?${query}`)).ids;
  expect(await ids(`accountId=${sandbox}`)).toHaveLength(1);
  expect(await ids(`accountId=${sandbox}&sandbox=only`)).toHaveLength(1);
  expect(await ids(`accountId=${real}`)).toHaveLength(1);
  expect(await ids(`accountId=${real}&sandbox=only`)).toEqual([]);
});

it('narrows the list of a customer, who sees sandboxes by default, to its own accounts', async () => {
  const another = await newAccount(api, { sandboxNow: NOW });
  const key = await customerKey(api, real, sandbox);
  const seen = async (query: string) => {
    const answer = await call(api.server, `/v1/accounts?limit=200&${query}`, { key });
    return pageOf(answer).ids.sort();
  };
  expect(await seen('')).toEqual([real, sandbox].sort());
  expect(await seen('sandbox=only')).toEqual([sandbox]);
  expect(await seen('sandbox=false')).toEqual([real]);
  expect(await seen('')).not.toContain(another);
});
