/** Advancing a sandbox's clock over HTTP, and following its progress. */
import { DAY_MS, plusMs, type Instant } from '../../../src/domain/instant.ts';
import { deadlineDocument } from '../../../src/storage/side-effects.ts';
import { newId } from '../../../src/infra/ids.ts';
import { customerKey, newAccount, startApi, type Api } from './api.ts';

const NOW: Instant = '2025-06-01T00:00:00.000Z';
const LATER = plusMs(NOW, DAY_MS);

let api: Api;
let accountId: string;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  accountId = await newAccount(api, { sandboxNow: NOW });
});

const clockOf = (account = accountId) => `/v1/accounts/${account}/clock`;
const advance = (body: object = { to: LATER }, headers = {}) =>
  api.call('sales', `${clockOf()}/advance`, { body, headers });

/** An advance that another process runs or has abandoned. */
async function runningAdvance(): Promise<string> {
  const advanceId = newId('adv');
  await api.fixture.database.models.clockAdvances.insertMany([
    {
      _id: advanceId,
      accountId,
      bodyHash: 'of another request',
      target: LATER,
      state: 'running',
      from: NOW,
      steps: 7,
      blockedBy: null,
      lastError: null,
      lostMs: {},
      leasedBy: 'another process',
      leasedUntilMs: Date.now() + DAY_MS,
      createdAt: api.fixture.serverNow(),
      finishedAt: null,
    },
  ]);
  return advanceId;
}

it('a completed advance is read as the latest and by its id, with its results', async () => {
  expect((await advance()).body).toEqual({ now: LATER });
  const latest = await api.call('platform', `${clockOf()}/advance`);
  expect(latest.status).toBe(200);
  expect(latest.body).toEqual({
    id: expect.stringMatching(/^adv_/) as string,
    state: 'done',
    from: NOW,
    to: LATER,
    now: LATER,
    steps: 0,
    startedAt: expect.any(String) as string,
    finishedAt: expect.any(String) as string,
  });
  expect(latest.headers.get('x-server-now')).toBe(LATER);
  const named = await api.call('delivery', `${clockOf()}/advances/${String(latest.body['id'])}`);
  expect(named.body).toEqual(latest.body);
});

it('while an advance runs, another is rejected with its id, by which it can be followed', async () => {
  await advance({ to: NOW });
  const advanceId = await runningAdvance();
  const refused = await advance();
  expect([refused.status, refused.body['code']]).toEqual([409, 'conflict']);
  expect(refused.body['evidence']).toEqual({ accountId, advanceId, target: LATER });
  expect(refused.body['remedy']).toContain(advanceId);
  for (const path of ['/advance', `/advances/${advanceId}`]) {
    expect((await api.call('sales', `${clockOf()}${path}`)).body).toMatchObject({
      id: advanceId,
      state: 'running',
      now: NOW,
      steps: 7,
    });
  }
});

it('an advance that fails reports where and why it stopped, and another can be started', async () => {
  const { deadlines } = api.fixture.database.models;
  const at = plusMs(NOW, 1_000);
  await deadlines.insertMany([
    deadlineDocument({
      _id: `lot.expires:${accountId}`,
      kind: 'lot.expires',
      at,
      accountId,
      sandbox: true,
      workflowId: 'lot:none',
    }),
  ]);
  const headers = { 'idempotency-key': newId('key') };
  for (const refused of [await advance({ to: LATER }, headers), await advance({ to: LATER }, headers)]) {
    expect([refused.status, refused.body['code']]).toEqual([409, 'conflict']);
    expect(refused.body['evidence']).toMatchObject({ accountId, stoppedAt: at });
  }
  const failed = await api.call('operator', `${clockOf()}/advance`);
  expect(failed.body).toMatchObject({ state: 'failed', now: at, lastError: expect.any(String) as string });
  const ofCustomer = await api.call('operator', `${clockOf()}/advance`, {
    key: await customerKey(api, accountId),
  });
  expect(ofCustomer.body).toMatchObject({ state: 'failed', now: at });
  expect(ofCustomer.body).not.toHaveProperty('lastError');
  await deadlines.deleteMany({ accountId });
  expect((await advance()).body).toEqual({ now: LATER });
});

it('an advance is 404 if there was none, for another account, or for one that the key does not cover', async () => {
  const other = await newAccount(api, { sandboxNow: NOW });
  const real = await newAccount(api);
  const advanceId = await runningAdvance();
  const elsewhere = await customerKey(api, other);
  for (const [path, key] of [
    [`${clockOf(other)}/advance`],
    [`${clockOf(real)}/advance`],
    [`${clockOf(other)}/advances/${advanceId}`],
    [`${clockOf()}/advances/adv_none`],
    [`${clockOf()}/advance`, elsewhere],
    [`${clockOf()}/advances/${advanceId}`, elsewhere],
  ] as const) {
    const answer = await api.call('sales', path, key === undefined ? {} : { key });
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_found']);
  }
});
