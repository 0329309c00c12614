/** Orders are counted by state: over all accounts, of one account, of one team, and only those that the key may see. */
import { MOST_COUNTED } from '../../../src/contracts/orders.ts';
import { ORDER_STATES } from '../../../src/domain/orders/states.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { OrderDocument } from '../../../src/storage/collections/orders.ts';
import { MIMI, openAccount, orderOf } from '../../support/order-fixtures.ts';
import { call } from '../pipeline/pipeline-server.ts';
import { customerKey, errorsOf, startApi, type Api } from './api.ts';

const SANDBOX_START: Instant = '2025-03-07T09:07:00.000Z';

let api: Api;
let mine: string;
let other: string;
let sandbox: string;
beforeAll(async () => {
  api = await startApi();
  mine = await accountWith('counted', ['active', 'active', 'cancelled']);
  other = await accountWith('elsewhere', ['active', 'awaiting_payment']);
  sandbox = await accountWith('counted', ['refunded'], SANDBOX_START);
});
afterAll(() => api.close());

async function accountWith(
  salesTeam: string,
  states: readonly OrderDocument['state'][],
  sandboxNow?: Instant,
): Promise<string> {
  const account = await openAccount(api.fixture, sandboxNow === undefined ? {} : { sandboxNow });
  for (const state of states) {
    const { _id } = await orderOf(api.fixture, account, [MIMI]);
    await api.fixture.database.models.orders.updateOne(
      { _id },
      { $set: { state, salesTeam, needsAttention: state === 'cancelled' } },
    );
  }
  return account._id;
}

/** The counts that are not zero. */
async function counts(query: string, key?: string): Promise<Record<string, number>> {
  const path = `/v1/order-counts?${query}`;
  const answer = key === undefined ? await api.call('sales', path) : await call(api.server, path, { key });
  expect(answer.status).toBe(200);
  const { states, needsAttention } = answer.body as unknown as {
    states: { state: string; count: number; more: boolean }[];
    needsAttention: { count: number };
  };
  expect(states.map(({ state }) => state).sort()).toEqual(Object.keys(ORDER_STATES).sort());
  expect(states.filter(({ more }) => more)).toEqual([]);
  return Object.fromEntries(
    [...states, { state: 'attention', ...needsAttention }].flatMap(({ state, count }) =>
      count === 0 ? [] : [[state, count]],
    ),
  );
}

it('counts the orders of all accounts but sandboxes', async () => {
  expect(await counts('')).toEqual({ active: 3, awaiting_payment: 1, cancelled: 1, attention: 1 });
  expect(await counts('sandbox=true')).toMatchObject({ active: 3, refunded: 1 });
  expect(await counts('sandbox=only')).toEqual({ refunded: 1 });
});

it('counts those of an account, and those of a team', async () => {
  expect(await counts(`accountId=${other}`)).toEqual({ active: 1, awaiting_payment: 1 });
  expect(await counts('salesTeam=counted')).toEqual({ active: 2, cancelled: 1, attention: 1 });
  expect(await counts(`accountId=${sandbox}`)).toEqual({ refunded: 1 });
});

it('counts nothing that the key may not see', async () => {
  const key = await customerKey(api, mine);
  expect(await counts('', key)).toEqual({ active: 2, cancelled: 1, attention: 1 });
  expect(await counts(`accountId=${other}`, key)).toEqual({});
});

it('refuses what lists refuse', async () => {
  expect(errorsOf(await api.call('sales', '/v1/order-counts?state=active'))).toEqual(['state unknown_field']);
});

it('stops at a bound, and says that there are more', async () => {
  const account = await openAccount(api.fixture);
  const first = await orderOf(api.fixture, account, [MIMI]);
  const stored = await api.fixture.database.models.orders.findById(first._id).lean();
  await api.fixture.database.models.orders.collection.insertMany(
    Array.from({ length: MOST_COUNTED + 5 }, (_, index) => ({
      ...stored!,
      _id: `${first._id}${index}`,
      state: 'completed',
      salesTeam: 'large',
    })) as never,
  );
  const { body } = await api.call('sales', '/v1/order-counts?salesTeam=large');
  expect(body['states']).toContainEqual({ state: 'completed', count: MOST_COUNTED, more: true });
});
